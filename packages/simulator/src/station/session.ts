import type { ChargingState } from '@stationmaster/ocpp'
import type { Cancel } from '../time/scheduler.ts'
import type { TrueSession } from './history.ts'

/** Why a session ended, in neutral words; each version has its own list. */
export type StopReason =
  | 'evDisconnected'
  | 'local'
  | 'remote'
  | 'deauthorized'
  | 'powerLoss'
  | 'softReset'
  | 'hardReset'
  | 'unlock'
  | 'fault'
  | 'stoppedByEv'

/** What made a session begin. */
export type StartTrigger = 'authorized' | 'pluggedIn' | 'remoteStart'

/** Why something is reported in the middle of a session. */
export type UpdateTrigger = 'periodic' | 'clockAligned' | 'chargingState' | 'requested' | 'reset'

/** A running session (a transaction, in the words of the standard). */
export interface Session {
  readonly record: TrueSession
  readonly remoteStartId?: number
  /** The reservation it began with. */
  reservationId?: number
  /** The contactors are closed. */
  energised: boolean
  /** Charging state last told to the CSMS (2.x). */
  reportedState: ChargingState | undefined
  /** Next TransactionEvent number (2.x). */
  seqNo: number
  cancelSampling: Cancel
}
