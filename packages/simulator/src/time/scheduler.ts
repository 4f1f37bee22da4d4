import { createTimerHeap } from './timer-heap.ts'

/** Cancels a planned call; harmless when it has run already. */
export type Cancel = () => void

/** A clock with timers. Every wait of the simulator goes through one, which is what makes a run repeatable. */
export interface Scheduler {
  /** Milliseconds since the Unix epoch. */
  now(): number
  after(delayMs: number, run: () => void): Cancel
}

/** A scheduler owning a process timer; `stop` drops everything planned. */
export interface RunningScheduler extends Scheduler {
  stop(): void
}

/** Where a time-lapse starts and how fast it runs. */
export interface LapseOptions {
  /** Simulated seconds per real second; 1 is real time. */
  speed: number
  /** Simulated start, epoch ms; default is the present. */
  startAtMs?: number
  /** Wall time at which the clock begins to run, epoch ms; until then it stands at its start. Default: the present. */
  beginsAtMs?: number
  /** Fall back to real time once the simulated clock has caught up with the wall clock. Default: true when starting in the past. */
  catchUp?: boolean
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1

/** One process timer for all plans of a fleet, in real time or in time-lapse. */
export function createLapseScheduler(options: LapseOptions): RunningScheduler {
  if (!(options.speed > 0)) throw new Error('speed must be greater than 0')
  const heap = createTimerHeap()
  const clock = createLapseClock(options)
  let timer: NodeJS.Timeout | undefined
  let armedForMs = Number.POSITIVE_INFINITY

  const arm = () => {
    const dueMs = heap.nextDueMs()
    if (dueMs === undefined || dueMs >= armedForMs) return
    clearTimeout(timer)
    armedForMs = dueMs
    timer = setTimeout(fire, Math.min(LONGEST_TIMEOUT_MS, Math.max(0, clock.realDelayMs(dueMs))))
  }
  const fire = () => {
    armedForMs = Number.POSITIVE_INFINITY
    const nowMs = clock.now()
    for (let run = heap.takeDue(nowMs); run; run = heap.takeDue(nowMs)) run()
    arm()
  }
  return {
    now: clock.now,
    after: (delayMs, run) => {
      const cancel = heap.add(clock.now() + Math.max(0, delayMs), run)
      arm()
      return cancel
    },
    stop: () => {
      clearTimeout(timer)
      heap.clear()
    },
  }
}

/** Simulated time as a function of wall time. Two processes with the same options agree on it. */
export interface LapseClock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** How long until the simulated clock shows `dueMs`, in real milliseconds. */
  realDelayMs(dueMs: number): number
  /** Wall time from which on it shows the wall time, epoch ms; infinite when it never does. */
  readonly meetsAtMs: number
}

/** Maps wall time to simulated time. */
export function createLapseClock({ speed, startAtMs, catchUp, beginsAtMs }: LapseOptions): LapseClock {
  const originMs = beginsAtMs ?? Date.now()
  const startMs = startAtMs ?? originMs
  const behindMs = originMs - startMs
  const meets = (catchUp ?? behindMs > 0) && behindMs > 0 && speed > 1
  const meetsAtMs = meets ? originMs + behindMs / (speed - 1) : Number.POSITIVE_INFINITY
  const now = () => {
    const wallMs = Date.now()
    return wallMs >= meetsAtMs ? wallMs : startMs + Math.max(0, wallMs - originMs) * speed
  }
  const realDelayMs = (dueMs: number) => {
    const wallMs = Date.now()
    if (wallMs >= meetsAtMs) return dueMs - wallMs
    return Math.max(0, originMs - wallMs) + Math.min((dueMs - now()) / speed, meetsAtMs - wallMs + 1)
  }
  return { now, realDelayMs, meetsAtMs }
}

/** Real time. */
export function createSystemScheduler(): RunningScheduler {
  return createLapseScheduler({ speed: 1 })
}
