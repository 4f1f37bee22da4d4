import type { RequestOf } from '../../messages/types.ts'
import { parseStationTime } from '../../time/station-time.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import type { ChargingReply } from '../../vocabulary/replies/charging.ts'
import { identifier, int32, optionalInt32, place } from '../bounds.ts'
import { decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import { derControls } from './der-controls.ts'
import type { Version2 } from './version.ts'

type Decoder = ReturnType<typeof decoder>

/** What 2.x stations say of charging profiles, vehicles and the grid. */
export function chargingDecoders2(version: Version2): readonly Decoder[] {
  return [
    decoder(version, 'ReportChargingProfiles', (report) => ({
      kind: 'chargingProfiles',
      requestId: int32(report.requestId),
      evseId: evseIdOf(report.evseId),
      source: identifier(report.chargingLimitSource),
      more: report.tbc === true,
      profiles: report.chargingProfile,
    })),
    decoder(version, 'NotifyChargingLimit', chargingLimit),
    decoder(version, 'ClearedChargingLimit', ({ chargingLimitSource, evseId }) =>
      defined({
        kind: 'chargingLimitCleared',
        evseId: evseId === undefined ? undefined : evseIdOf(evseId),
        source: identifier(chargingLimitSource),
      }),
    ),
    decoder(version, 'NotifyEVChargingNeeds', chargingNeeds),
    decoder(version, 'NotifyEVChargingSchedule', chargingSchedule),
    ...(version === '2.1' ? DECODERS_21 : []),
  ]
}

const DECODERS_21: readonly Decoder[] = [
  decoder('2.1', 'PullDynamicScheduleUpdate', ({ chargingProfileId }) => ({
    kind: 'dynamicScheduleAsked',
    chargingProfileId: int32(chargingProfileId),
  })),
  decoder('2.1', 'NotifyPriorityCharging', ({ transactionId, activated }) => ({
    kind: 'priorityCharging',
    transactionId: identifier(transactionId),
    activated,
  })),
  decoder('2.1', 'ReportDERControl', (report) => ({
    kind: 'derControls',
    requestId: int32(report.requestId),
    more: report.tbc === true,
    controls: derControls(report),
  })),
  decoder('2.1', 'NotifyDERAlarm', (alarm) =>
    defined({
      kind: 'derAlarm',
      controlType: alarm.controlType,
      gridEventFault: alarm.gridEventFault,
      ended: alarm.alarmEnded === true,
      at: parseStationTime(alarm.timestamp),
      info: alarm.extraInfo,
    }),
  ),
  decoder('2.1', 'NotifyDERStartStop', ({ controlId, started, timestamp, supersededIds }) => ({
    kind: 'derStartStop',
    controlId: identifier(controlId),
    started,
    at: parseStationTime(timestamp),
    supersededIds: (supersededIds ?? []).map((id) => identifier(id)),
  })),
]

/** An EVSE; numbers that no station has mean the station as a whole. */
function evseIdOf(evseId: number): number {
  return place(evseId, 0).evseId
}

function chargingLimit(report: RequestOf<Version2, 'NotifyChargingLimit'>): StationEvent {
  const { chargingLimit: limit, chargingSchedule, evseId = 0 } = report
  return defined({
    kind: 'chargingLimit',
    evseId: evseIdOf(evseId),
    source: identifier(limit.chargingLimitSource),
    isGridCritical: limit.isGridCritical,
    isLocalGeneration: 'isLocalGeneration' in limit ? limit.isLocalGeneration : undefined,
    schedules: chargingSchedule ?? [],
  })
}

function chargingNeeds(report: RequestOf<Version2, 'NotifyEVChargingNeeds'>): StationEvent {
  const { evseId, chargingNeeds: needs, maxScheduleTuples } = report
  const timestamp = 'timestamp' in report ? report.timestamp : undefined
  return defined({
    kind: 'evChargingNeeds',
    evseId: evseIdOf(evseId),
    needs,
    maxScheduleTuples: optionalInt32(maxScheduleTuples),
    at: timestamp === undefined ? undefined : parseStationTime(timestamp),
  })
}

function chargingSchedule(report: RequestOf<Version2, 'NotifyEVChargingSchedule'>): StationEvent {
  const { evseId, timeBase, chargingSchedule: schedule } = report
  return defined({
    kind: 'evChargingSchedule',
    evseId: evseIdOf(evseId),
    timeBase: parseStationTime(timeBase),
    schedule,
    selectedScheduleId:
      'selectedChargingScheduleId' in report ? optionalInt32(report.selectedChargingScheduleId) : undefined,
    powerToleranceAccepted: 'powerToleranceAcceptance' in report ? report.powerToleranceAcceptance : undefined,
  })
}

/** The response that says a reply about charging profiles. */
export function chargingResponse2(reply: ChargingReply): unknown {
  switch (reply.kind) {
    case 'chargingNeeds':
      return { status: reply.status }
    case 'dynamicSchedule': {
      const { scheduleUpdate } = reply
      return scheduleUpdate === undefined ? { status: 'Rejected' } : { scheduleUpdate, status: 'Accepted' }
    }
  }
}
