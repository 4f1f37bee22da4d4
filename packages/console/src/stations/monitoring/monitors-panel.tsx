import { Button } from '@mantine/core'
import { actionBlock } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import type { CommandDraft } from '../../commands/command-dialog.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { Ago } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'
import { monitorRule, severityTone, severityWords, watchedName } from './monitor-words.ts'
import { type Monitor, monitorsQuery } from './queries.ts'
import { useMonitoringSettings } from './use-monitoring-settings.ts'

interface MonitorsProps extends TabProps {
  readonly onCommand: (draft: CommandDraft) => void
  readonly onEvents: (monitorId: number) => void
}

/** Every monitor of a station with the newest thing it told. */
export function MonitorsPanel(props: MonitorsProps) {
  const text = useText()
  const send = useSend()
  const { station, onCommand } = props
  return (
    <Panel
      flush
      title={text('monitoring.monitors')}
      aside={
        <div className={classes['danger']}>
          <May send="setVariableMonitoring">
            <Button size="compact-sm" variant="light" onClick={() => onCommand({ kind: 'setVariableMonitoring' })}>
              {text('monitoring.watch')}
            </Button>
          </May>
          <ActionButton
            size="compact-sm"
            send="getMonitoringReport"
            block={actionBlock('getMonitoringReport', station)}
            onClick={() => send({ stationId: station.id, request: { kind: 'getMonitoringReport' }, atOnce: true })}
          >
            {text('monitoring.read')}
          </ActionButton>
        </div>
      }
    >
      <MonitoringSettings {...props} />
      <Monitors {...props} />
    </Panel>
  )
}

/** Which monitors are in force, and which of their events are told. */
function MonitoringSettings({ station, onCommand }: MonitorsProps) {
  const text = useText()
  const { base, level } = useMonitoringSettings(station.id)
  return (
    <div className={classes['settingsLine']}>
      <span>
        {text('monitoring.base')}: <strong>{baseWords(base, text)}</strong>{' '}
        <May send="setMonitoringBase">
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={text('monitoring.changeBase')}
            onClick={() => onCommand({ kind: 'setMonitoringBase' })}
          >
            {text('monitoring.change')}
          </Button>
        </May>
      </span>
      <span>
        {text('monitoring.level')}:{' '}
        <strong>
          {level === null ? text('monitoring.notSaid') : text('monitoring.level.upTo', { severity: level })}
        </strong>{' '}
        <May send="setMonitoringLevel">
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={text('monitoring.changeLevel')}
            onClick={() =>
              onCommand({ kind: 'setMonitoringLevel', ...(level === null ? {} : { initial: { severity: level } }) })
            }
          >
            {text('monitoring.change')}
          </Button>
        </May>
      </span>
    </div>
  )
}

function baseWords(base: string | null, text: ReturnType<typeof useText>): string {
  return base === null ? text('monitoring.notSaid') : (text.maybe(`monitoring.base.${base}`) ?? base)
}

function Monitors(props: MonitorsProps) {
  const text = useText()
  const format = useFormat()
  const query = useSuspenseInfiniteQuery(monitorsQuery(props.station.id))
  const columns: readonly RecordColumn<Monitor>[] = [
    { id: 'value', header: text('monitoring.value'), cell: (monitor) => <Watched monitor={monitor} /> },
    {
      id: 'rule',
      header: text('monitoring.rule'),
      cell: (monitor) => (
        <>
          {monitorRule(monitor, text, format)}
          {monitor.transaction ? (
            <span className={classes['under']}>{text('monitoring.duringTransaction')}</span>
          ) : null}
        </>
      ),
    },
    {
      id: 'severity',
      header: text('monitoring.severity'),
      cell: ({ severity }) => <ToneMark tone={severityTone(severity)}>{severityWords(severity, text)}</ToneMark>,
    },
    { id: 'event', header: text('monitoring.lastEvent'), cell: (monitor) => <LastEvent monitor={monitor} /> },
    { id: 'actions', header: text('ui.actions'), cell: (monitor) => <MonitorActions {...props} monitor={monitor} /> },
  ]
  return (
    <>
      <RecordTable
        label={text('monitoring.monitors')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ monitorId }) => String(monitorId)}
        columns={columns}
        empty={
          <EmptyState icon={Eye} title={text('monitoring.none')}>
            {text('monitoring.none.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
    </>
  )
}

function Watched({ monitor }: { monitor: Monitor }) {
  const text = useText()
  const { monitorId, notificationType: type } = monitor
  return (
    <>
      <span translate="no">{watchedName(monitor)}</span>
      <span className={classes['under']}>
        {[`#${monitorId}`, type === null ? null : (text.maybe(`monitor.${type}`) ?? type)]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </>
  )
}

function LastEvent({ monitor: { lastEvent } }: { monitor: Monitor }) {
  const text = useText()
  if (lastEvent === null) return <span className={classes['action']}>{text('monitoring.never')}</span>
  return (
    <>
      <code translate="no">{lastEvent.actualValue}</code>
      <span className={classes['under']}>
        <Ago at={lastEvent.at ?? lastEvent.receivedAt} stepMs={1000} />
        {lastEvent.cleared ? ` · ${text('monitorEvents.cleared')}` : null}
      </span>
    </>
  )
}

function MonitorActions({ station, monitor, onCommand, onEvents }: MonitorsProps & { monitor: Monitor }) {
  const text = useText()
  const send = useSend()
  const { monitorId: id } = monitor
  const isWired = monitor.notificationType?.startsWith('HardWired') === true
  return (
    <div className={classes['rowActions']}>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={text('monitoring.eventsOf', { id })}
        onClick={() => onEvents(id)}
      >
        {text('monitoring.events.open')}
      </Button>
      {isWired ? (
        <span className={classes['action']}>{text('monitoring.wired')}</span>
      ) : (
        <>
          <May send="setVariableMonitoring">
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={text('monitoring.changeOne', { id })}
              onClick={() => onCommand({ kind: 'setVariableMonitoring', initial: { monitors: [settingOf(monitor)] } })}
            >
              {text('monitoring.change')}
            </Button>
          </May>
          <ActionButton
            size="compact-sm"
            variant="subtle"
            send="clearVariableMonitoring"
            block={actionBlock('clearVariableMonitoring', station)}
            aria-label={text('monitoring.clearOne', { id })}
            onClick={() =>
              send({ stationId: station.id, request: { kind: 'clearVariableMonitoring', monitorIds: [id] } })
            }
          >
            {text('monitoring.clear')}
          </ActionButton>
        </>
      )}
    </div>
  )
}

/** A monitor as the command form takes it, to be replaced. */
function settingOf(monitor: Monitor): Readonly<Record<string, unknown>> {
  const { monitorId, component, componentInstance, evseId, connectorId, variable, variableInstance } = monitor
  const { type, value, severity, transaction, stream } = monitor
  return {
    ...{ monitorId, component, variable, type, value, severity },
    ...(componentInstance === '' ? {} : { componentInstance }),
    ...(variableInstance === '' ? {} : { variableInstance }),
    ...(evseId > 0 ? { evseId } : {}),
    ...(connectorId > 0 ? { connectorId } : {}),
    ...(transaction ? { transaction } : {}),
    ...(stream === null ? {} : { stream }),
  }
}
