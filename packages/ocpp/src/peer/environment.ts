import type { RpcError } from '../framing/encode-frame.ts'
import type { CallFrame, SendFrame } from '../framing/frame.ts'
import type { Stray } from './outcome.ts'
import type { Peer } from './peer.ts'

/** The transport's sending half. A throw means that nothing was sent. */
export interface FrameSink {
  sendText(text: string): void
}

/** The wall clock: when calls were sent and how late an answer is. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number
}

export interface Timers {
  /** Runs the callback once after a delay; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void
}

/** What outgoing calls need; one object serves any number of sockets. */
export interface OutgoingEnvironment {
  readonly clock: Clock
  readonly timers: Timers
  /** A message id that is new on this socket, at most 36 characters. */
  readonly nextMessageId: () => string
  readonly callTimeoutMs: number
  /** Calls that may wait for the outstanding one. */
  readonly maxQueued: number
}

export type CallAnswer = { readonly ok: true; readonly payload: unknown } | ({ readonly ok: false } & RpcError)

/** Shared by all peers of a program: each method is told which peer it is about. */
export interface PeerHandlers {
  /** Answers a CALL. Calls of one peer are given one at a time, in the order they came. */
  onCall(call: CallFrame, peer: Peer): CallAnswer | Promise<CallAnswer>
  onSend(frame: SendFrame, peer: Peer): void
  onStray(stray: Stray, peer: Peer): void
  /** `onCall` threw, or answered what cannot be written: the other side got InternalError. */
  onFault(error: unknown, call: CallFrame, peer: Peer): void
}

export interface PeerEnvironment extends OutgoingEnvironment {
  readonly handlers: PeerHandlers
  /** Incoming calls that may wait for the one being worked on; more are refused. */
  readonly maxWaiting: number
}

/** Timers of the runtime. */
export const systemTimers: Timers = {
  after(delayMs, callback) {
    const handle = setTimeout(callback, delayMs)
    return () => clearTimeout(handle)
  },
}

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now() }
