import type { JsonObject, RpcErrorCode } from '@stationmaster/ocpp'
import type { Session } from './session.ts'

/** A message to the CSMS. */
export interface OutgoingCall {
  readonly action: string
  readonly payload: object
}

/** A message of a transaction: kept until the CSMS has it. */
export interface TransactionCall {
  readonly action: string
  readonly stage: 'start' | 'update' | 'stop'
  readonly session: Session
  /** Built at transmission, since a 1.6 stop needs the id that only the answer to the start brings. */
  readonly payload: (offline: boolean) => object
  /** What makes two transmissions the same report. */
  readonly businessKey: string
  /** Already a repeat made by a fault: not repeated again. */
  readonly repeat?: boolean
}

/** How a call ended for the station. */
export type Answer =
  | { readonly kind: 'result'; readonly payload: JsonObject }
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'disconnected' }

/** Answer to a command, and what the station does once the answer is on its way. */
export type CommandReply =
  | { readonly kind: 'result'; readonly payload: unknown; readonly after?: () => void }
  | { readonly kind: 'error'; readonly code: RpcErrorCode; readonly description: string }
