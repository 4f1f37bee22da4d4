import type { StopReason, StopRule, WaveSize } from '../../contract/index.ts'

/** How many stations each wave of a run has: the sizes asked for as far as there are stations, the rest in a last one. */
export function waveSizes(sizes: readonly WaveSize[], stations: number): readonly number[] {
  const waves: number[] = []
  let left = stations
  for (const size of sizes) {
    const asked = 'stations' in size ? size.stations : Math.ceil((stations * size.percent) / 100)
    const taken = Math.min(asked, left)
    if (taken > 0) waves.push(taken)
    left -= taken
  }
  if (left > 0) waves.push(left)
  return waves
}

/** How far the stations of one wave are; together they are all of it, but for those called off. */
export interface WaveState {
  readonly waiting: number
  readonly underWay: number
  readonly succeeded: number
  readonly failed: number
}

/** A running run as its next step needs it. */
export interface RunInWaves {
  /** The wave under way, from 1. */
  readonly wave: number
  readonly restMs: number
  /** When the wave under way was seen finished; null before. */
  readonly waveEndedAtMs: number | null
  readonly stopRule: StopRule | null
  /** Outcomes that somebody has looked at and gone on in spite of. */
  readonly overlooked: { readonly failed: number; readonly finished: number }
}

export type Step =
  /** The wave under way has stations whose turn has not come. */
  | { readonly do: 'give' }
  /** Stations of the wave under way have not finished. */
  | { readonly do: 'wait' }
  /** The wave has finished; the next one begins after the rest. */
  | { readonly do: 'rest'; readonly untilMs: number }
  | { readonly do: 'begin'; readonly wave: number }
  | { readonly do: 'stop'; readonly reason: StopReason }
  | { readonly do: 'finish' }

/** What a run does next. It never begins a wave before the one before has finished, and gives no turn once too many have failed. */
export function nextStep(run: RunInWaves, waves: readonly WaveState[], nowMs: number): Step {
  const isAnyWaiting = waves.some(({ waiting }) => waiting > 0)
  if (isAnyWaiting) {
    const reason = reasonToStop(run, waves)
    if (reason !== undefined) return { do: 'stop', reason }
  }
  const begun = waves.slice(0, run.wave)
  if (begun.some(({ waiting }) => waiting > 0)) return { do: 'give' }
  if (begun.some(({ underWay }) => underWay > 0)) return { do: 'wait' }
  if (!isAnyWaiting) return { do: 'finish' }
  const untilMs = (run.waveEndedAtMs ?? nowMs) + run.restMs
  return nowMs < untilMs ? { do: 'rest', untilMs } : { do: 'begin', wave: run.wave + 1 }
}

function reasonToStop({ stopRule, overlooked }: RunInWaves, waves: readonly WaveState[]): StopReason | undefined {
  if (stopRule === null) return undefined
  const sum = (count: (wave: WaveState) => number) => waves.reduce((total, wave) => total + count(wave), 0)
  // An outcome that was overlooked may have turned good since.
  const failed = Math.max(0, sum((wave) => wave.failed) - overlooked.failed)
  const finished = Math.max(failed, sum((wave) => wave.failed + wave.succeeded) - overlooked.finished)
  const { failures, percent } = stopRule
  if (failures !== undefined && failed >= failures) return { rule: 'failures', failed, finished }
  if (percent !== undefined && failed * 100 > percent * finished) return { rule: 'percent', failed, finished }
  return undefined
}
