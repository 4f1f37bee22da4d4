import type { MeterSample, StationTime } from '@stationmaster/ocpp'

/** Clocks may differ by this much without a remark; a time may lie this far in the future. */
export const CLOCK_TOLERANCE_MS = 300_000

/** No station queues longer than this: an older time is a clock that was never set. */
const OLDEST_QUEUE_MS = 400 * 86_400_000

/** When something happened, as far as it can be believed. */
export interface EffectiveTime {
  /** Epoch ms to order and bill by. */
  readonly atMs: number
  /** What the station said; null when its text is no time. */
  readonly stationMs: number | null
  /** The station's clock minus ours when it is off by more than the tolerance; null when it is not, or unknown. */
  readonly skewMs: number | null
}

export interface Receipt {
  readonly receivedAtMs: number
  readonly connectedAtMs: number
}

/**
 * The station's time when it is plausible, else the time of receipt (1.6 §4.2, 2.x B01.FR.06).
 * An old time is the offline queue's; if the station was connected then, its clock is suspected as well, but still followed,
 * because a long queue delays what happens behind it.
 */
export function effectiveTime(time: StationTime, receipt: Receipt): EffectiveTime {
  const { receivedAtMs, connectedAtMs } = receipt
  if (time.ms === undefined || !isCalendarTime(time.ms)) return { atMs: receivedAtMs, stationMs: null, skewMs: null }
  const differenceMs = time.ms - receivedAtMs
  if (!isBelievable(time.ms, receivedAtMs)) return { atMs: receivedAtMs, stationMs: time.ms, skewMs: differenceMs }
  const lateWhileConnected = differenceMs < -CLOCK_TOLERANCE_MS && time.ms >= connectedAtMs
  return { atMs: time.ms, stationMs: time.ms, skewMs: lateWhileConnected ? differenceMs : null }
}

/** Of the years 1 to 9999, which every part of the program can write. */
function isCalendarTime(ms: number): boolean {
  return ms >= -62_135_596_800_000 && ms < 253_402_300_800_000
}

/** Whether a station's time can be followed at all, seen from `nowMs`. */
export function isBelievable(stationMs: number, nowMs: number): boolean {
  return stationMs <= nowMs + CLOCK_TOLERANCE_MS && stationMs >= nowMs - OLDEST_QUEUE_MS
}

/** Whether an event that happened at `stationMs` was sent from a queue kept while the station was away. */
export function wasQueued(stationMs: number | null, receipt: Receipt): boolean {
  return (
    stationMs !== null &&
    isBelievable(stationMs, receipt.receivedAtMs) &&
    stationMs < receipt.connectedAtMs - CLOCK_TOLERANCE_MS
  )
}

/** A sample with the effective time in place of the station's. */
export function sampleAt(sample: MeterSample, atMs: number): MeterSample {
  return atMs === sample.at.ms ? sample : { ...sample, at: { text: sample.at.text, ms: atMs } }
}

/**
 * Samples with effective times, oldest first. Where the report's own time was moved, its samples move with it and keep
 * their distances; a sample that is still not believable gets the report's time.
 */
export function placeSamples(samples: readonly MeterSample[], report: EffectiveTime): readonly MeterSample[] {
  const shiftMs = report.stationMs === null ? 0 : report.atMs - report.stationMs
  const placed = samples.map((sample) => {
    const shifted = sample.at.ms === undefined ? undefined : sample.at.ms + shiftMs
    return sampleAt(sample, shifted !== undefined && isBelievable(shifted, report.atMs) ? shifted : report.atMs)
  })
  return isOrdered(placed) ? placed : placed.sort((a, b) => atOf(a) - atOf(b))
}

/** Effective epoch ms of a placed sample. */
export function atOf(sample: Pick<MeterSample, 'at'>): number {
  return sample.at.ms ?? 0
}

function isOrdered(samples: readonly MeterSample[]): boolean {
  for (let index = 1; index < samples.length; index++) {
    const [before, after] = [samples[index - 1], samples[index]]
    if (before && after && atOf(before) > atOf(after)) return false
  }
  return true
}
