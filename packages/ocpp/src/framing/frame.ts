import type { RpcErrorCode } from './error-code.ts'

/** Message type numbers of OCPP-J; 5 and 6 came with 2.1. */
export const MESSAGE_TYPE = { call: 2, callResult: 3, callError: 4, callResultError: 5, send: 6 } as const

export type JsonObject = { readonly [key: string]: unknown }

export interface CallFrame {
  readonly kind: 'call'
  readonly messageId: string
  readonly action: string
  readonly payload: JsonObject
  /** Tolerances that were needed to read the frame; empty for a frame in order. */
  readonly notes: readonly string[]
}

/** 2.1: a message that must not be answered. */
export interface SendFrame {
  readonly kind: 'send'
  readonly messageId: string
  readonly action: string
  readonly payload: JsonObject
  readonly notes: readonly string[]
}

export interface CallResultFrame {
  readonly kind: 'callResult'
  readonly messageId: string
  readonly payload: JsonObject
  readonly notes: readonly string[]
}

/** An answer to a CALL (`callError`), or in 2.1 to a CALLRESULT the other side could not use (`callResultError`). */
export interface ErrorFrame {
  readonly kind: 'callError' | 'callResultError'
  readonly messageId: string
  /** The code as sent; `readErrorCode` folds its spellings. */
  readonly code: string
  readonly description: string
  readonly details: JsonObject
  readonly notes: readonly string[]
}

export type Frame = CallFrame | SendFrame | CallResultFrame | ErrorFrame

/** Text that is no frame of the version. */
export interface MalformedFrame {
  readonly kind: 'malformed'
  /** What it would have been, as far as it could be read. */
  readonly of: 'call' | 'send' | 'callResult' | 'callError' | 'callResultError' | 'unknown'
  readonly code: RpcErrorCode
  /** A sentence naming the element and the rule. */
  readonly reason: string
  /** The frame's id where it could be read, else '-1' (part 4 §4.2.3). */
  readonly messageId: string
}

/** The id in an error that answers a frame whose own id cannot be read. */
export const UNREADABLE_ID = '-1'

/** Whether the sender waits for a CALLERROR: broken results and errors are not answered. */
export function wantsCallError(frame: MalformedFrame): boolean {
  return frame.of === 'call' || frame.of === 'unknown'
}
