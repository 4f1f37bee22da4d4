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
function fits(one: CompiledRestrictions, moment: Moment): boolean {
  return (
    (!one.isOfPlace || (moment.clock !== undefined && fitsClock(one, moment.clock))) &&
    moment.energyMilliWh >= one.minEnergyMilliWh &&
    moment.energyMilliWh < one.maxEnergyMilliWh &&
    moment.durationS >= one.minDurationS &&
    moment.durationS < one.maxDurationS &&
    (!one.isOfPower || isKnownWithin(moment.powerMilliW, one.minPowerMilliW, one.maxPowerMilliW)) &&
    (!one.isOfCurrent || isKnownWithin(moment.currentMilliA, one.minCurrentMilliA, one.maxCurrentMilliA))
  )
}

/** Each part of the date and time is compared for itself: a window over midnight on FRIDAY ends with Friday. */
function fitsClock(one: CompiledRestrictions, { day, weekday, secondOfDay }: LocalClock): boolean {
  return (
    fitsWindow(secondOfDay, one.startTimeS, one.endTimeS) &&
    ((one.dayMask >> weekday) & 1) === 1 &&
    day >= one.startDay &&
    day < one.endDay
  )
}

/** A window that ends before it starts goes over midnight; one that ends when it starts is the whole day. */
function fitsWindow(secondOfDay: number, startS: number, endS: number): boolean {
  if (startS === endS) return true
  if (startS < endS) return secondOfDay >= startS && secondOfDay < endS
  return secondOfDay >= startS || secondOfDay < endS
}

function isKnownWithin(value: number | undefined, min: number, max: number): boolean {
  return value !== undefined && value >= min && value < max
}
