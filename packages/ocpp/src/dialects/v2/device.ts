import type { RequestOf } from '../../messages/types.ts'
import { parseStationTime } from '../../time/station-time.ts'
import type { MonitorEvent, ReportedMonitor } from '../../vocabulary/events/device.ts'
import { identifier, int32, optionalInt32 } from '../bounds.ts'
import { decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import { deviceVariables, placeOf } from './device-model.ts'
import type { Version2 } from './version.ts'

type Decoder = ReturnType<typeof decoder>

/** What 2.x stations report of their device model, monitors, streams and customers. */
export function deviceDecoders2(version: Version2): readonly Decoder[] {
  return [
    decoder(version, 'NotifyEvent', ({ generatedAt, seqNo, tbc, eventData }) => ({
      kind: 'monitorEvents',
      at: parseStationTime(generatedAt),
      seqNo: int32(seqNo),
      more: tbc === true,
      events: eventData.map(monitorEvent),
    })),
    decoder(version, 'NotifyReport', ({ reportData, ...report }) => ({
      kind: 'deviceReport',
      ...partOf(report),
      variables: (reportData ?? []).flatMap(deviceVariables),
    })),
    decoder(version, 'NotifyMonitoringReport', ({ monitor, ...report }) => ({
      kind: 'monitorReport',
      ...partOf(report),
      monitors: (monitor ?? []).flatMap(reportedMonitors),
    })),
    decoder(version, 'NotifyCustomerInformation', ({ data, ...report }) => ({
      kind: 'customerInformation',
      ...partOf(report),
      data: identifier(data, LONGEST_DATA),
    })),
    ...(version === '2.1' ? STREAMS : []),
  ]
}

/** The standard ends at 512 a part; texts are gathered, so that an absurd part must not weigh more. */
const LONGEST_DATA = 4096
const LONGEST_VALUE = 2500
const MOST_POINTS = 1000

const STREAMS: readonly Decoder[] = [
  decoder('2.1', 'OpenPeriodicEventStream', ({ constantStreamData: { id, params, variableMonitoringId } }) =>
    defined({
      kind: 'eventStreamOpened',
      streamId: int32(id),
      monitorId: int32(variableMonitoringId),
      intervalS: optionalInt32(params.interval),
      values: optionalInt32(params.values),
    }),
  ),
  decoder('2.1', 'ClosePeriodicEventStream', ({ id }) => ({ kind: 'eventStreamClosed', streamId: int32(id) })),
  decoder('2.1', 'NotifyPeriodicEventStream', ({ id, pending, basetime, data }) => ({
    kind: 'eventStreamData',
    streamId: int32(id),
    pending: int32(pending),
    baseTime: parseStationTime(basetime),
    points: data.slice(0, MOST_POINTS).map(({ t, v }) => ({ offsetS: t, value: identifier(v, LONGEST_VALUE) })),
  })),
]

interface WirePart {
  readonly requestId: number
  readonly seqNo: number
  readonly tbc?: boolean
  readonly generatedAt: string
}

function partOf({ requestId, seqNo, tbc, generatedAt }: WirePart) {
  return {
    requestId: int32(requestId),
    seqNo: int32(seqNo),
    more: tbc === true,
    at: parseStationTime(generatedAt),
  }
}

function monitorEvent(data: RequestOf<Version2, 'NotifyEvent'>['eventData'][number]): MonitorEvent {
  return defined({
    ...placeOf(data),
    eventId: int32(data.eventId),
    at: parseStationTime(data.timestamp),
    trigger: data.trigger,
    actualValue: data.actualValue,
    notificationType: data.eventNotificationType,
    monitorId: optionalInt32(data.variableMonitoringId),
    causeEventId: optionalInt32(data.cause),
    transactionId: data.transactionId === undefined ? undefined : identifier(data.transactionId),
    severity: 'severity' in data ? optionalInt32(data.severity) : undefined,
    cleared: data.cleared === true,
    techCode: data.techCode,
    techInfo: data.techInfo,
  })
}

type WireMonitor = NonNullable<RequestOf<Version2, 'NotifyMonitoringReport'>['monitor']>[number]

function reportedMonitors(data: WireMonitor): readonly ReportedMonitor[] {
  const place = placeOf(data)
  return data.variableMonitoring.map((monitor) =>
    defined({
      ...place,
      monitorId: int32(monitor.id),
      type: monitor.type,
      value: monitor.value,
      severity: int32(monitor.severity),
      transaction: monitor.transaction,
      notificationType: 'eventNotificationType' in monitor ? monitor.eventNotificationType : undefined,
    }),
  )
}
