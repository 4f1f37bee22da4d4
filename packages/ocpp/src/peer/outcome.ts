import type { CallFrame, CallResultFrame, ErrorFrame, JsonObject, MalformedFrame } from '../framing/frame.ts'

/** A CALL to the other side. */
export interface CallRequest {
  readonly action: string
  readonly payload: unknown
  /** The caller's own key (a command id); comes back with late results. */
  readonly reference?: string
  /** Milliseconds from sending to the time-out; the peer's default when absent. */
  readonly timeoutMs?: number
}

/** A call that went out, as remembered for its answer. */
export interface SentCall {
  readonly messageId: string
  readonly action: string
  readonly reference: string | undefined
  readonly sentAtMs: number
}

/** How a call ended. Every call ends exactly once, in one of these ways. */
export type CallOutcome =
  | {
      readonly kind: 'result'
      readonly payload: JsonObject
      readonly notes: readonly string[]
      readonly latencyMs: number
    }
  | {
      readonly kind: 'error'
      readonly code: string
      readonly description: string
      readonly details: JsonObject
      readonly latencyMs: number
    }
  /** An answer came with the right id, but is no answer one can read. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly latencyMs: number }
  /** No answer in time; it may still come, as a stray. */
  | { readonly kind: 'timeout' }
  /** Sent, then the socket closed: the other side may or may not have acted. */
  | { readonly kind: 'unknown' }
  /** Never left this side. */
  | { readonly kind: 'notSent'; readonly reason: 'closed' | 'queueFull' | 'sendFailed' }

/** A frame that belongs to no open call. */
export type Stray =
  /** The answer to a call that has timed out. */
  | { readonly kind: 'late'; readonly frame: CallResultFrame | ErrorFrame; readonly call: SentCall }
  /** An answer to nothing we remember, or a second answer. */
  | { readonly kind: 'unmatched'; readonly frame: CallResultFrame | ErrorFrame }
  /** 2.1: the other side cannot use a result we sent. */
  | { readonly kind: 'resultRefused'; readonly frame: ErrorFrame }
  /** A CALL under an id that is still being worked on; the first such repeat was answered with an error. */
  | { readonly kind: 'duplicate'; readonly frame: CallFrame }
  | { readonly kind: 'malformed'; readonly frame: MalformedFrame }
