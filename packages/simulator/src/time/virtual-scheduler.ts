import type { Scheduler } from './scheduler.ts'
import { createTimerHeap } from './timer-heap.ts'

/** A clock that moves only when told to. */
export interface VirtualScheduler extends Scheduler {
  /** Moves time forward, running what falls due in order, synchronously. */
  advance(byMs: number): void
  /** As `advance`, but lets sockets and promises run between two instants. */
  advanceAsync(byMs: number, settle?: () => Promise<void>): Promise<void>
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Creates a virtual clock starting at `startMs` (epoch ms). */
export function createVirtualScheduler(startMs = Date.UTC(2025, 0, 6, 6)): VirtualScheduler {
  const heap = createTimerHeap()
  let nowMs = startMs
  const stepTo = (limitMs: number): boolean => {
    const dueMs = heap.nextDueMs()
    if (dueMs === undefined || dueMs > limitMs) return false
    nowMs = Math.max(nowMs, dueMs)
    heap.takeDue(nowMs)?.()
    return true
  }
  return {
    now: () => nowMs,
    after: (delayMs, run) => heap.add(nowMs + Math.max(0, delayMs), run),
    advance: (byMs) => {
      const limitMs = nowMs + byMs
      while (stepTo(limitMs));
      nowMs = limitMs
    },
    advanceAsync: async (byMs, settle = nextTurn) => {
      const limitMs = nowMs + byMs
      await settle()
      while (stepTo(limitMs)) await settle()
      nowMs = limitMs
    },
  }
}
