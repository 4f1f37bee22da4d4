import type { Clock, Timer } from '../../platform/clock/index.ts'

/** Something the wheel wakes once. One object per socket serves again and again. */
export interface WheelTask {
  /** Monotonic ms when the task is due; written by the wheel. */
  dueMs: number
  onDue(): void
}

const SLOTS = 512

/**
 * One interval for all timers of all sockets. Times are rounded up to the tick; nobody cares about a ping
 * that is a quarter of a second late.
 */
export class TimerWheel implements Disposable {
  readonly #clock: Clock
  readonly #tickMs: number
  readonly #slots: WheelTask[][] = Array.from({ length: SLOTS }, () => [])
  readonly #interval: Timer
  #position: number

  constructor(clock: Clock, tickMs = 250) {
    this.#clock = clock
    this.#tickMs = tickMs
    this.#position = Math.floor(clock.monotonicMs() / tickMs)
    this.#interval = clock.every(tickMs, () => this.#turn())
  }

  /** Wakes the task once after the delay. A task is in the wheel at most once: its owner adds it again when it has been woken. */
  add(task: WheelTask, delayMs: number): void {
    task.dueMs = this.#clock.monotonicMs() + delayMs
    this.#place(task)
  }

  /** A one-off timer; returns its cancellation. */
  after(delayMs: number, run: () => void): () => void {
    let cancelled = false
    const task: WheelTask = {
      dueMs: 0,
      onDue: () => {
        if (!cancelled) run()
      },
    }
    this.add(task, delayMs)
    return () => {
      cancelled = true
    }
  }

  [Symbol.dispose](): void {
    this.#interval.cancel()
  }

  /** At least one tick ahead, at most one turn: a task that is not due yet when its slot comes goes round again. */
  #place(task: WheelTask): void {
    const due = Math.ceil(task.dueMs / this.#tickMs)
    const slot = Math.min(Math.max(due, this.#position + 1), this.#position + SLOTS - 1) % SLOTS
    this.#slots[slot]?.push(task)
  }

  #turn(): void {
    const nowMs = this.#clock.monotonicMs()
    const end = Math.floor(nowMs / this.#tickMs)
    while (this.#position < end) {
      this.#position += 1
      const slot = this.#position % SLOTS
      const tasks = this.#slots[slot] ?? []
      if (tasks.length === 0) continue
      this.#slots[slot] = []
      for (const task of tasks) {
        if (task.dueMs <= nowMs) task.onDue()
        else this.#place(task)
      }
    }
  }
}
