import { Worker } from 'node:worker_threads'
import type { LoadHistory } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { SiteHistory } from './visits.ts'
import type { Question, WhatIfAnswer } from './what-if.ts'

/** What the thread is told, and what it says. */
export type PlanningOrder =
  | { readonly kind: 'load'; readonly history: SiteHistory }
  | { readonly kind: 'whatIf'; readonly history: SiteHistory; readonly question: Question }
export type PlanningReply =
  | { readonly kind: 'load'; readonly load: LoadHistory['load'] }
  | { readonly kind: 'whatIf'; readonly answer: WhatIfAnswer }

/** A year of a large site is replayed in seconds; two at once leave the stations a core of a small machine. */
const AT_ONCE = 2
const WORKER = new URL('./planning-worker.ts', import.meta.url)
/** A runaway thread ends alone, by memory or by time. */
const MOST_MEMORY_MB = 1024
const MOST_MS = 60_000

/** Works years through in threads, a few at once; who has gone is not waited for. */
export class PlanningDesk {
  #busy = 0
  readonly #queue: (() => void)[] = []

  /** Does work while it is one of a few, so that the memory it takes is bounded. */
  async atDesk<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await this.#seat(signal)
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      this.#busy -= 1
      this.#queue.shift()?.()
    }
  }

  #seat(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      const place = this.#queue.indexOf(sit)
      if (place !== -1) this.#queue.splice(place, 1)
      reject(signal.reason)
    }
    const sit = () => {
      signal.removeEventListener('abort', leave)
      this.#busy += 1
      resolve()
    }
    if (this.#busy < AT_ONCE) sit()
    else {
      this.#queue.push(sit)
      signal.addEventListener('abort', leave, { once: true })
    }
    return promise
  }
}

/** Has a thread carry out an order; the thread ends with it, when its time is over, or when the signal says so. */
export async function inThread(
  order: PlanningOrder,
  signal: AbortSignal,
  { mostMs = MOST_MS } = {},
): Promise<PlanningReply> {
  const { promise, resolve, reject } = Promise.withResolvers<PlanningReply>()
  const worker = new Worker(WORKER, {
    workerData: order,
    transferList: Object.values(order.history.visits).map(({ buffer }) => buffer),
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  })
  worker.unref()
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('The planning thread ended without an answer.')))
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const limit = setTimeout(() => reject(new Refusal('tookTooLong')), mostMs)
  try {
    return await promise
  } finally {
    clearTimeout(limit)
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
