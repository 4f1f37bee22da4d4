import { Button, Checkbox, TextInput } from '@mantine/core'
import { TemplateInput } from '@stationmaster/server/contract'
import { type FormEvent, useMemo, useState } from 'react'
import type { z } from 'zod'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { type Refusals, schemaRefusals, serverRefusals } from '../forms/refusals.ts'
import { Panel } from '../ui/panel.tsx'
import { ConditionFields } from './condition-fields.tsx'
import classes from './configuration.module.css'
import { BELOW } from './entry-fields.tsx'
import { EntryList } from './entry-list.tsx'
import { bodyOf, type TemplateDraft } from './template-draft.ts'

interface TemplateFormProps {
  readonly initial: TemplateDraft
  /** Of the built-in template only the stations can be chosen. */
  readonly onlyConditions: boolean
  readonly busy: boolean
  /** Why the server has refused. */
  readonly error: unknown
  readonly onSave: (input: z.input<typeof TemplateInput>) => void
}

const none: Refusals = new Map()

/** A template as it is written: name, stations, values. */
export function TemplateForm({ initial, onlyConditions, busy, error, onSave }: TemplateFormProps) {
  const text = useText()
  const [draft, setDraft] = useState(initial)
  const [isTried, setTried] = useState(false)
  const [sent, setSent] = useState<TemplateDraft | null>(null)
  const body = useMemo(() => bodyOf(draft), [draft])
  const checked = useMemo(() => TemplateInput.safeParse(body), [body])
  const refusals = useMemo(() => {
    if (!checked.success) return isTried ? schemaRefusals(TemplateInput, body, text) : none
    return sent === draft ? serverRefusals(error, '', text) : none
  }, [checked, body, isTried, sent, draft, error, text])
  const change = (part: Partial<TemplateDraft>) => setDraft((known) => ({ ...known, ...part }))
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!checked.success || busy) return
    setSent(draft)
    onSave(checked.data)
  }
  const said = refusals.size > 0 ? text('template.check', { count: refusals.size }) : null
  const refused = error === null || sent !== draft || refusals.size > 0 ? null : errorLine(error, text)
  return (
    <form className={classes['form']} onSubmit={onForm} noValidate>
      {onlyConditions ? null : (
        <Panel title={text('template.what')}>
          <WhatFields draft={draft} refusals={refusals} change={change} />
        </Panel>
      )}
      <Panel title={text('template.whom')}>
        <ConditionFields draft={draft} refusals={refusals} change={change} />
      </Panel>
      {onlyConditions ? null : (
        <Panel title={text('template.entries')}>
          <EntryList entries={draft.entries} refusals={refusals} onChange={(entries) => change({ entries })} />
        </Panel>
      )}
      <p role="alert" className={classes['error']}>
        {said ?? refused}
      </p>
      <div>
        <Button type="submit" loading={busy}>
          {text('template.save')}
        </Button>
      </div>
    </form>
  )
}

export interface TemplateFieldsProps {
  readonly draft: TemplateDraft
  readonly refusals: Refusals
  readonly change: (part: Partial<TemplateDraft>) => void
}

function WhatFields({ draft, refusals, change }: TemplateFieldsProps) {
  const text = useText()
  return (
    <div className={classes['fields']}>
      <TextInput
        required
        label={text('template.name')}
        value={draft.name}
        maxLength={100}
        error={refusals.get('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={text('template.description')}
        value={draft.description}
        maxLength={500}
        error={refusals.get('description')}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <TextInput
        inputWrapperOrder={BELOW}
        label={text('template.priority')}
        description={text('template.priority.hint')}
        inputMode="numeric"
        value={draft.priority}
        error={refusals.get('priority')}
        onChange={(event) => change({ priority: event.currentTarget.value })}
      />
      <Checkbox
        label={text('template.enabled')}
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
    </div>
  )
}
