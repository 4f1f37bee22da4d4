import type { Organisation } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { organisationQuery } from '../app/organisation.ts'
import { serverRefusal } from '../ui/form-errors.ts'
import { draftOf, type OrganisationDraft, type OrganisationField, patchOf, wrongFields } from './organisation-draft.ts'

/** What is typed about the organisation, what is wrong with it, and how it is saved. A save that fails takes nothing away. */
export function useOrganisationForm() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(organisationQuery)
  // What was there when the reader began: what others change meanwhile is not taken back.
  const [saved, setSaved] = useState(data)
  const [draft, setDraft] = useState(() => draftOf(data))
  const save = useMutation({
    mutationFn: () => call('updateOrganisation', { body: patchOf(draft, saved) }),
    onSuccess: (organisation: Organisation) => {
      client.setQueryData(organisationQuery.queryKey, organisation)
      setSaved(organisation)
      setDraft(draftOf(organisation))
    },
  })
  const wrong = wrongFields(draft)
  const change = (part: Partial<OrganisationDraft>) => {
    save.reset()
    setDraft((known) => ({ ...known, ...part }))
  }
  return {
    draft,
    save,
    change,
    isChanged: Object.keys(patchOf(draft, saved)).length > 0,
    isWrong: wrong.size > 0,
    /** What stands against a field: as it is typed, or by the server; null when nothing. */
    complaint: (field: OrganisationField): string | null =>
      wrong.has(field)
        ? (text.maybe(`organisation.${field}.wrong`) ?? text('form.invalid'))
        : serverRefusal(save.error, field, text),
  }
}

export type OrganisationFormState = ReturnType<typeof useOrganisationForm>
