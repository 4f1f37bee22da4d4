import type { Candidate, CompiledRestrictions } from '../tariff/compile.ts'
import type { LocalClock } from '../time/local-clock.ts'

/** What is true at one moment of a session. */
export interface Moment {
  /** Undefined when no restriction of the tariff looks at it. */
  readonly clock: LocalClock | undefined
  /** Energy charged before. */
  readonly energyMilliWh: number
  /** Since the start of the session or the reservation. */
  readonly durationS: number
  /** Undefined when nobody knows: then an element that asks for it does not fit. */
  readonly powerMilliW: number | undefined
  readonly currentMilliA: number | undefined
}

/** The first component whose element fits the moment (OCPI mod_tariffs, TariffElement): the order of the tariff decides. */
export function firstMatch(candidates: readonly Candidate[], moment: Moment): Candidate | undefined {
  for (const candidate of candidates) {
    if (candidate.restrictions === undefined || fits(candidate.restrictions, moment)) return candidate
  }
  return undefined
}

/** Whether all restrictions hold. Minima are inclusive, maxima exclusive (TariffRestrictions). */
export function fits(one: CompiledRestrictions, moment: Moment): boolean {
  return (
    isWithin(moment.energyMilliWh, one.minEnergyMilliWh, one.maxEnergyMilliWh) &&
    isWithin(moment.durationS, one.minDurationS, one.maxDurationS) &&
    (!one.isOfPower || isKnownWithin(moment.powerMilliW, one.minPowerMilliW, one.maxPowerMilliW)) &&
    (!one.isOfCurrent || isKnownWithin(moment.currentMilliA, one.minCurrentMilliA, one.maxCurrentMilliA)) &&
    (!one.isOfPlace || (moment.clock !== undefined && fitsClock(one, moment.clock)))
  )
}

/** Each part of the date and time is compared for itself: a window over midnight on FRIDAY ends with Friday. */
function fitsClock(one: CompiledRestrictions, { day, weekday, secondOfDay }: LocalClock): boolean {
  return (
    isWithin(day, one.startDay, one.endDay) &&
    ((one.dayMask >> weekday) & 1) === 1 &&
    fitsWindow(secondOfDay, one.startTimeS ?? 0, one.endTimeS ?? 0)
  )
}

/** A window that ends before it starts goes over midnight; one that ends when it starts is the whole day. */
function fitsWindow(secondOfDay: number, startS: number, endS: number): boolean {
  if (startS === endS) return true
  if (startS < endS) return secondOfDay >= startS && secondOfDay < endS
  return secondOfDay >= startS || secondOfDay < endS
}

function isWithin(value: number, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || value >= min) && (max === undefined || value < max)
}

function isKnownWithin(value: number | undefined, min: number | undefined, max: number | undefined): boolean {
  return value !== undefined && isWithin(value, min, max)
}
