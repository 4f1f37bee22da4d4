import type { JsonObject, OcppVersion } from '@stationmaster/ocpp'
import type { MeterSample } from '../energy/meter.ts'
import type { CommandReply, OutgoingCall, TransactionCall } from './call.ts'
import type { BootReason, StationContext } from './context.ts'
import type { Evse } from './evse.ts'
import type { Session, StartTrigger, StopReason, UpdateTrigger } from './session.ts'

/** A moment of a session to be reported. */
export type SessionMoment =
  | { readonly kind: 'started'; readonly trigger: StartTrigger }
  | { readonly kind: 'updated'; readonly trigger: UpdateTrigger }
  | { readonly kind: 'ended'; readonly reason: StopReason; readonly idToken?: string }

/** A moment of a session with what the meter said then. */
export interface SessionReport {
  readonly evse: Evse
  readonly session: Session
  readonly moment: SessionMoment
  readonly sample: MeterSample
}

/** What the CSMS said to a start or an authorisation. */
export interface Verdict {
  readonly accepted: boolean
  /** The id a 1.6 CSMS gave to the transaction. */
  readonly transactionId?: string
  /** Group of the token. */
  readonly group?: string
}

/** Answers one command of the CSMS; the payload has passed the schema of its version. */
export type CommandHandler = (station: StationContext, payload: JsonObject) => CommandReply

/** How a version of OCPP says what happens at a station. Stateless: one object serves every station. */
export interface Protocol {
  readonly version: OcppVersion
  boot(station: StationContext, reason: BootReason): OutgoingCall
  /** Status of an EVSE's connector in the version's words. */
  statusOf(evse: Evse): string
  /** The calls that tell a status: the notification, and in 2.x what is wrong. */
  statusCalls(station: StationContext, evse: Evse, status: string): readonly OutgoingCall[]
  /** Calls about the station as a whole after a Boot was accepted. */
  stationStatusCalls(station: StationContext): readonly OutgoingCall[]
  authorize(station: StationContext, idToken: string): OutgoingCall
  /** Messages for a moment of a session; empty when the version has none. */
  report(station: StationContext, report: SessionReport): readonly TransactionCall[]
  /** A meter reading outside sessions. */
  meterValues(station: StationContext, evse: Evse, sample: MeterSample): OutgoingCall
  /** That a reservation has ended by itself; 1.6 has no message for it. */
  reservationEnded(reservationId: number, status: 'Expired' | 'Removed'): OutgoingCall | undefined
  /** Reads the answer to an Authorize or a transaction message; undefined when it has no verdict. */
  verdict(action: string, answer: JsonObject): Verdict | undefined
  readonly commands: ReadonlyMap<string, CommandHandler>
}
