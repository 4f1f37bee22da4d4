import { Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { instantOf, localTime } from '../app/i18n/local-time.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import classes from './integrations.module.css'

const DAY_MS = 86_400_000

/** Events of a time, once more. Everything, however many requests it takes. */
export function Redeliver({ webhookId, onClose }: { webhookId: string; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [from, setFrom] = useState(() => localTime(Date.now() - DAY_MS))
  const [to, setTo] = useState(() => localTime(Date.now() + 60_000))
  const [all, setAll] = useState(false)
  const redeliver = useMutation({
    mutationFn: () =>
      redeliverAll(webhookId, {
        from: new Date(instantOf(from)).toISOString(),
        to: new Date(instantOf(to)).toISOString(),
        only: all ? 'all' : 'undelivered',
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks }),
  })
  const isValid = instantOf(from) < instantOf(to)
  return (
    <FormDialog
      title={text('webhooks.redeliverMany')}
      opened
      onClose={onClose}
      onSubmit={() => redeliver.mutate()}
      submit={text('webhooks.redeliver')}
      busy={redeliver.isPending}
      disabled={!isValid}
      error={redeliver.isError ? errorLine(redeliver.error, text) : undefined}
    >
      <TextInput
        type="datetime-local"
        label={text('webhooks.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={text('webhooks.to')}
        value={to}
        error={isValid ? null : text('webhooks.to.rule')}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Checkbox
        label={text('webhooks.redeliver.all')}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
      <p role="status" className={classes['plain']}>
        {redeliver.data === undefined ? null : text('webhooks.redelivered', { count: redeliver.data })}
      </p>
    </FormDialog>
  )
}

interface Range {
  readonly from: string
  readonly to: string
  readonly only: 'all' | 'undelivered'
}

async function redeliverAll(id: string, range: Range): Promise<number> {
  const done = await call('redeliverWebhookEvents', { params: { id }, body: range })
  return done.more ? done.deliveries + (await redeliverAll(id, { ...range, from: done.until })) : done.deliveries
}
