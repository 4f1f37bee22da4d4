import { type Site, SiteInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { readerZone } from '../app/i18n/reader-zone.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import { type SiteForm, siteForm, siteInput } from './site-form.ts'

/** What is typed about a site, what is wrong with it, and how it is saved. */
export function useSiteForm(edited: Site | 'new' | null, onSaved: () => void) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState(() => siteForm(null, readerZone()))
  const isNew = edited === 'new'
  const save = useMutation({
    mutationFn: () => {
      const body = siteInput(form)
      if (isNew || edited === null) return call('createSite', { body, idempotencyKey: crypto.randomUUID() })
      return call('updateSite', { params: { id: edited.id }, body })
    },
    onSuccess: async () => {
      onSaved()
      await Promise.all([queryKeys.sites, queryKeys.map].map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
  const { reset } = save
  useEffect(() => {
    setForm(siteForm(edited === 'new' ? null : edited, readerZone()))
    reset()
  }, [edited, reset])
  const set = (part: Partial<SiteForm>) => {
    reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const refused = refusedFields(SiteInput, siteInput(form))
  const field = (name: keyof SiteForm, schemaName: string = name) => ({
    value: form[name],
    error:
      form[name] !== '' && refused.has(schemaName) ? text('form.invalid') : serverRefusal(save.error, schemaName, text),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  return { form, save, refused, set, field }
}
