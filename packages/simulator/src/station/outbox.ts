import type { Random } from '../random.ts'
import type { Cancel, Scheduler } from '../time/scheduler.ts'
import type { Answer, OutgoingCall, TransactionCall } from './call.ts'
import { createTransactionQueue, type RetryRule, type TransmissionOutcome } from './transaction-queue.ts'

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
export function createOutbox({ scheduler, rule, transmit, settled }: OutboxParts): Outbox {
  const queue = createTransactionQueue<TransactionCall>(rule)
  const requests: Request[] = []
  let gate: Gate = 'closed'
  let busy = false
  let cancelWait: Cancel = () => {}
  /** Messages made while the gate was shut: they carry `offline` (2.x E04.FR.03). */
  const offline = new WeakSet<TransactionCall>()

  const pump = (): void => {
    if (busy || gate === 'closed') return
    const request = requests.shift()
    if (request) void sendRequest(request)
    else if (gate === 'all') pumpQueue()
  }
  const sendRequest = async ({ call, resolve }: Request): Promise<void> => {
    busy = true
    const answer = await transmit(call)
    busy = false
    resolve(answer)
    pump()
  }
  const pumpQueue = (): void => {
    cancelWait()
    const step = queue.next(scheduler.now())
    if (step.kind === 'wait') cancelWait = scheduler.after(step.untilMs - scheduler.now(), pump)
    if (step.kind === 'send') void sendQueued(step.message)
  }
  const sendQueued = async (call: TransactionCall): Promise<void> => {
    busy = true
    const payload = call.payload(offline.has(call))
    const answer = await transmit({ action: call.action, payload }, call.businessKey)
    busy = false
    const fate = queue.settle(outcomeOf(answer), scheduler.now())
    if (fate !== 'retry') settled(call, answer, fate)
    pump()
  }
  return {
    request: (call) =>
      gate === 'closed'
        ? Promise.resolve({ kind: 'disconnected' })
        : new Promise((resolve) => {
            requests.push({ call, resolve })
            pump()
          }),
    enqueue: (call) => {
      if (gate !== 'all') offline.add(call)
      queue.add(call)
      pump()
    },
    open: (next) => {
      gate = next
      if (gate === 'closed') {
        cancelWait()
        for (const request of requests.splice(0)) request.resolve({ kind: 'disconnected' })
      }
      pump()
    },
    get queued() {
      return queue.size
    },
    hasQueued: (predicate) => queue.messages().some(predicate),
    shuffle: (random) => {
      if (!busy) queue.shuffle(random)
    },
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
