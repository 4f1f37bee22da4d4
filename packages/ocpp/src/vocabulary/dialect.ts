import type { RpcErrorCode } from '../framing/error-code.ts'
import type { CommandAnswer, StationCommand } from './command.ts'
import type { StationEvent } from './event.ts'
import type { StationReply } from './reply.ts'

export type OcppVersion = '1.6' | '2.0.1' | '2.1'

/** A decoded CALL payload, with a note for each tolerance that was needed to read it. */
export type DecodedCall =
  | { readonly ok: true; readonly event: StationEvent; readonly notes: readonly string[] }
  | { readonly ok: false; readonly code: RpcErrorCode; readonly description: string }

export type EncodedCommand =
  | { readonly ok: true; readonly action: string; readonly payload: unknown }
  /** The station's version has no such message; the sentence says so. */
  | { readonly ok: false; readonly reason: string; readonly problems?: readonly FieldProblem[] }

/** A field of a command that breaks a rule, named with dots from the command's root. */
export interface FieldProblem {
  readonly field: string
  readonly rule: string
}

/** Translates one OCPP version to and from the neutral vocabulary. Pure and stateless. */
export interface Dialect {
  readonly version: OcppVersion
  /** Validates (leniently unless `strict`) and translates a request from a station. Total: never throws. */
  decodeCall(action: string, payload: unknown, options?: { readonly strict?: boolean }): DecodedCall
  /** The response payload for an event and its reply; `refused` replies are the caller's (CALLERROR). */
  encodeReply(action: string, event: StationEvent, reply: StationReply): unknown
  encodeCommand(command: StationCommand): EncodedCommand
  /** Reads the station's response to a command; a payload that cannot be read yields status 'Unreadable'. */
  decodeAnswer(command: StationCommand, payload: unknown): CommandAnswer
}
