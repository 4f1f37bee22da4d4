import { Worker } from 'node:worker_threads'
import type { PlanResult } from './plan-result.ts'
import type { PlanOutcome } from './planner.ts'
import type { PlanRequest } from './request.ts'

/** What the thread is told, and what it says. */
export interface PlanOrder {
  readonly id: number
  readonly siteId: string
  readonly request: PlanRequest
  readonly timeLimitMs: number
}
export type PlanReply =
  | { readonly id: number; readonly outcome: PlanOutcome }
  | { readonly id: number; readonly error: string }

/** What a plan is worth when it is asked for. */
export type PlanAnswer =
  | { readonly kind: 'planned'; readonly result: PlanResult }
  /** The new plan is not there in time, or could not be made; this is the last one, which still holds the limits it knew. */
  | { readonly kind: 'previous'; readonly result: PlanResult; readonly why: PlanDelay }
  /** There is no plan at all: the allocator works without. */
  | { readonly kind: 'none'; readonly why: PlanDelay }

export type PlanDelay = 'late' | 'busy' | 'closed' | Extract<PlanOutcome, { ok: false }>['reason']

export interface PlannerThreadOptions {
  /** When a plan is not there by then, the previous one is given; the solver stops by itself soon after. */
  readonly deadlineMs: number
}

/** Plans sites in a thread of its own, one after another, each from where the last plan of that site left the solver. */
export interface PlannerThread {
  /**
   * Plans a site. Never rejects and never takes longer than the deadline. While a plan of the same site is being made, the
   * previous one is given (`busy`).
   */
  plan(siteId: string, request: PlanRequest): Promise<PlanAnswer>
  close(): Promise<void>
}

const WORKER = new URL('./planner-worker.ts', import.meta.url)

export function openPlannerThread({ deadlineMs }: PlannerThreadOptions): PlannerThread {
  const worker = new Worker(WORKER)
  // A planner that nobody waits for does not keep the program alive.
  worker.unref()
  const waiting = new Map<number, (reply: PlanReply) => void>()
  const previous = new Map<string, PlanResult>()
  const busy = new Set<string>()
  let nextId = 0
  let isClosed = false
  worker.on('message', (reply: PlanReply) => waiting.get(reply.id)?.(reply))
  const fail = (error: string) => {
    isClosed = true
    for (const [id, answer] of waiting) answer({ id, error })
  }
  worker.on('error', (error: unknown) => fail(String(error)))
  worker.on('exit', () => fail('the thread ended'))

  function fallBack(siteId: string, why: PlanDelay): PlanAnswer {
    const result = previous.get(siteId)
    return result === undefined ? { kind: 'none', why } : { kind: 'previous', result, why }
  }

  function order(siteId: string, request: PlanRequest): Promise<PlanReply> {
    const id = nextId++
    return new Promise((resolve) => {
      waiting.set(id, (reply) => {
        waiting.delete(id)
        busy.delete(siteId)
        if ('outcome' in reply && reply.outcome.ok) previous.set(siteId, reply.outcome.result)
        resolve(reply)
      })
      busy.add(siteId)
      worker.postMessage({ id, siteId, request, timeLimitMs: deadlineMs } satisfies PlanOrder)
    })
  }

  return {
    async plan(siteId, request) {
      if (isClosed) return fallBack(siteId, 'closed')
      if (busy.has(siteId)) return fallBack(siteId, 'busy')
      const reply = await withinTime(order(siteId, request), deadlineMs)
      if (reply === undefined) return fallBack(siteId, 'late')
      if ('error' in reply) return fallBack(siteId, 'failed')
      return reply.outcome.ok
        ? { kind: 'planned', result: reply.outcome.result }
        : fallBack(siteId, reply.outcome.reason)
    },
    async close() {
      isClosed = true
      await worker.terminate()
    },
  }
}

/** `undefined` when the promise takes longer. */
async function withinTime<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, ms, undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
