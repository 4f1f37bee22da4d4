import { Button, Modal } from '@mantine/core'
import type { WebhookDelivery } from '@stationmaster/server/contract'
import { useMutation, useQuery, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import dialog from '../ui/dialog.module.css'
import { ChoiceField, FilterBar } from '../ui/filter-bar.tsx'
import { JsonView } from '../ui/json-view.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { Ago, When } from '../ui/when.tsx'
import classes from './integrations.module.css'
import { deliveriesQuery, deliveryQuery, deliveryStates } from './queries.ts'

/** What was sent to a webhook and how it went. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const text = useText()
  const [state, setState] = useState<WebhookDelivery['state'] | undefined>()
  const [shown, setShown] = useState<string | null>(null)
  const query = useSuspenseInfiniteQuery(deliveriesQuery(webhookId, state))
  const rows = query.data.pages.flatMap((page) => page.items)
  return (
    <Panel flush title={text('deliveries.title')}>
      <FilterBar>
        <ChoiceField
          label={text('deliveries.state')}
          any={text('deliveries.any')}
          options={deliveryStates.map((value) => ({ value, label: text(`deliveries.state.${value}`) }))}
          value={state}
          onChoose={setState}
        />
      </FilterBar>
      <RecordTable
        label={text('deliveries.title')}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={Send} title={text('deliveries.none')} />}
        columns={[
          { id: 'type', header: text('deliveries.event'), cell: ({ type }) => text.maybe(`event.${type}`) ?? type },
          { id: 'at', header: text('deliveries.at'), cell: ({ at }) => <When at={at} /> },
          { id: 'state', header: text('deliveries.state'), cell: (row) => <Outcome delivery={row} /> },
          { id: 'attempts', header: text('deliveries.attempts'), cell: ({ attempts }) => attempts },
          {
            id: 'next',
            header: text('deliveries.next'),
            cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? '–' : <When at={nextAttemptAt} />),
          },
          {
            id: 'open',
            header: text('deliveries.details'),
            cell: ({ id, type }) => (
              <Button
                size="compact-md"
                variant="subtle"
                aria-label={text('deliveries.openOf', { type })}
                onClick={() => setShown(id)}
              >
                {text('deliveries.open')}
              </Button>
            ),
          },
        ]}
      />
      <LoadMore query={query} />
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        size="lg"
        title={text('deliveries.one')}
        closeButtonProps={{ 'aria-label': text('ui.close') }}
      >
        {shown === null ? null : <Delivery id={shown} onClose={() => setShown(null)} />}
      </Modal>
    </Panel>
  )
}

function Outcome({ delivery: { state, status, error } }: { delivery: WebhookDelivery }) {
  const text = useText()
  const why = status === null ? error : `HTTP ${status}`
  return (
    <>
      {text(`deliveries.state.${state}`)}
      {why === null ? null : <span translate="no"> · {why}</span>}
    </>
  )
}

function Delivery({ id, onClose }: { id: string; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const { data } = useQuery(deliveryQuery(id))
  const again = useMutation({
    mutationFn: () => call('redeliverWebhookDelivery', { params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.webhooks })
      onClose()
    },
  })
  if (data === undefined) return <LoadingLines />
  return (
    <div className={dialog['form']}>
      <p className={classes['plain']}>
        <Outcome delivery={data} />
        {data.lastAttemptAt === null ? null : (
          <span className={classes['dim']}>
            {' '}
            <Ago at={data.lastAttemptAt} />
            {data.tookMs === null ? null : ` · ${text('deliveries.took', { ms: data.tookMs })}`}
          </span>
        )}
      </p>
      <JsonView what={text('deliveries.request')} source={data.request} />
      {data.response === null ? null : <JsonView what={text('deliveries.response')} source={data.response} />}
      <p role="alert" className={classes['bad']}>
        {again.isError ? errorLine(again.error, text) : null}
      </p>
      <div className={dialog['buttons']}>
        <Button loading={again.isPending} disabled={data.state === 'waiting'} onClick={() => again.mutate()}>
          {text('webhooks.redeliver')}
        </Button>
      </div>
    </div>
  )
}
