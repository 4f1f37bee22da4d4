import type { RegisterFold, RegisterSegment } from './session.ts'

/** One reading of the energy register. */
export interface Reading {
  readonly atMs: number
  readonly wh: number
}

export const NO_READINGS: RegisterFold = {
  segments: [],
  atMs: null,
  zeroSkipped: false,
  unitSlipped: false,
  impossibleW: null,
}

/** The strongest outlet there is (megawatt charging, 3.75 MW); above it a power is no power. */
export const IMPOSSIBLE_POWER_W = 4_000_000

/** No meter of an outlet counts a terawatt-hour; nor does any count below zero. */
export const IMPOSSIBLE_REGISTER_WH = 1_000_000_000_000

/** A rise this steep or this large, right after a zero or by a factor of 1000, is a wrong reading rather than energy. */
const SUSPECT_POWER_W = 500_000
const SUSPECT_ENERGY_WH = 1_000_000
/** Readings at one instant may differ by this much: a station reads its registers one after another. */
const SLACK_WH = 500

/** More falls of a register than any defect explains: of older stretches only the sum is kept, so that each reading costs the same. */
const MOST_SEGMENTS = 100

/** Energy of all stretches, whole Wh; no more than a meter can count. */
export function registerEnergyWh(fold: RegisterFold): number {
  let sum = 0
  for (const segment of fold.segments) sum += segment.lastWh - segment.firstWh
  return Math.min(sum, IMPOSSIBLE_REGISTER_WH)
}

/** True when the register fell during the session, other than to a placeholder zero. */
export function hasDecreased(fold: RegisterFold): boolean {
  return fold.segments.length > (endsInZero(fold) ? 2 : 1)
}

/** True when the latest reading is a zero after real readings: a placeholder unless later readings grow from it. */
export function endsInZero(fold: RegisterFold): boolean {
  return fold.segments.length > 1 && isZero(fold.segments.at(-1))
}

/** Adds the next reading in time order. A decrease opens a segment, so that energy never shrinks (2.x J02.FR.16/17). */
export function addReading(fold: RegisterFold, reading: Reading): RegisterFold {
  const current = fold.segments.at(-1)
  if (current === undefined) return openSegment(fold, reading)
  if (isZero(current) && reading.wh > 0) return leaveZero(fold, reading)
  if (reading.wh >= current.lastWh) {
    const slipped = isKiloOf(current.lastWh, reading.wh, 10) && isSuspect(fold, reading, current.lastWh)
    return rise(slipped ? scaleUp(fold) : fold, reading)
  }
  // The unit changed from Wh to kWh: the figure fell by a factor of a thousand, and lost its last three digits.
  if (isKiloOf(reading.wh, current.lastWh, 100)) {
    const wh = Math.max(reading.wh * 1000, current.lastWh)
    return rise({ ...fold, unitSlipped: true }, { atMs: reading.atMs, wh })
  }
  return openSegment(fold, reading)
}

/** After a zero: the register began anew there, or the zero stood for "no reading" and is passed over. */
function leaveZero(fold: RegisterFold, reading: Reading): RegisterFold {
  const before = fold.segments.slice(0, -1)
  const previous = before.at(-1)
  if (previous && reading.wh >= previous.lastWh) return rise({ ...fold, segments: before, zeroSkipped: true }, reading)
  if (isSuspect(fold, reading, 0)) return openSegment({ ...fold, segments: before, zeroSkipped: true }, reading)
  return rise(fold, reading)
}

function openSegment(fold: RegisterFold, { atMs, wh }: Reading): RegisterFold {
  return { ...fold, segments: bounded([...fold.segments, { firstWh: wh, lastWh: wh }]), atMs }
}

/** Adds the second stretch to the first when there are too many: where the register began stays, and so does the energy. */
function bounded(segments: readonly RegisterSegment[]): readonly RegisterSegment[] {
  const [first, second, ...rest] = segments
  if (segments.length <= MOST_SEGMENTS || first === undefined || second === undefined) return segments
  return [{ firstWh: first.firstWh, lastWh: first.lastWh + second.lastWh - second.firstWh }, ...rest]
}

/** Lengthens the last segment up to the reading. */
function rise(fold: RegisterFold, reading: Reading): RegisterFold {
  const segments = fold.segments.slice()
  const current = segments.pop() ?? { firstWh: reading.wh, lastWh: reading.wh }
  const powerW = impliedPowerW(fold, reading, current.lastWh)
  segments.push({ firstWh: current.firstWh, lastWh: Math.max(reading.wh, current.lastWh) })
  const impossibleW = powerW > IMPOSSIBLE_POWER_W ? Math.max(powerW, fold.impossibleW ?? 0) : fold.impossibleW
  return { ...fold, segments, atMs: reading.atMs, impossibleW }
}

/** Reads all segments so far as kWh. */
function scaleUp(fold: RegisterFold): RegisterFold {
  const segments: RegisterSegment[] = fold.segments.map(({ firstWh, lastWh }) => ({
    firstWh: firstWh * 1000,
    lastWh: lastWh * 1000,
  }))
  return { ...fold, segments, unitSlipped: true }
}

function isSuspect(fold: RegisterFold, reading: Reading, fromWh: number): boolean {
  return reading.wh - fromWh > SUSPECT_ENERGY_WH || impliedPowerW(fold, reading, fromWh) > SUSPECT_POWER_W
}

/** Mean power of a rise since the last reading. Stations report registers up to a minute old, so less time than that counts as a minute. */
function impliedPowerW(fold: RegisterFold, reading: Reading, fromWh: number): number {
  const elapsedMs = Math.max(reading.atMs - (fold.atMs ?? reading.atMs), 60_000)
  return Math.round((Math.max(reading.wh - fromWh - SLACK_WH, 0) * 3_600_000) / elapsedMs)
}

/** Whether `wh` is what `kwh` would be in Wh, allowing for rounding and a session's growth. */
function isKiloOf(kwh: number, wh: number, atLeast: number): boolean {
  const scaled = kwh * 1000
  return kwh >= atLeast && wh >= scaled * 0.9 - 1000 && wh <= scaled * 1.1 + 1000
}

function isZero(segment: RegisterSegment | undefined): boolean {
  return segment?.firstWh === 0 && segment.lastWh === 0
}
