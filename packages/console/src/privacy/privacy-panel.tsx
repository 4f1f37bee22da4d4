import { Button, TextInput } from '@mantine/core'
import type { Retention, RetentionKind } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Panel } from '../ui/panel.tsx'
import { Erasures } from './erasures.tsx'
import classes from './privacy.module.css'
import { privacyQuery } from './queries.ts'
import { ofEachKind, retentionBounds } from './retention-bounds.ts'

/** How long data is kept, and what was erased. */
export function PrivacyPanel() {
  const text = useText()
  const format = useFormat()
  const { data } = useSuspenseQuery(privacyQuery)
  const { count, most } = data.refusedRows
  return (
    <Panel title={text('privacy.title')}>
      <RetentionForm key={JSON.stringify(data.retention)} />
      <p className={classes['dim']}>
        {text('privacy.refusedRows', { count: format.number(count), most: format.number(most) })}
      </p>
      <Erasures />
    </Panel>
  )
}

const kinds = Object.values(ofEachKind((kind) => kind))

function RetentionForm() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(privacyQuery)
  const [typed, setTyped] = useState(() => ofEachKind((kind) => data.retention[kind]?.toString() ?? ''))
  const save = useMutation({
    mutationFn: (retention: Retention) => call('setPrivacySettings', { body: { retention } }),
    onSuccess: (settings) => client.setQueryData(queryKeys.privacy, settings),
  })
  const problems = kinds.filter((kind) => !isWithin(kind, typed[kind]))
  const submit = () => save.mutate(ofEachKind((kind) => (typed[kind] === '' ? null : Number(typed[kind]))))
  const hint = (kind: RetentionKind) => {
    const days = data.installation[kind]
    return days === 0 ? text('privacy.days.forEver') : text('privacy.days.installation', { days })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (problems.length === 0) submit()
      }}
    >
      <p className={classes['dim']}>{text('privacy.lead')}</p>
      <div className={classes['kinds']}>
        {kinds.map((kind) => {
          const { least, most } = retentionBounds[kind]
          return (
            <TextInput
              key={kind}
              label={text(`privacy.kind.${kind}`)}
              description={text('privacy.days', { least, most })}
              placeholder={hint(kind)}
              inputMode="numeric"
              value={typed[kind]}
              error={problems.includes(kind) ? text('form.range', { min: least, max: most }) : null}
              onChange={(event) => setTyped({ ...typed, [kind]: event.currentTarget.value.trim() })}
            />
          )
        })}
      </div>
      <div className={classes['save']}>
        <Button type="submit" loading={save.isPending} disabled={problems.length > 0}>
          {text('ui.save')}
        </Button>
        <span role="status">{save.isSuccess ? text('privacy.saved') : null}</span>
        <span role="alert">{save.isError ? errorLine(save.error, text) : null}</span>
      </div>
    </form>
  )
}

function isWithin(kind: RetentionKind, typed: string): boolean {
  const { least, most } = retentionBounds[kind]
  return typed === '' || (/^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most)
}
