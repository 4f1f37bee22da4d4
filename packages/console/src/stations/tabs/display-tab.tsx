import { type ActionBlock, actionBlock, type CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { MessageSquareText, ReceiptText } from 'lucide-react'
import { call } from '../../app/api.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { Widget } from '../../app/widget.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { Ago } from '../../ui/when.tsx'
import { Settlements } from '../payments/settlements.tsx'
import { WebPayments } from '../payments/web-payments.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

const REFRESH_MS = 5000

/** What drivers read at the station, and the tariffs it computes with. */
export function DisplayTab({ station }: TabProps) {
  const text = useText()
  if (station.ocppVersion === '1.6') {
    return (
      <Panel>
        <EmptyState
          icon={MessageSquareText}
          title={text('display.old')}
          action={<CommandLink stationId={station.id} kind="showUserPrice" />}
        >
          {text('display.old.text')}
        </EmptyState>
      </Panel>
    )
  }
  return (
    <div className={classes['overview']}>
      <Widget lines={4}>
        <Messages station={station} />
      </Widget>
      <Widget lines={4}>
        <Tariffs station={station} />
      </Widget>
      {station.ocppVersion === '2.1' ? (
        <>
          <Widget lines={1}>
            <WebPayments station={station} />
          </Widget>
          <Widget lines={1}>
            <Settlements station={station} />
          </Widget>
        </>
      ) : null}
    </div>
  )
}

function Messages({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.displayMessages(station.id),
    queryFn: ({ signal }) => call('listDisplayMessages', { params: { stationId: station.id }, signal }),
    refetchInterval: REFRESH_MS,
  })
  const clear = (messageId: number) =>
    send({ stationId: station.id, request: { kind: 'clearDisplayMessage', messageId } })
  return (
    <Panel
      flush
      title={text('display.messages')}
      aside={
        <div className={classes['danger']}>
          <CommandLink stationId={station.id} kind="setDisplayMessage" />
          <ActionButton
            size="compact-sm"
            send="getDisplayMessages"
            block={actionBlock('getDisplayMessages', station)}
            onClick={() => send({ stationId: station.id, request: { kind: 'getDisplayMessages' }, atOnce: true })}
          >
            {text('charging.ask')}
          </ActionButton>
        </div>
      }
    >
      <RecordTable
        label={text('display.messages')}
        rows={data.items}
        keyOf={({ messageId }) => String(messageId)}
        columns={messageColumns(text, { block: actionBlock('clearDisplayMessage', station), clear })}
        empty={
          <EmptyState icon={MessageSquareText} title={text('display.noMessages')}>
            {text('display.noMessages.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

type Message = CallOutput<'listDisplayMessages'>['items'][number]

interface Removal {
  readonly block: ActionBlock | null
  readonly clear: (messageId: number) => void
}

function messageColumns(text: Text, { block, clear }: Removal): readonly RecordColumn<Message>[] {
  return [
    { id: 'id', header: text('charging.id'), cell: ({ messageId }) => messageId },
    {
      id: 'content',
      header: text('display.content'),
      cell: ({ message }) => <span translate="no">{contentOf(message)}</span>,
    },
    {
      id: 'priority',
      header: text('display.priority'),
      cell: ({ message }) => <span translate="no">{String(message['priority'] ?? '–')}</span>,
    },
    { id: 'source', header: text('charging.state'), cell: ({ source }) => text(`display.${source}`) },
    { id: 'at', header: text('charging.checked'), cell: ({ knownAt }) => <Ago at={knownAt} /> },
    {
      id: 'clear',
      header: text('ui.actions'),
      cell: ({ messageId }) => (
        <ActionButton send="clearDisplayMessage" size="compact-sm" block={block} onClick={() => clear(messageId)}>
          {text('ui.delete')}
        </ActionButton>
      ),
    },
  ]
}

/** The words of a message; stations may say anything. */
function contentOf(message: Readonly<Record<string, unknown>>): string {
  const inner = message['message']
  if (typeof inner === 'object' && inner !== null && 'content' in inner) return String(inner.content)
  return JSON.stringify(inner ?? message)
}

function Tariffs({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.stationTariffs(station.id),
    queryFn: ({ signal }) => call('listStationTariffs', { params: { stationId: station.id }, signal }),
    refetchInterval: REFRESH_MS,
  })
  if (station.ocppVersion !== '2.1' && data.items.length === 0) return null
  return (
    <Panel flush title={text('display.tariffs')} aside={<CommandLink stationId={station.id} kind="setDefaultTariff" />}>
      <RecordTable
        label={text('display.tariffs')}
        rows={data.items}
        keyOf={({ tariffId, evseId }) => `${evseId} ${tariffId}`}
        columns={[
          { id: 'id', header: text('charging.id'), cell: ({ tariffId }) => <span translate="no">{tariffId}</span> },
          {
            id: 'where',
            header: text('charging.where'),
            cell: ({ evseId }) => (evseId === 0 ? text('form.wholeStation') : text('evse.name', { evse: evseId })),
          },
          { id: 'kind', header: text('display.kind'), cell: ({ kind }) => <span translate="no">{kind}</span> },
          { id: 'at', header: text('charging.checked'), cell: ({ knownAt }) => <Ago at={knownAt} /> },
          {
            id: 'clear',
            header: text('ui.actions'),
            cell: ({ tariffId }) => (
              <ActionButton
                size="compact-sm"
                send="clearTariffs"
                block={actionBlock('clearTariffs', station)}
                onClick={() =>
                  send({ stationId: station.id, request: { kind: 'clearTariffs', tariffIds: [tariffId] } })
                }
              >
                {text('ui.delete')}
              </ActionButton>
            ),
          },
        ]}
        empty={
          <EmptyState icon={ReceiptText} title={text('display.noTariffs')}>
            {text('display.noTariffs.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}
