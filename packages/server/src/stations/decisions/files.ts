import type {
  Booted,
  FirmwarePublicationReported,
  FirmwareStatusReported,
  LogStatusReported,
} from '@stationmaster/ocpp'
import type { Change, InboxChange } from '../change.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'
import { reportChange } from './reports.ts'

/** Progress of a firmware update or a log upload: kept for the timeline, and joined to the request it belongs to. */
export function decideFileReport(
  state: StationState,
  event: FirmwareStatusReported | LogStatusReported | FirmwarePublicationReported,
  facts: Facts,
): Decision {
  const { kind, ...body } = event
  const { tenantId, stationKey } = state
  const entry: InboxChange = { kind: 'inbox', tenantId, stationKey, receivedAtMs: facts.nowMs, entry: event }
  return outcome(state, { changes: [reportChange(state, kind, body, facts), entry], live: [{ kind: 'station' }] })
}

/** A Boot with another firmware than before proves an update, whatever the station reported of it. */
export function firmwareProof(state: StationState, event: Booted, facts: Facts): readonly Change[] {
  const { tenantId, stationKey, firmwareVersion: before } = state
  if (before === null || event.firmwareVersion === undefined || event.firmwareVersion === before) return []
  return [{ kind: 'inbox', tenantId, stationKey, receivedAtMs: facts.nowMs, entry: event }]
}
