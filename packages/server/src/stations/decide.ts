import type { StationEvent } from '@stationmaster/ocpp'
import { canonicalToken } from '../access/index.ts'
import { decideMeterValues, meterValuesNeeds, transactionNeeds } from '../sessions/index.ts'
import type { Decision, Facts, Needs } from './decision.ts'
import { decideAuthorization } from './decisions/authorization.ts'
import { decideBoot } from './decisions/boot.ts'
import { decideCertificateQuestion } from './decisions/certificates.ts'
import { decideChargingReport } from './decisions/charging.ts'
import { decideConnectorStatus } from './decisions/connector-status.ts'
import { decideDeviceEvent } from './decisions/device.ts'
import { decideFileReport } from './decisions/files.ts'
import { NOT_ACCEPTED, ONLY_RENEWAL, outcome } from './decisions/outcome.ts'
import { decidePaymentReport } from './decisions/payment.ts'
import { decideDataTransfer, decideFiled } from './decisions/reports.ts'
import { decideSecurityEvent } from './decisions/security-event.ts'
import { decideTransactionReport } from './decisions/transaction.ts'
import type { StationState } from './state.ts'

/** What must be read before an event can be decided; undefined, the usual case, means: decide at once. */
export function needsOf(state: StationState, reported: StationEvent): Needs | undefined {
  if (!isAccepted(state) && !isHeardBefore(state, reported)) return undefined
  const event = withCanonicalToken(state, reported)
  switch (event.kind) {
    case 'authorization':
      return event.contract === undefined ? { idToken: event.idToken } : { idToken: event.idToken, reply: true }
    case 'transaction':
      return transactionNeeds(state, event)
    case 'meterValues':
      return meterValuesNeeds(state, event)
    case 'certificateRequested':
    case 'certificateStatusRequested':
    case 'chainStatusRequested':
    case 'contractCertificateRequested':
    case 'dynamicScheduleAsked':
      return { reply: true }
    default:
      return undefined
  }
}

/**
 * Decides what a station's report means: its answer, the new state, and what must be durable before the answer is sent.
 * Pure and total: the same state, event and facts give the same decision.
 */
export function decide(state: StationState, reported: StationEvent, facts: Facts): Decision {
  if (reported.kind === 'booted') return decideBoot(state, reported, facts)
  if (!isAccepted(state) && !isHeardBefore(state, reported)) return decideUnaccepted(state, reported, facts)
  const event = withCanonicalToken(state, reported)
  switch (event.kind) {
    case 'booted':
      return decideBoot(state, event, facts)
    case 'heartbeat':
      return outcome(state, { reply: { kind: 'heartbeat', nowMs: facts.nowMs } })
    case 'connectorStatus':
      return decideConnectorStatus(state, event, facts)
    case 'authorization':
      return decideAuthorization(state, event, facts)
    case 'transaction':
      return decideTransactionReport(state, event, facts)
    case 'meterValues':
      return decideMeterValues(state, event, facts)
    case 'dataTransfer':
      return decideDataTransfer(state, event, facts)
    case 'firmwareStatus':
    case 'logStatus':
    case 'firmwarePublication':
      return decideFileReport(state, event, facts)
    case 'securityEvent':
      return decideSecurityEvent(state, event, facts)
    case 'deviceReport':
    case 'monitorEvents':
    case 'monitorReport':
    case 'customerInformation':
    case 'eventStreamOpened':
    case 'eventStreamClosed':
    case 'eventStreamData':
      return decideDeviceEvent(state, event, facts)
    case 'certificateRequested':
    case 'certificateStatusRequested':
    case 'chainStatusRequested':
    case 'contractCertificateRequested':
      return decideCertificateQuestion(state, event, facts)
    case 'chargingProfiles':
    case 'chargingLimit':
    case 'chargingLimitCleared':
    case 'evChargingNeeds':
    case 'evChargingSchedule':
    case 'dynamicScheduleAsked':
    case 'priorityCharging':
    case 'derControls':
    case 'derAlarm':
    case 'derStartStop':
      return decideChargingReport(state, event, facts)
    case 'reservationEnded':
    case 'batterySwap':
      return decideFiled(state, event, facts)
    case 'displayMessages':
    case 'settlement':
    case 'vatNumberAsked':
      return decidePaymentReport(state, event, facts)
  }
}

/** A station accepted before is still accepted when it reconnects without a Boot. */
export function isAccepted(state: StationState): boolean {
  return state.bootStatus === 'Accepted' && state.registration === 'Accepted' && !state.renewalOnly
}

/** What is heard out although the station is not accepted. */
function isHeardBefore(state: StationState, event: StationEvent): boolean {
  if (!state.renewalOnly) return isReportBeforeFirstBoot(state, event)
  const isRenewal = event.kind === 'certificateRequested' && event.use === 'ChargingStationCertificate'
  return isRenewal && state.registration !== 'Rejected'
}

/**
 * A registered 1.6 station that comes from another system may deliver its queue before it ever boots with us. What has
 * happened is recorded, not refused; 2.x forbids it by name (B01.FR.10). The gateway asks such a station for its Boot.
 */
function isReportBeforeFirstBoot(state: StationState, { kind }: StationEvent): boolean {
  if (state.version !== '1.6' || state.registration !== 'Accepted' || state.bootStatus !== null) return false
  return kind === 'transaction' || kind === 'meterValues'
}

/**
 * Before it is accepted a station is answered SecurityError (2.x B01.FR.10, B02.FR.09, B03.FR.07), apart from the reports
 * that a Pending station was asked for (B02). What it says about its connectors and security is kept all the same.
 */
function decideUnaccepted(state: StationState, event: StationEvent, facts: Facts): Decision {
  if (state.renewalOnly) return outcome(state, { reply: ONLY_RENEWAL, reasons: [{ code: 'certificateExpired' }] })
  const refused = { reply: NOT_ACCEPTED, reasons: [{ code: 'notAccepted', data: { bootStatus: state.bootStatus } }] }
  switch (event.kind) {
    case 'deviceReport':
      return state.bootStatus === 'Pending' ? decideDeviceEvent(state, event, facts) : outcome(state, refused)
    case 'connectorStatus':
      return { ...decideConnectorStatus(state, event, facts), ...refused }
    case 'securityEvent':
      return { ...decideSecurityEvent(state, event, facts), ...refused }
    default:
      return outcome(state, refused)
  }
}

function withCanonicalToken(state: StationState, event: StationEvent): StationEvent {
  if (!state.quirks.reversedIdToken || !('idToken' in event) || event.idToken === undefined) return event
  return { ...event, idToken: canonicalToken(event.idToken, true) }
}
