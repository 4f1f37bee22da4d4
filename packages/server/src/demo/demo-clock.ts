import { createLapseClock, type LapseOptions } from '@stationmaster/simulator'
import { type Clock, systemClock } from '../platform/clock/index.ts'

/** The clock of a server that plays its past first. */
export interface DemoClock extends Clock {
  /** From now on the time of day follows the lapse, until it has met the present. Gives the wall time of that, epoch ms. */
  follow(lapse: LapseOptions): number
}

/**
 * A clock whose date can be set back and then runs fast, so that what stations tell of the past is received in the past:
 * it is neither late nor from an offline queue. Timers and durations stay real: the sockets are.
 */
export function createDemoClock(): DemoClock {
  let nowMs = () => systemClock.nowMs()
  return {
    nowMs: () => nowMs(),
    monotonicMs: () => systemClock.monotonicMs(),
    after: (delayMs, run) => systemClock.after(delayMs, run),
    every: (periodMs, run) => systemClock.every(periodMs, run),
    follow: (lapse) => {
      const { now, meetsAtMs } = createLapseClock(lapse)
      nowMs = () => Math.round(now())
      return meetsAtMs
    },
  }
}
