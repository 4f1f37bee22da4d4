import type { Random } from '../random.ts'
import type { Cancel, Scheduler } from '../time/scheduler.ts'
import type { Answer, OutgoingCall, TransactionCall } from './call.ts'
import {
  createTransactionQueue,
  type RetryRule,
  type TransactionQueue,
  type TransmissionOutcome,
} from './transaction-queue.ts'

/** The one lane on which a station's calls go out: one at a time, transaction messages kept and in order. */
export interface Outbox {
  /** A call that is worth sending only now; never rejects. */
  request(call: OutgoingCall): Promise<Answer>
  /** A transaction message, kept until sent or given up. */
  enqueue(call: TransactionCall): void
  /** Whether calls may go out: requests while connected, transaction messages once registered. */
  open(gate: Gate): void
  readonly queued: number
  hasQueued(predicate: (call: TransactionCall) => boolean): boolean
  shuffle(random: Random): void
}

export type Gate = 'closed' | 'requests' | 'all'

/** What an outbox needs. */
export interface OutboxParts {
  readonly scheduler: Scheduler
  readonly rule: () => RetryRule
  readonly transmit: (call: OutgoingCall, businessKey?: string) => Promise<Answer>
  /** A transaction message was delivered, or thrown away. */
  readonly settled: (call: TransactionCall, answer: Answer, fate: 'sent' | 'dropped') => void
}

interface Request {
  readonly call: OutgoingCall
  readonly resolve: (answer: Answer) => void
}

/** Creates a closed outbox. */
export function createOutbox(parts: OutboxParts): Outbox {
  return new SerialOutbox(parts)
}

class SerialOutbox implements Outbox {
  readonly #parts: OutboxParts
  readonly #queue: TransactionQueue<TransactionCall>
  readonly #requests: Request[] = []
  /** Messages made while the gate was shut: they carry `offline` (2.x E04.FR.03). */
  readonly #offline = new WeakSet<TransactionCall>()
  #gate: Gate = 'closed'
  #busy = false
  #cancelWait: Cancel = () => {}

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#queue = createTransactionQueue(parts.rule)
  }

  get queued(): number {
    return this.#queue.size
  }

  request(call: OutgoingCall): Promise<Answer> {
    if (this.#gate === 'closed') return Promise.resolve({ kind: 'disconnected' })
    return new Promise((resolve) => {
      this.#requests.push({ call, resolve })
      this.#pump()
    })
  }

  enqueue(call: TransactionCall): void {
    if (this.#gate !== 'all') this.#offline.add(call)
    this.#queue.add(call)
    this.#pump()
  }

  open(gate: Gate): void {
    this.#gate = gate
    if (gate === 'closed') {
      this.#cancelWait()
      for (const request of this.#requests.splice(0)) request.resolve({ kind: 'disconnected' })
    }
    this.#pump()
  }

  hasQueued(predicate: (call: TransactionCall) => boolean): boolean {
    return this.#queue.messages().some(predicate)
  }

  shuffle(random: Random): void {
    if (!this.#busy) this.#queue.shuffle(random)
  }

  #pump(): void {
    if (this.#busy || this.#gate === 'closed') return
    const request = this.#requests.shift()
    if (request) void this.#sendRequest(request)
    else if (this.#gate === 'all') this.#pumpQueue()
  }

  #pumpQueue(): void {
    const { scheduler } = this.#parts
    this.#cancelWait()
    const step = this.#queue.next(scheduler.now())
    if (step.kind === 'wait') {
      this.#cancelWait = scheduler.after(step.untilMs - scheduler.now(), () => this.#pump())
    }
    if (step.kind === 'send') void this.#sendQueued(step.message)
  }

  async #sendRequest({ call, resolve }: Request): Promise<void> {
    this.#busy = true
    const answer = await this.#parts.transmit(call)
    this.#busy = false
    resolve(answer)
    this.#pump()
  }

  async #sendQueued(call: TransactionCall): Promise<void> {
    const { scheduler, transmit, settled } = this.#parts
    this.#busy = true
    const payload = call.payload(this.#offline.has(call))
    const answer = await transmit({ action: call.action, payload }, call.businessKey)
    this.#busy = false
    const fate = this.#queue.settle(outcomeOf(answer), scheduler.now())
    if (fate !== 'retry') settled(call, answer, fate)
    this.#pump()
  }
}

function outcomeOf(answer: Answer): TransmissionOutcome {
  switch (answer.kind) {
    case 'result':
      return 'accepted'
    case 'error':
    case 'timeout':
      return 'failed'
    case 'disconnected':
      return 'interrupted'
  }
}
