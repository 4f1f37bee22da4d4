import type { CallFrame } from '../framing/frame.ts'

/** What to do with a CALL that has arrived. */
export type Admission =
  /** Work on it now. */
  | 'now'
  /** It waits for those before it. */
  | 'later'
  /** Its id is in flight: answer RpcFrameworkError. */
  | 'duplicate'
  /** Its id is in flight and has been refused before: no further answer. */
  | 'duplicateAgain'
  /** Too many wait already: refuse it. */
  | 'full'

interface InFlight {
  readonly call: CallFrame
  repeated: boolean
}

/** The unanswered calls of the other side of one socket, in order; the first is the one being worked on. */
export class IncomingCalls {
  readonly #maxWaiting: number
  #inFlight: InFlight[] | undefined

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting
  }

  /** Ids live within one socket and only while unanswered (part 4 §4.1.4). */
  admit(call: CallFrame): Admission {
    const inFlight = this.#inFlight
    if (inFlight === undefined) {
      this.#inFlight = [{ call, repeated: false }]
      return 'now'
    }
    const same = inFlight.find((entry) => entry.call.messageId === call.messageId)
    if (same !== undefined) {
      if (same.repeated) return 'duplicateAgain'
      same.repeated = true
      return 'duplicate'
    }
    if (inFlight.length > this.#maxWaiting) return 'full'
    inFlight.push({ call, repeated: false })
    return 'later'
  }

  /** The call being worked on has been answered; gives the next one. */
  answered(): CallFrame | undefined {
    this.#inFlight?.shift()
    const next = this.#inFlight?.[0]?.call
    if (next === undefined) this.#inFlight = undefined
    return next
  }

  clear(): void {
    this.#inFlight = undefined
  }
}
