import { error, fail, type Problem, type Result, succeed } from '../problem.ts'
import { isInstant } from '../time/instant.ts'
import type { Zone } from '../time/zone.ts'
import type { Note } from './note.ts'
import { powerOf } from './recorded-slices.ts'
import type { PeriodSession, SessionPeriod } from './session.ts'
import type { Slice, Timeline } from './timeline.ts'

/** mWh or seconds; with it all sums stay whole numbers. */
const LARGEST_VOLUME = 1e13

/** A period with its end, which is the next one's start. */
interface Bounded extends SessionPeriod {
  readonly fromS: number
  readonly toS: number
}

/** The periods of a CDR as they are: their author has cut them, so each is priced by what is true at its start. */
export function timelineOfPeriods(session: PeriodSession, zone: Zone): Result<Timeline> {
  const problems = problemsOf(session)
  if (problems.length > 0) return fail(...problems)
  const periods = bounded(session)
  const reserved = periods.filter(({ reservationS }) => reservationS > 0)
  const charged = periods.filter(isOfSession)
  const sessionStartS = charged[0]?.fromS
  return succeed({
    zone,
    slices: [...reserved.map(reservationSlice), ...charged.map(sessionSlice)],
    sessionStartS,
    reservationStartS: reserved[0]?.fromS,
    isReservationExpired: session.isReservationExpired,
    currency: session.currency,
    notes: notesOf(session, periods),
  })
}

function isOfSession({ reservationS, chargingS, parkingS, energyMilliWh }: SessionPeriod): boolean {
  return reservationS === 0 || chargingS > 0 || parkingS > 0 || energyMilliWh > 0
}

function bounded({ periods, endMs }: PeriodSession): Bounded[] {
  const sorted = periods.toSorted((a, b) => a.startMs - b.startMs)
  return sorted.map((period, at) => {
    const fromS = Math.floor(period.startMs / 1000)
    return { ...period, fromS, toS: Math.max(Math.floor((sorted[at + 1]?.startMs ?? endMs) / 1000), fromS) }
  })
}

function sessionSlice(period: Bounded): Slice {
  return { ...sliceOf(period), context: 'session', reservationS: 0 }
}

function reservationSlice(period: Bounded): Slice {
  return { ...sliceOf(period), context: 'reservation', chargingS: 0, parkingS: 0, energyMilliWh: 0 }
}

function sliceOf(period: Bounded): Slice {
  const { fromS, toS, energyMilliWh, chargingS, parkingS, reservationS, tariffId } = period
  const isIdle = chargingS === 0 && energyMilliWh === 0
  const meanMilliW = isIdle ? 0 : powerOf(energyMilliWh, chargingS > 0 ? chargingS : toS - fromS)
  // Without an ENERGY dimension beside TIME, a mean of 0 would be an invention.
  const knownMilliW = chargingS > 0 && energyMilliWh === 0 ? undefined : meanMilliW
  return {
    context: 'session',
    ...{ fromS, toS, energyMilliWh, chargingS, parkingS, reservationS, tariffId },
    powerMilliW: within(knownMilliW, period.minPowerMilliW, period.maxPowerMilliW),
    currentMilliA: within(isIdle ? 0 : undefined, period.minCurrentMilliA, period.maxCurrentMilliA),
    isWhole: true,
  }
}

/** The mean, held between the stated extremes; without a mean the higher extreme. */
function within(mean: number | undefined, min: number | undefined, max: number | undefined): number | undefined {
  if (mean === undefined) return max ?? min
  return Math.min(Math.max(mean, min ?? mean), max ?? Infinity)
}

function problemsOf(session: PeriodSession): Problem[] {
  const { startMs, endMs, periods } = session
  const unreadable = [startMs, endMs, ...periods.map((period) => period.startMs)].some((ms) => !isInstant(ms))
  if (unreadable) return [error('json.time', 'charging_periods', 'an instant is not between 1970 and 9999')]
  const isBackwards = endMs < startMs || periods.some((period) => period.startMs > endMs)
  return [
    ...(isBackwards ? [error('session.end-before-start', 'end_date_time', 'the session ends before it starts')] : []),
    ...(periods.length === 0 ? [error('session.no-start', 'charging_periods', 'there is no period to price')] : []),
    ...periods.flatMap(volumeProblems),
  ]
}

function volumeProblems(period: SessionPeriod, at: number): Problem[] {
  const volumes = [period.energyMilliWh, period.chargingS, period.parkingS, period.reservationS]
  const path = `charging_periods[${at}].dimensions`
  if (volumes.some((volume) => volume > LARGEST_VOLUME)) {
    return [error('session.too-large', path, 'more than 10 GWh or 300,000 years is no charging session')]
  }
  if (volumes.every((volume) => volume >= 0)) return []
  return [error('session.negative-volume', path, 'a volume is below zero; energy fed back needs a contract of its own')]
}

function notesOf(session: PeriodSession, periods: readonly Bounded[]): Note[] {
  const isSorted = session.periods.every(
    (period, at) => period.startMs >= (session.periods[at - 1]?.startMs ?? -Infinity),
  )
  const [statedS, periodS] = [Math.floor(session.startMs / 1000), periods[0]?.fromS]
  return [
    ...(isSorted ? [] : [{ kind: 'periods-sorted' as const }]),
    ...(periodS === undefined || periodS === statedS ? [] : [{ kind: 'start-differs' as const, statedS, periodS }]),
  ]
}
