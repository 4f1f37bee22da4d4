import type { Cancel } from './scheduler.ts'

interface Timer {
  dueMs: number
  /** Breaks ties, so that timers of one instant run in the order they were planned. */
  order: number
  run: () => void
  cancelled: boolean
}

/** Planned calls ordered by due time: a binary heap, so that thousands of stations share one process timer. */
export interface TimerHeap {
  add(dueMs: number, run: () => void): Cancel
  nextDueMs(): number | undefined
  /** Removes and returns the first call due at `nowMs`, if any. */
  takeDue(nowMs: number): (() => void) | undefined
  clear(): void
}

const before = (a: Timer, b: Timer) => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order)

/** Creates an empty heap. */
export function createTimerHeap(): TimerHeap {
  const timers: Timer[] = []
  let order = 0

  const dropCancelled = () => {
    while (timers[0]?.cancelled) removeFirst(timers)
  }
  return {
    add: (dueMs, run) => {
      const timer: Timer = { dueMs, order, run, cancelled: false }
      order += 1
      insert(timers, timer)
      return () => {
        timer.cancelled = true
      }
    },
    nextDueMs: () => {
      dropCancelled()
      return timers[0]?.dueMs
    },
    takeDue: (nowMs) => {
      dropCancelled()
      const first = timers[0]
      if (!first || first.dueMs > nowMs) return undefined
      removeFirst(timers)
      // A cancel after this point must not reach a timer that is running.
      return first.run
    },
    clear: () => {
      timers.length = 0
    },
  }
}

function insert(timers: Timer[], timer: Timer): void {
  let index = timers.length
  timers.push(timer)
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = timers[parent]
    if (!above || before(above, timer)) break
    timers[index] = above
    index = parent
  }
  timers[index] = timer
}

function removeFirst(timers: Timer[]): void {
  const last = timers.pop()
  if (!last || timers.length === 0) return
  let index = 0
  for (;;) {
    const left = 2 * index + 1
    const leftTimer = timers[left]
    if (!leftTimer) break
    const rightTimer = timers[left + 1]
    const rightFirst = rightTimer !== undefined && before(rightTimer, leftTimer)
    const child = rightFirst ? rightTimer : leftTimer
    if (before(last, child)) break
    timers[index] = child
    index = rightFirst ? left + 1 : left
  }
  timers[index] = last
}
