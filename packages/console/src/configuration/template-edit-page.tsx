import type { ConfigurationTemplate, TemplateInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Page } from '../ui/page.tsx'
import { templateQuery } from './queries.ts'
import { draftOf, newTemplate } from './template-draft.ts'
import { TemplateForm } from './template-form.tsx'

const route = getRouteApi('/app/configuration/$templateId/edit')

type Input = z.input<typeof TemplateInput>

export function NewTemplatePage() {
  const text = useText()
  const [initial] = useState(newTemplate)
  const save = useSave((body) => call('createTemplate', { body, idempotencyKey: crypto.randomUUID() }))
  return (
    <Page title={text('template.new')} lead={text('template.lead')}>
      <TemplateForm
        initial={initial}
        onlyConditions={false}
        busy={save.isPending}
        error={save.error}
        onSave={(body) => save.mutate(body)}
      />
    </Page>
  )
}

export function TemplateEditPage() {
  const text = useText()
  const { templateId: id } = route.useParams()
  const { data: template } = useSuspenseQuery({ ...templateQuery(id), refetchInterval: false })
  const initial = useMemo(() => draftOf(template), [template])
  const { builtIn } = template
  const save = useSave((body) =>
    builtIn
      ? call('switchTemplate', { params: { id }, body: { conditions: body.conditions ?? {} } })
      : call('replaceTemplate', { params: { id }, body }),
  )
  return (
    <Page title={text('template.edit', { name: template.name })} lead={text('template.lead')}>
      <TemplateForm
        initial={initial}
        onlyConditions={builtIn}
        busy={save.isPending}
        error={save.error}
        onSave={(body) => save.mutate(body)}
      />
    </Page>
  )
}

/** Saves and shows the template as it is now. */
function useSave(write: (body: Input) => Promise<ConfigurationTemplate>) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: write,
    onSuccess: async (saved) => {
      client.setQueryData(queryKeys.template(saved.id), saved)
      await navigate({ to: '/configuration/$templateId', params: { templateId: saved.id } })
      await client.invalidateQueries({ queryKey: queryKeys.configuration })
    },
  })
}
