import type { DataTransferred, OtherReported } from '@stationmaster/ocpp'
import { PLUG_AND_CHARGE_VENDOR } from '@stationmaster/ocpp'
import type { ReportChange } from '../change.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/** No vendor's transfers are understood yet: kept, and answered so that the station knows. */
export function decideDataTransfer(state: StationState, event: DataTransferred, facts: Facts): Decision {
  const { kind, ...body } = event
  return outcome(state, {
    // A message of the plug & charge convention that has come this far is none that we know, or could not be read.
    reply: {
      kind: 'dataTransfer',
      status: event.vendorId === PLUG_AND_CHARGE_VENDOR ? 'UnknownMessageId' : 'UnknownVendorId',
    },
    changes: [reportChange(state, kind, body, facts)],
    reasons: [{ code: 'vendorUnknown', data: { vendorId: event.vendorId } }],
  })
}

/** An action without a neutral form: kept under its own name, answered with the smallest valid confirmation. */
export function decideOther(state: StationState, event: OtherReported, facts: Facts): Decision {
  return outcome(state, { changes: [reportChange(state, event.action, event.payload, facts)] })
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
