import { Button } from '@mantine/core'
import { actionBlock } from '@stationmaster/server/contract'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { AudioWaveform } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { Widget } from '../../app/widget.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import type { CommandDraft } from '../../commands/command-dialog.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { Ago } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'
import { watchedName } from './monitor-words.ts'
import { type EventStream, monitorsQuery, streamsQuery } from './queries.ts'
import { StreamValues } from './stream-values.tsx'

interface StreamsProps extends TabProps {
  readonly onCommand: (draft: CommandDraft) => void
}

/** A stream is opened with a monitor that sends its values as one. */
const NEW_STREAM = { monitors: [{ type: 'Periodic', value: 1, severity: 9, stream: { values: 10 } }] }

/** Streams of a 2.1 station and the values of one of them. */
export function StreamsPanel({ station, onCommand }: StreamsProps) {
  const text = useText()
  const { items } = useSuspenseQuery(streamsQuery(station.id)).data
  const [chosen, setChosen] = useState<number | null>(null)
  const shown = items.find(({ streamId }) => streamId === chosen) ?? items.find(({ closedAt }) => closedAt === null)
  return (
    <>
      <Panel
        flush
        title={text('streams.title')}
        aside={
          <div className={classes['danger']}>
            <May send="setVariableMonitoring">
              <Button
                size="compact-sm"
                variant="light"
                onClick={() => onCommand({ kind: 'setVariableMonitoring', initial: NEW_STREAM })}
              >
                {text('streams.open')}
              </Button>
            </May>
            <AskButton station={station} />
          </div>
        }
      >
        <Streams station={station} streams={items} onCommand={onCommand} onShow={setChosen} />
      </Panel>
      {shown === undefined ? null : (
        <Widget key={shown.streamId}>
          <StreamValues stationId={station.id} stream={shown} />
        </Widget>
      )}
    </>
  )
}

function AskButton({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  return (
    <ActionButton
      size="compact-sm"
      send="getPeriodicEventStreams"
      block={actionBlock('getPeriodicEventStreams', station)}
      onClick={() => send({ stationId: station.id, request: { kind: 'getPeriodicEventStreams' }, atOnce: true })}
    >
      {text('monitoring.read')}
    </ActionButton>
  )
}

interface StreamListProps extends StreamsProps {
  readonly streams: readonly EventStream[]
  readonly onShow: (streamId: number) => void
}

function Streams({ streams, ...props }: StreamListProps) {
  const text = useText()
  const { data } = useInfiniteQuery(monitorsQuery(props.station.id))
  const monitors = new Map(data?.pages.flatMap((page) => page.items.map((one) => [one.monitorId, one] as const)))
  const columns: readonly RecordColumn<EventStream>[] = [
    {
      id: 'stream',
      header: text('streams.number'),
      cell: ({ streamId, monitorId }) => {
        const monitor = monitors.get(monitorId)
        const name = text('streams.monitor', { id: monitorId })
        return (
          <>
            <strong>{streamId}</strong>{' '}
            <span translate="no">{monitor === undefined ? name : watchedName(monitor)}</span>
          </>
        )
      },
    },
    { id: 'pace', header: text('streams.pace'), cell: (stream) => <Pace stream={stream} /> },
    { id: 'state', header: text('streams.state'), cell: (stream) => <StreamState stream={stream} /> },
    {
      id: 'last',
      header: text('streams.last'),
      cell: ({ lastAt, pending }) => (
        <>
          {lastAt === null ? '–' : <Ago at={lastAt} stepMs={1000} />}
          {pending > 0 ? <span className={classes['under']}>{text('streams.pending', { count: pending })}</span> : null}
        </>
      ),
    },
    { id: 'actions', header: text('ui.actions'), cell: (stream) => <StreamActions {...props} stream={stream} /> },
  ]
  return (
    <RecordTable
      label={text('streams.title')}
      rows={streams}
      keyOf={({ streamId }) => String(streamId)}
      columns={columns}
      empty={
        <EmptyState icon={AudioWaveform} title={text('streams.none')}>
          {text('streams.none.text')}
        </EmptyState>
      }
    />
  )
}

function Pace({ stream: { intervalS, values } }: { stream: EventStream }) {
  const text = useText()
  const parts = [
    intervalS === null ? null : text('streams.pace.interval', { seconds: intervalS }),
    values === null ? null : text('streams.pace.values', { count: values }),
  ].filter((part) => part !== null)
  return parts.length === 0 ? text('streams.pace.unsaid') : parts.join(' · ')
}

function StreamState({ stream: { closedAt } }: { stream: EventStream }) {
  const text = useText()
  if (closedAt === null) return <ToneMark tone="available">{text('streams.isOpen')}</ToneMark>
  return (
    <>
      <ToneMark tone="neutral">{text('streams.isClosed')}</ToneMark>
      <span className={classes['under']}>
        <Ago at={closedAt} />
      </span>
    </>
  )
}

type StreamActionsProps = Omit<StreamListProps, 'streams'> & { readonly stream: EventStream }

function StreamActions({ station, stream, onCommand, onShow }: StreamActionsProps) {
  const text = useText()
  const send = useSend()
  const { streamId: id, monitorId, intervalS, values, closedAt } = stream
  const pace = { ...(intervalS === null ? {} : { intervalS }), ...(values === null ? {} : { values }) }
  return (
    <div className={classes['rowActions']}>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={text('streams.showOne', { id })}
        onClick={() => onShow(id)}
      >
        {text('streams.show')}
      </Button>
      {closedAt === null ? (
        <>
          <May send="adjustPeriodicEventStream">
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={text('streams.adjustOne', { id })}
              onClick={() => onCommand({ kind: 'adjustPeriodicEventStream', initial: { streamId: id, pace } })}
            >
              {text('streams.adjust')}
            </Button>
          </May>
          <ActionButton
            size="compact-sm"
            variant="subtle"
            send="clearVariableMonitoring"
            block={actionBlock('clearVariableMonitoring', station)}
            aria-label={text('streams.closeOne', { id })}
            onClick={() =>
              send({ stationId: station.id, request: { kind: 'clearVariableMonitoring', monitorIds: [monitorId] } })
            }
          >
            {text('streams.close')}
          </ActionButton>
        </>
      ) : null}
    </div>
  )
}
