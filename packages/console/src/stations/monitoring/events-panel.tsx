import { Button, NativeSelect } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { BellRing } from 'lucide-react'
import { useText } from '../../app/i18n/use-text.ts'
import { Widget } from '../../app/widget.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { When } from '../../ui/when.tsx'
import classes from '../station.module.css'
import { severityTone, severityWords, watchedName } from './monitor-words.ts'
import { type EventFilter, type MonitorEvent, monitorEventsQuery } from './queries.ts'

interface EventsPanelProps {
  readonly stationId: string
  readonly filter: EventFilter
  readonly onFilter: (filter: EventFilter) => void
}

const severities = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** All that the monitors of a station have told, newest first. */
export function EventsPanel({ stationId, filter, onFilter }: EventsPanelProps) {
  const text = useText()
  const { monitorId, severity } = filter
  return (
    <Panel
      flush
      title={text('monitorEvents.title')}
      aside={
        <div className={classes['danger']}>
          {monitorId === undefined ? null : (
            <>
              <span>{text('monitorEvents.only', { id: monitorId })}</span>
              <Button size="compact-sm" variant="light" onClick={() => onFilter({ ...filter, monitorId: undefined })}>
                {text('monitorEvents.all')}
              </Button>
            </>
          )}
          <NativeSelect
            size="xs"
            aria-label={text('monitoring.severity')}
            value={severity === undefined ? '' : String(severity)}
            data={[
              { value: '', label: text('severity.any') },
              ...severities.map((each) => ({
                value: String(each),
                label: text('severity.upTo', { severity: each, word: text(`severity.${each}`) }),
              })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              onFilter({ ...filter, severity: value === '' ? undefined : Number(value) })
            }
          />
        </div>
      }
    >
      <Widget lines={4} key={JSON.stringify(filter)}>
        <Events stationId={stationId} filter={filter} />
      </Widget>
    </Panel>
  )
}

function Events({ stationId, filter }: Pick<EventsPanelProps, 'stationId' | 'filter'>) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(monitorEventsQuery(stationId, filter))
  const columns: readonly RecordColumn<MonitorEvent>[] = [
    { id: 'at', header: text('monitorEvents.at'), cell: ({ at, receivedAt }) => <When at={at ?? receivedAt} /> },
    {
      id: 'what',
      header: text('monitorEvents.what'),
      cell: (event) => (
        <span translate="no">
          {watchedName(event)} = <code>{event.actualValue}</code>
        </span>
      ),
    },
    {
      id: 'severity',
      header: text('monitoring.severity'),
      cell: ({ severity, cleared }) => (
        <ToneMark tone={cleared ? 'available' : severityTone(severity)}>
          {cleared ? text('monitorEvents.cleared') : severityWords(severity, text)}
        </ToneMark>
      ),
    },
    {
      id: 'why',
      header: text('monitorEvents.why'),
      cell: ({ trigger, monitorId, causeEventId }) => (
        <>
          {text.maybe(`monitorEvents.${trigger}`) ?? trigger}
          <span className={classes['under']}>
            {[
              monitorId === null ? null : text('streams.monitor', { id: monitorId }),
              causeEventId === null ? null : text('monitorEvents.cause', { id: causeEventId }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </>
      ),
    },
    { id: 'detail', header: text('monitorEvents.detail'), cell: (event) => <EventDetail event={event} /> },
  ]
  return (
    <>
      <RecordTable
        label={text('monitorEvents.title')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ eventId, receivedAt, variable }) => `${receivedAt} ${eventId} ${variable}`}
        columns={columns}
        empty={
          <EmptyState icon={BellRing} title={text('monitorEvents.none')}>
            {text('monitorEvents.none.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
    </>
  )
}

function EventDetail({ event: { techCode, techInfo, transactionId } }: { event: MonitorEvent }) {
  const text = useText()
  const own = [techCode, techInfo].filter((part) => part !== null && part !== '').join(' · ')
  const charging = transactionId === null ? '' : text('monitorEvents.transaction')
  if (own === '' && charging === '') return '–'
  return (
    <>
      <span translate="no">{own}</span>
      {charging === '' ? null : <span className={classes['under']}>{charging}</span>}
    </>
  )
}
