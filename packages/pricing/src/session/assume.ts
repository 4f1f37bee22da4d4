import { error, type Problem, type Result, succeed } from '../problem.ts'
import type { RecordedSession, SessionEvent } from './session.ts'

/** "From 20 to 80 %, 60 kWh battery, arriving 17:40": what a driver can say before charging. */
export interface Assumption {
  /** IANA name, of the location. */
  readonly timeZone: string
  readonly arrivalMs: number
  /** When the vehicle is unplugged. Absent: as soon as it has what it wants. */
  readonly departureMs?: number
  readonly batteryKwh: number
  /** State of charge in percent. */
  readonly fromPercent: number
  readonly toPercent: number
  /** The most that station, cable and vehicle can do together, in kW at the meter. */
  readonly powerKw: number
  /** Where the battery begins to take less, in percent; from there the power falls in a line to a tenth at 100 %. */
  readonly taperFromPercent?: number
  /** Share of the metered energy that does not reach the battery, in percent. */
  readonly lossPercent?: number
  /** Minutes of reservation before the arrival. */
  readonly reservedMinutes?: number
}

const STEP_S = 60
const POWER_AT_FULL = 0.1
/** A vehicle that needs longer is not described by an assumption. */
const LONGEST_S = 7 * 86_400

/**
 * The session as it would be recorded if it goes as assumed: a sample each minute, parking from full to departure. Priced
 * by the same function as every other, so the estimate is the final price when it does.
 */
export function assumeSession(assumption: Assumption): Result<RecordedSession> {
  const problems = problemsOf(assumption)
  if (problems.length > 0) return { ok: false, problems }
  const { arrivalMs, departureMs = Infinity, reservedMinutes, timeZone } = assumption
  const samples = chargeUntil(assumption, Math.min((departureMs - arrivalMs) / 1000, LONGEST_S))
  const at = (seconds: number) => arrivalMs + seconds * 1000
  const fullS = samples.at(-1)?.afterS ?? 0
  const endMs = Number.isFinite(departureMs) ? departureMs : at(fullS)
  const events: SessionEvent[] = [
    ...(reservedMinutes === undefined ? [] : reservation(arrivalMs, reservedMinutes)),
    { kind: 'started', atMs: arrivalMs },
    { kind: 'activity', atMs: arrivalMs, activity: 'charging' },
    ...samples.map(({ afterS, milliWh }) => meter(at(afterS), milliWh)),
    { kind: 'activity', atMs: at(fullS), activity: 'parked' },
    ...(endMs > at(fullS) ? [meter(endMs, samples.at(-1)?.milliWh ?? 0)] : []),
    { kind: 'ended', atMs: Math.max(endMs, at(fullS)) },
  ]
  return succeed({ kind: 'recorded', timeZone, events })
}

function meter(atMs: number, milliWh: number): SessionEvent {
  return { kind: 'meter', atMs, registerWh: milliWh / 1000 }
}

function reservation(arrivalMs: number, minutes: number): SessionEvent[] {
  return [
    { kind: 'reserved', atMs: arrivalMs - minutes * 60_000 },
    { kind: 'reservation-ended', atMs: arrivalMs, outcome: 'used' },
  ]
}

interface Reading {
  readonly afterS: number
  readonly milliWh: number
}

/** Readings until the battery has what it wants, or the time is over. Counted in whole mWs, so that nothing drifts. */
function chargeUntil(assumption: Assumption, stayS: number): Reading[] {
  const { batteryKwh, fromPercent, toPercent, lossPercent = 0 } = assumption
  const yieldShare = 1 - lossPercent / 100
  const percentMilliWs = batteryKwh * MILLI_WS_OF_PERCENT_KWH
  const wantedMilliWs = Math.round(((toPercent - fromPercent) * percentMilliWs) / yieldShare)
  const readings: Reading[] = [{ afterS: 0, milliWh: 0 }]
  let [afterS, milliWs] = [0, 0]
  while (afterS < stayS && milliWs < wantedMilliWs) {
    const percent = fromPercent + (milliWs * yieldShare) / percentMilliWs
    const powerMilliW = Math.max(1, Math.round(powerAt(assumption, percent) * MILLI_W_OF_KW))
    const neededS = Math.ceil((wantedMilliWs - milliWs) / powerMilliW)
    const stepS = Math.min(STEP_S, neededS, Math.ceil(stayS - afterS))
    afterS += stepS
    milliWs = Math.min(wantedMilliWs, milliWs + powerMilliW * stepS)
    readings.push({ afterS, milliWh: Math.floor(milliWs / 3600) })
  }
  return readings
}

const MILLI_WS_OF_PERCENT_KWH = 36_000_000
const MILLI_W_OF_KW = 1_000_000

function powerAt({ powerKw, taperFromPercent = 80 }: Assumption, percent: number): number {
  if (percent <= taperFromPercent || taperFromPercent >= 100) return powerKw
  const share = Math.min(1, (percent - taperFromPercent) / (100 - taperFromPercent))
  return powerKw * (1 - share * (1 - POWER_AT_FULL))
}

function problemsOf(one: Assumption): Problem[] {
  const { arrivalMs, departureMs = arrivalMs, lossPercent = 0, reservedMinutes = 0 } = one
  const check = (isGood: boolean, path: string, rule: string) => {
    return isGood ? [] : [error('offer.out-of-range', path, rule)]
  }
  const isPercent = (value: number) => value >= 0 && value <= 100
  return [
    ...(departureMs < arrivalMs
      ? [error('session.end-before-start', 'departureMs', 'the departure lies before the arrival')]
      : []),
    ...check(Number.isFinite(arrivalMs), 'arrivalMs', 'an instant is needed'),
    ...check(
      one.batteryKwh > 0 && one.batteryKwh <= 10_000,
      'batteryKwh',
      'a battery holds more than 0 kWh, at most 10,000',
    ),
    ...check(one.powerKw > 0 && one.powerKw <= 10_000, 'powerKw', 'the power is above 0 kW, at most 10,000'),
    ...check(isPercent(one.fromPercent), 'fromPercent', 'a state of charge lies between 0 and 100 percent'),
    ...check(isPercent(one.toPercent) && one.toPercent >= one.fromPercent, 'toPercent', 'it is not below fromPercent'),
    ...check(lossPercent >= 0 && lossPercent < 100, 'lossPercent', 'a loss lies between 0 and less than 100 percent'),
    ...check(reservedMinutes >= 0 && reservedMinutes <= 100_000, 'reservedMinutes', 'it is not below 0'),
  ]
}
