import { encodeCall } from '../framing/encode-frame.ts'
import type { CallResultFrame, ErrorFrame, MalformedFrame } from '../framing/frame.ts'
import type { FrameSink, OutgoingEnvironment } from './environment.ts'
import type { CallOutcome, CallRequest, SentCall, Stray } from './outcome.ts'

/** Timed-out calls remembered per socket, so that a late answer finds its call. */
const REMEMBERED_LATE = 8

interface WaitingCall {
  readonly request: CallRequest
  readonly resolve: (outcome: CallOutcome) => void
}

interface OpenCall extends SentCall {
  readonly resolve: (outcome: CallOutcome) => void
  readonly cancelTimer: () => void
}

/**
 * The calls of this side of one socket: one outstanding at a time, the others in order behind it (part 4 §4.1.1).
 * An idle instance holds no timer and no array.
 */
export class OutgoingCalls {
  readonly #environment: OutgoingEnvironment
  readonly #sink: FrameSink
  #open: OpenCall | undefined
  #queue: WaitingCall[] | undefined
  #late: SentCall[] | undefined
  #closed = false

  constructor(environment: OutgoingEnvironment, sink: FrameSink) {
    this.#environment = environment
    this.#sink = sink
  }

  /** The call that waits for its answer now. */
  get outstanding(): SentCall | undefined {
    return this.#open
  }

  get queued(): number {
    return this.#queue?.length ?? 0
  }

  /** Sends a call now or as soon as those before it have ended. Never rejects. */
  call(request: CallRequest): Promise<CallOutcome> {
    if (this.#closed) return Promise.resolve({ kind: 'notSent', reason: 'closed' })
    if (this.#open !== undefined && this.queued >= this.#environment.maxQueued) {
      return Promise.resolve({ kind: 'notSent', reason: 'queueFull' })
    }
    return new Promise((resolve) => {
      if (this.#open === undefined) {
        this.#transmit({ request, resolve })
        return
      }
      this.#queue ??= []
      this.#queue.push({ request, resolve })
    })
  }

  /**
   * Gives an answer to its call. Returns the frame as a stray when the outstanding call is not the one it answers;
   * a stray never ends a call.
   */
  settle(frame: CallResultFrame | ErrorFrame): Stray | undefined {
    if (frame.kind === 'callResultError') return { kind: 'resultRefused', frame }
    const open = this.#open
    if (open === undefined || open.messageId !== frame.messageId) return this.#stray(frame)
    const latencyMs = this.#environment.clock.nowMs() - open.sentAtMs
    this.#end(open, outcomeOf(frame, latencyMs))
    return undefined
  }

  /** Ends the outstanding call when a broken answer bears its id. */
  settleMalformed(frame: MalformedFrame): Stray | undefined {
    const open = this.#open
    if (frame.of !== 'callResult' || open?.messageId !== frame.messageId) return { kind: 'malformed', frame }
    const latencyMs = this.#environment.clock.nowMs() - open.sentAtMs
    this.#end(open, { kind: 'invalid', reason: frame.reason, latencyMs })
    return undefined
  }

  /** The socket is gone: what was sent ends as unknown, what was not as notSent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    const open = this.#open
    const queue = this.#queue ?? []
    this.#open = undefined
    this.#queue = undefined
    this.#late = undefined
    open?.cancelTimer()
    open?.resolve({ kind: 'unknown' })
    for (const waiting of queue) waiting.resolve({ kind: 'notSent', reason: 'closed' })
  }

  #transmit({ request, resolve }: WaitingCall): void {
    const { clock, timers, nextMessageId, callTimeoutMs } = this.#environment
    const messageId = nextMessageId()
    // Open before sending: a transport in the same process may answer inside sendText.
    const open: OpenCall = {
      messageId,
      action: request.action,
      reference: request.reference,
      sentAtMs: clock.nowMs(),
      resolve,
      cancelTimer: timers.after(request.timeoutMs ?? callTimeoutMs, () => this.#expire(open)),
    }
    this.#open = open
    try {
      this.#sink.sendText(encodeCall(messageId, request.action, request.payload))
    } catch {
      this.#end(open, { kind: 'notSent', reason: 'sendFailed' })
    }
  }

  #expire(open: OpenCall): void {
    this.#late ??= []
    this.#late.push({
      messageId: open.messageId,
      action: open.action,
      reference: open.reference,
      sentAtMs: open.sentAtMs,
    })
    if (this.#late.length > REMEMBERED_LATE) this.#late.shift()
    this.#end(open, { kind: 'timeout' })
  }

  /** Ends the outstanding call, once, and sends the next. */
  #end(open: OpenCall, outcome: CallOutcome): void {
    if (this.#open !== open) return
    open.cancelTimer()
    this.#open = undefined
    open.resolve(outcome)
    const next = this.#queue?.shift()
    if (this.#queue?.length === 0) this.#queue = undefined
    if (next !== undefined) this.#transmit(next)
  }

  #stray(frame: CallResultFrame | ErrorFrame): Stray {
    const index = this.#late?.findIndex((call) => call.messageId === frame.messageId) ?? -1
    const call = this.#late?.[index]
    if (call === undefined) return { kind: 'unmatched', frame }
    this.#late?.splice(index, 1)
    return { kind: 'late', frame, call }
  }
}

function outcomeOf(frame: CallResultFrame | ErrorFrame, latencyMs: number): CallOutcome {
  if (frame.kind === 'callResult') {
    return { kind: 'result', payload: frame.payload, notes: frame.notes, latencyMs }
  }
  const { code, description, details } = frame
  return { kind: 'error', code, description, details, latencyMs }
}
