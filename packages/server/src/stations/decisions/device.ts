import type { DeviceEvent, DeviceReportReceived, StationEvent, StationReply } from '@stationmaster/ocpp'
import type { Change, DeviceVariableChange, InboxChange } from '../change.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'
import { reportChange } from './reports.ts'

/**
 * What a station reports of its device model, monitors, streams and customers. Variables are rows at once; everything
 * else is made from the inbox, where reports are also joined to the command that asked for them.
 */
export function decideDeviceEvent(state: StationState, event: DeviceEvent, facts: Facts): Decision {
  const { kind, ...body } = event
  switch (event.kind) {
    case 'deviceReport':
      return outcome(state, {
        changes: [...variableChanges(state, event, facts), inbox(state, { ...event, variables: [] }, facts)],
        live: event.more ? [] : [{ kind: 'station' }],
      })
    // A customer's data belongs into the report that was asked for, and nowhere else.
    case 'customerInformation':
      return outcome(state, { changes: [inbox(state, event, facts)] })
    // Streams may run for days at a value a second: they have their own, bounded place.
    case 'eventStreamData':
      return outcome(state, { changes: [inbox(state, event, facts)] })
    case 'monitorEvents':
    case 'monitorReport':
    case 'eventStreamOpened':
    case 'eventStreamClosed': {
      const changes: Change[] = [reportChange(state, kind, body, facts), inbox(state, event, facts)]
      return outcome(state, { reply: replyTo(event), changes, live: [{ kind: 'station' }] })
    }
  }
}

/** The inbox makes what is missed good: a stream that is let in late would have to be opened by hand. */
function replyTo({ kind }: DeviceEvent): StationReply {
  return kind === 'eventStreamOpened' ? { kind: 'streamOpening', status: 'Accepted' } : { kind: 'empty' }
}

function variableChanges(state: StationState, event: DeviceReportReceived, facts: Facts): DeviceVariableChange[] {
  const { tenantId, stationKey } = state
  const owned = { tenantId, stationKey, receivedAtMs: facts.nowMs }
  return event.variables.map((variable) => ({ kind: 'deviceVariable', ...owned, variable }))
}

function inbox({ tenantId, stationKey }: StationState, entry: StationEvent, { nowMs }: Facts): InboxChange {
  return { kind: 'inbox', tenantId, stationKey, receivedAtMs: nowMs, entry }
}
