import type { ChargingEvent, StationReply } from '@stationmaster/ocpp'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/**
 * What a station says of charging profiles, limits, vehicles and the grid: kept for the timeline, and put in the inbox, from
 * which energy/profiles makes its tables.
 */
export function decideChargingReport(state: StationState, event: ChargingEvent, facts: Facts): Decision {
  const { tenantId, stationKey } = state
  const { kind: report, ...body } = event
  const owned = { tenantId, stationKey, receivedAtMs: facts.nowMs }
  const kept = { ...owned, kind: 'report', report, body } as const
  const isQuestion = event.kind === 'dynamicScheduleAsked'
  return outcome(state, {
    reply: replyTo(state, event, facts),
    changes: isQuestion ? [kept] : [kept, { ...owned, kind: 'inbox', entry: event }],
    live: 'more' in event && event.more ? [] : [{ kind: 'station' }],
    reasons: facts.answered?.reasons ?? [],
  })
}

function replyTo(state: StationState, event: ChargingEvent, facts: Facts): StationReply {
  switch (event.kind) {
    // Nothing plans for a single vehicle yet, so its default profile is all there is (2.x K15).
    case 'evChargingNeeds':
      return { kind: 'chargingNeeds', status: state.version === '2.1' ? 'NoChargingProfile' : 'Rejected' }
    case 'dynamicScheduleAsked':
      return facts.answered?.reply ?? { kind: 'dynamicSchedule' }
    case 'chargingProfiles':
    case 'chargingLimit':
    case 'chargingLimitCleared':
    case 'evChargingSchedule':
    case 'priorityCharging':
    case 'derControls':
    case 'derAlarm':
    case 'derStartStop':
      return { kind: 'empty' }
  }
}
