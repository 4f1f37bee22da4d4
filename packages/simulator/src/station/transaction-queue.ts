import type { Random } from '../random.ts'

/** How often and how patiently a message the CSMS could not process is sent again. */
export interface RetryRule {
  /** Transmissions answered with an error (or not at all) before the message is thrown away. */
  readonly attempts: number
  /** After the n-th failed transmission the station waits n × this. */
  readonly intervalMs: number
}

/** What the queue wants done now. */
export type QueueStep<Message> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'send'; readonly message: Message }

/** How a transmission ended. `interrupted` is a socket that closed under it: no attempt is counted. */
export type TransmissionOutcome = 'accepted' | 'failed' | 'interrupted'

/**
 * The transaction messages a station still owes its CSMS, oldest first (1.6 §3.7.1, 2.0.1 E04/E13).
 * The head blocks the rest, so order is kept; attempts are used up only by a CSMS that is there and fails.
 */
export interface TransactionQueue<Message> {
  add(message: Message): void
  next(nowMs: number): QueueStep<Message>
  /** Reports on the head, which `next` handed out. */
  settle(outcome: TransmissionOutcome, nowMs: number): 'sent' | 'retry' | 'dropped'
  readonly size: number
  messages(): readonly Message[]
  /** Fault: a firmware that replays its memory in no order. */
  shuffle(random: Random): void
}

interface Entry<Message> {
  readonly message: Message
  failures: number
  notBeforeMs: number
}

/** Creates an empty queue; `rule` is read each time, because the CSMS may reconfigure it. */
export function createTransactionQueue<Message>(rule: () => RetryRule): TransactionQueue<Message> {
  const entries: Entry<Message>[] = []
  return {
    add: (message) => entries.push({ message, failures: 0, notBeforeMs: 0 }),
    next: (nowMs) => {
      const head = entries[0]
      if (!head) return { kind: 'empty' }
      if (nowMs < head.notBeforeMs) return { kind: 'wait', untilMs: head.notBeforeMs }
      return { kind: 'send', message: head.message }
    },
    settle: (outcome, nowMs) => {
      const head = entries[0]
      if (!head) throw new Error('settle without a message in transmission')
      if (outcome === 'interrupted') return 'retry'
      if (outcome === 'failed') {
        head.failures += 1
        head.notBeforeMs = nowMs + head.failures * rule().intervalMs
        if (head.failures < rule().attempts) return 'retry'
      }
      entries.shift()
      return outcome === 'accepted' ? 'sent' : 'dropped'
    },
    get size() {
      return entries.length
    },
    messages: () => entries.map((entry) => entry.message),
    shuffle: (random) => {
      for (let index = entries.length - 1; index > 0; index -= 1) {
        const other = random.integer(0, index)
        const [a, b] = [entries[index], entries[other]]
        if (a && b) {
          entries[index] = b
          entries[other] = a
        }
      }
    },
  }
}
