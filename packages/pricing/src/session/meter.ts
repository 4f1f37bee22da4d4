import type { Rule } from '../problem.ts'
import type { Note } from './note.ts'
import type { MeterSample } from './session.ts'

const MILLI = 1000
/** 10 GWh: above it a whole number of mWh times seconds leaves the safe range, and no session comes near. */
const LARGEST_MILLI_WH = 1e13

/** Energy between two samples, or none where there are no two. */
export interface MeterInterval {
  /** False before the first sample and after the last one. */
  readonly isMeasured: boolean
  readonly fromS: number
  readonly toS: number
  readonly energyMilliWh: number
  readonly currentMilliA: number | undefined
}

export interface MeterReading {
  readonly intervals: readonly MeterInterval[]
  readonly notes: readonly Note[]
  readonly problems: readonly MeterProblem[]
}

export interface MeterProblem {
  readonly sample: MeterSample
  readonly rule: Rule
  readonly message: string
}

/**
 * Energy by the samples (in order of time) of a session. The last sample up to the start is where it begins; the first
 * one after the end still belongs to it, because stations read the meter a moment after they stop.
 */
export function readMeter(samples: readonly MeterSample[], startMs: number, endMs: number): MeterReading {
  const first = Math.max(
    0,
    samples.findLastIndex(({ atMs }) => atMs <= startMs),
  )
  const afterEnd = samples.findIndex(({ atMs }) => atMs >= endMs)
  const used = samples.slice(first, afterEnd < 0 ? undefined : Math.max(afterEnd, first) + 1)
  return {
    intervals: intervalsOf(used, Math.floor(startMs / MILLI), Math.floor(endMs / MILLI)),
    notes: notesOf(used, startMs, endMs),
    problems: used.flatMap((sample, at) => problemsOf(sample, used[at - 1])),
  }
}

/** Intervals without a hole between them, from the start to the end. */
function intervalsOf(samples: readonly MeterSample[], startS: number, endS: number): MeterInterval[] {
  const measured = samples.slice(1).map((after, at) => {
    const before = samples[at] ?? after
    return {
      isMeasured: true,
      fromS: held(before.atMs, startS, endS),
      toS: held(after.atMs, startS, endS),
      energyMilliWh: milliWhOf(after) - milliWhOf(before),
      currentMilliA: currentOf(before),
    }
  })
  const lastCurrentMilliA = currentOf(samples.at(-1))
  const first = samples[0] === undefined ? endS : held(samples[0].atMs, startS, endS)
  const last = measured.at(-1)?.toS ?? first
  return [...unmeasured(startS, first), ...measured, ...unmeasured(last, endS, lastCurrentMilliA)]
}

function unmeasured(fromS: number, toS: number, currentMilliA?: number): MeterInterval[] {
  return toS > fromS ? [{ isMeasured: false, fromS, toS, energyMilliWh: 0, currentMilliA }] : []
}

function currentOf(sample: MeterSample | undefined): number | undefined {
  return sample?.currentA === undefined ? undefined : Math.round(sample.currentA * MILLI)
}

function held(atMs: number, startS: number, endS: number): number {
  return Math.min(Math.max(Math.floor(atMs / MILLI), startS), endS)
}

function milliWhOf({ registerWh }: MeterSample): number {
  return Math.round(registerWh * MILLI)
}

function notesOf(samples: readonly MeterSample[], startMs: number, endMs: number): Note[] {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return []
  const isLate = Math.floor(first.atMs / MILLI) > Math.floor(startMs / MILLI)
  const isEarly = Math.floor(last.atMs / MILLI) < Math.floor(endMs / MILLI)
  return [
    ...(isLate ? [{ kind: 'meter-starts-late' as const, atS: Math.floor(first.atMs / MILLI) }] : []),
    ...(isEarly ? [{ kind: 'meter-ends-early' as const, atS: Math.floor(last.atMs / MILLI) }] : []),
  ]
}

function problemsOf(sample: MeterSample, before: MeterSample | undefined): MeterProblem[] {
  const { registerWh } = sample
  if (registerWh < 0)
    return [{ sample, rule: 'session.negative-volume', message: 'an import register is not below zero' }]
  if (registerWh * MILLI > LARGEST_MILLI_WH) {
    return [
      { sample, rule: 'session.too-large', message: 'a register above 10 GWh is no reading of a charging session' },
    ]
  }
  if (before === undefined || registerWh >= before.registerWh) return []
  const message = `the register falls from ${before.registerWh} to ${registerWh} Wh; an import register never does`
  return [{ sample, rule: 'session.register-decreases', message }]
}
