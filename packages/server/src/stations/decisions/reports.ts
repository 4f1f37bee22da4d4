import type { BatterySwapped, DataTransferred, ReservationEnded } from '@stationmaster/ocpp'
import type { InboxChange, ReportChange } from '../change.ts'
import { receiveTransfer } from '../data-transfer/plug-ins.ts'
import type { Decision, Facts } from '../decision.ts'
import type { InboxEntry } from '../inbox/index.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/** A message of a vendor: answered by the plug-in for it, and kept either way. */
export function decideDataTransfer(state: StationState, event: DataTransferred, facts: Facts): Decision {
  const { kind, ...body } = event
  const { vendorId, messageId } = event
  const verdict = receiveTransfer(event)
  return outcome(state, {
    reply: { kind: 'dataTransfer', status: verdict.status, ...(verdict.data !== undefined && { data: verdict.data }) },
    changes: [reportChange(state, kind, body, facts)],
    reasons: [
      verdict.status === 'UnknownVendorId'
        ? { code: 'vendorUnknown', data: { vendorId } }
        : { code: 'transferHandled', data: { vendorId, messageId, status: verdict.status } },
    ],
  })
}

/** Kept for the timeline, and put in the inbox, from which a module makes its tables. */
export function decideFiled(state: StationState, event: ReservationEnded | BatterySwapped, facts: Facts): Decision {
  const { kind, ...body } = event
  return outcome(state, {
    changes: [reportChange(state, kind, body, facts), inboxChange(state, event, facts)],
    live: [{ kind: 'station' }],
  })
}

/** Puts an event into the inbox. */
export function inboxChange({ tenantId, stationKey }: StationState, entry: InboxEntry, { nowMs }: Facts): InboxChange {
  return { kind: 'inbox', tenantId, stationKey, receivedAtMs: nowMs, entry }
}

/** The row that the timeline shows of a report. */
export function reportChange(
  { tenantId, stationKey }: StationState,
  name: string,
  body: unknown,
  { nowMs }: Facts,
): ReportChange {
  return { kind: 'report', tenantId, stationKey, receivedAtMs: nowMs, report: name, body }
}
