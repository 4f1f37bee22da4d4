import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import { isOnline, type StationContext, timestamp } from '../../station/context.ts'
import { type EventStream, LEAST_SERIOUS, type Monitor, type MonitorType } from '../../station/monitors.ts'
import { type Noticed, nextDueMs, watch } from '../../station/watch.ts'
import { command, type Handled } from '../command.ts'
import { itemOf } from './device-model.ts'
import { getVariable } from './variables.ts'

type Version2 = '2.0.1' | '2.1'
type SetData = RequestOf<'2.1', 'SetVariableMonitoring'>['setMonitoringData'][number]
type SetResult = ResponseOf<'2.0.1', 'SetVariableMonitoring'>['setMonitoringResult'][number]
type ReportRequest = RequestOf<'2.1', 'GetMonitoringReport'>

const TYPES: readonly MonitorType[] = ['UpperThreshold', 'LowerThreshold', 'Delta', 'Periodic', 'PeriodicClockAligned']
const PER_PAGE = 5
const CRITERIA: Readonly<Record<MonitorType, string>> = {
  UpperThreshold: 'ThresholdMonitoring',
  LowerThreshold: 'ThresholdMonitoring',
  Delta: 'DeltaMonitoring',
  Periodic: 'PeriodicMonitoring',
  PeriodicClockAligned: 'PeriodicMonitoring',
}

/** Monitors and event streams of a 2.x station (N01–N06; 2.1 N11–N15). */
export function monitorCommands2(version: Version2) {
  return [
    command(version, 'SetVariableMonitoring', (station, { setMonitoringData }) => ({
      response: { setMonitoringResult: [...setMonitoringData].map((data) => setMonitor(station, data)) },
      after: () => follow(station),
    })),
    command(version, 'ClearVariableMonitoring', (station, { id }) => ({
      response: {
        clearMonitoringResult: [...id].map((one) => ({
          id: one,
          status: station.monitors.byId.has(one) ? ('Accepted' as const) : ('NotFound' as const),
        })),
      },
      after: () => clearMonitors(station, [...id]),
    })),
    command(version, 'GetMonitoringReport', getReport),
    command(version, 'SetMonitoringBase', (station, { monitoringBase }) => {
      station.monitors.base = monitoringBase
      // There are no others than custom ones here, and those go (N02.FR.04, FR.05).
      const after = () => clearMonitors(station, [...station.monitors.byId.keys()])
      return { response: { status: 'Accepted' }, ...(monitoringBase !== 'All' && { after }) }
    }),
    command(version, 'SetMonitoringLevel', ({ monitors }, { severity }) => {
      const isKnown = severity >= 0 && severity <= LEAST_SERIOUS
      if (isKnown) monitors.level = severity
      return { response: { status: isKnown ? ('Accepted' as const) : ('Rejected' as const) } }
    }),
  ]
}

/** Event streams, which only 2.1 has. */
export const STREAM_COMMANDS_21 = [
  command('2.1', 'GetPeriodicEventStream', getStreams),
  command('2.1', 'AdjustPeriodicEventStream', ({ monitors }, { id, params }) => {
    const stream = monitors.streams.get(id)
    const isOpen = stream?.isOpen === true
    if (isOpen) {
      stream.interval = params.interval
      stream.values = params.values
    }
    return { response: { status: isOpen ? ('Accepted' as const) : ('Rejected' as const) } }
  }),
]

function getStreams({ monitors }: StationContext): Handled<ResponseOf<'2.1', 'GetPeriodicEventStream'>> {
  const [first, ...others] = [...monitors.streams.values()].filter(({ isOpen }) => isOpen).map(streamData)
  return { response: first === undefined ? {} : { constantStreamData: [first, ...others] } }
}

function setMonitor(station: StationContext, data: SetData): SetResult {
  const { type, severity, component, variable } = data
  const status = verdictOn(station, data)
  const place = { component, variable }
  // The types of 2.1 are refused; the answer names them all the same.
  const echo = { type: type as SetResult['type'], severity, ...place }
  if (status !== 'Accepted' || !isKnownType(type)) return { status, ...echo }
  const { monitors } = station
  const id = data.id ?? monitors.nextId++
  const monitor: Monitor = {
    id,
    ...place,
    type,
    severity,
    value: data.value,
    transaction: data.transaction ?? false,
    reference: getVariable(station, place).attributeValue ?? '',
    isAlerting: false,
    dueAtMs: nextDueMs(station, { type, value: data.value }),
  }
  monitors.byId.set(id, monitor)
  const { periodicEventStream: pace } = data
  if (pace !== undefined) void openStream(station, monitor, pace)
  return { status, id, ...echo }
}

function verdictOn(station: StationContext, data: SetData): SetResult['status'] {
  const { component, variable, type, severity, value, id } = data
  const item = itemOf(station, { component, variable })
  if (item === undefined) {
    const { attributeStatus } = getVariable(station, { component, variable })
    return attributeStatus === 'UnknownComponent' ? 'UnknownComponent' : 'UnknownVariable'
  }
  if (!isKnownType(type) || item.variableCharacteristics?.supportsMonitoring !== true) return 'UnsupportedMonitorType'
  const isNumber = ['decimal', 'integer'].includes(item.variableCharacteristics.dataType)
  if (type.endsWith('Threshold') && !isNumber) return 'UnsupportedMonitorType'
  if (severity > LEAST_SERIOUS || (!type.endsWith('Threshold') && value < 0)) return 'Rejected'
  const { byId } = station.monitors
  if (id !== undefined) return byId.has(id) ? 'Accepted' : 'Rejected'
  const isThere = [...byId.values()].some(
    (one) => one.type === type && one.severity === severity && isSamePlace(one, { component, variable }),
  )
  return isThere ? 'Duplicate' : 'Accepted'
}

function isKnownType(type: string): type is MonitorType {
  return TYPES.some((one) => one === type)
}

type Place = Pick<Monitor, 'component' | 'variable'>

function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.component.name.toLowerCase() === other.component.name.toLowerCase() &&
    one.component.evse?.id === other.component.evse?.id &&
    one.component.evse?.connectorId === other.component.evse?.connectorId &&
    one.variable.name.toLowerCase() === other.variable.name.toLowerCase() &&
    one.variable.instance === other.variable.instance
  )
}

/** Forgets monitors, with their streams. */
export function clearMonitors(station: StationContext, ids: readonly number[]): void {
  const { byId, streams } = station.monitors
  for (const id of ids) byId.delete(id)
  for (const stream of [...streams.values()]) {
    if (byId.has(stream.monitorId)) continue
    streams.delete(stream.id)
    if (stream.isOpen) void station.outbox.request({ action: 'ClosePeriodicEventStream', payload: { id: stream.id } })
  }
  follow(station)
}

/** Watches what there is to be watched. */
export function follow(station: StationContext): void {
  watch(station, {
    read: (monitor) => getVariable(station, monitor).attributeValue,
    notice: (noticed) => notice(station, noticed),
    flush: (stream) => flush(station, stream),
  })
}

function notice(station: StationContext, { monitor, trigger, value, cleared }: Noticed): void {
  const { monitors } = station
  const stream = [...monitors.streams.values()].find((one) => one.isOpen && one.monitorId === monitor.id)
  if (stream !== undefined) {
    stream.points.push({ atMs: station.scheduler.now(), value })
    return
  }
  if (monitor.severity > monitors.level || !isOnline(station)) return
  const event = {
    eventId: monitors.nextEventId++,
    timestamp: timestamp(station),
    trigger,
    actualValue: value,
    cleared,
    variableMonitoringId: monitor.id,
    eventNotificationType: 'CustomMonitor',
    component: monitor.component,
    variable: monitor.variable,
    ...(station.protocol.version === '2.1' && { severity: monitor.severity }),
  }
  const payload = { generatedAt: timestamp(station), tbc: false, seqNo: 0, eventData: [event] }
  void station.outbox.request({ action: 'NotifyEvent', payload })
}

type Pace = NonNullable<SetData['periodicEventStream']>

async function openStream(station: StationContext, { id: monitorId }: Monitor, pace: Pace): Promise<void> {
  const { streams } = station.monitors
  const id = Math.max(0, ...streams.keys()) + 1
  const { interval, values } = pace
  const stream: EventStream = { id, monitorId, interval, values, isOpen: false, points: [], sentAtMs: 0 }
  streams.set(id, stream)
  const payload = { constantStreamData: streamData(stream) }
  const answer = await station.outbox.request({ action: 'OpenPeriodicEventStream', payload })
  stream.isOpen = answer.kind === 'result' && answer.payload['status'] === 'Accepted'
  stream.sentAtMs = station.scheduler.now()
}

function streamData({ id, monitorId: variableMonitoringId, interval, values }: EventStream) {
  const params = { ...(interval !== undefined && { interval }), ...(values !== undefined && { values }) }
  return { id, params, variableMonitoringId }
}

/** What a stream has gathered, as a SEND; offline it waits. */
function flush(station: StationContext, stream: EventStream): void {
  const [first] = stream.points
  if (first === undefined || !isOnline(station)) return
  const data = stream.points.map(({ atMs, value }) => ({ t: (atMs - first.atMs) / 1000, v: value }))
  const payload = { id: stream.id, pending: 0, basetime: timestamp(station, first.atMs), data }
  if (!station.link.send('NotifyPeriodicEventStream', payload)) return
  stream.points = []
  stream.sentAtMs = station.scheduler.now()
}

function getReport(
  station: StationContext,
  { requestId, monitoringCriteria, componentVariable }: ReportRequest,
): Handled<ResponseOf<'2.0.1', 'GetMonitoringReport'>> {
  const wanted = [...station.monitors.byId.values()].filter(
    (monitor) =>
      (monitoringCriteria === undefined || monitoringCriteria.some((one) => one === CRITERIA[monitor.type])) &&
      (componentVariable === undefined || componentVariable.some((place) => isWithin(monitor, place))),
  )
  if (wanted.length === 0) return { response: { status: 'EmptyResultSet' } }
  return { response: { status: 'Accepted' }, after: () => sendReport(station, requestId, wanted) }
}

type Within = NonNullable<ReportRequest['componentVariable']>[number]

function isWithin(monitor: Monitor, { component, variable }: Within): boolean {
  return isSamePlace(monitor, { component, variable: variable ?? monitor.variable })
}

function sendReport(station: StationContext, requestId: number, monitors: readonly Monitor[]): void {
  const pages = Math.ceil(monitors.length / PER_PAGE)
  for (let seqNo = 0; seqNo < pages; seqNo += 1) {
    const monitor = monitors.slice(seqNo * PER_PAGE, (seqNo + 1) * PER_PAGE).map((one) => reported(station, one))
    const payload = { requestId, generatedAt: timestamp(station), tbc: seqNo < pages - 1, seqNo, monitor }
    void station.outbox.request({ action: 'NotifyMonitoringReport', payload })
  }
}

function reported(station: StationContext, monitor: Monitor): object {
  const { id, transaction, value, type, severity, component, variable } = monitor
  const monitoring = { id, transaction, value, type, severity }
  const is21 = station.protocol.version === '2.1'
  const variableMonitoring = [is21 ? { ...monitoring, eventNotificationType: 'CustomMonitor' } : monitoring]
  return { component, variable, variableMonitoring }
}
