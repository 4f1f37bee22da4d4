import { decimal } from '../money/decimal.ts'
import { type Fraction, fractionOf, quotient, reduce } from '../money/fraction.ts'
import { DAYS_OF_WEEK } from '../time/local-clock.ts'
import { DAY_S } from '../time/zone.ts'
import type { Dimension, PriceComponent, ReservationRestriction, Restrictions, Tariff } from './tariff.ts'
import { type TaxRule, taxRuleOf } from './taxes.ts'

/** A component with the element it stands in, ready to be matched and priced. */
export interface Candidate {
  /** Number of this component in the tariff. */
  readonly slot: number
  readonly elementIndex: number
  readonly component: PriceComponent
  readonly restrictions: CompiledRestrictions | undefined
  /** Price of one mWh, one second, or one time. */
  readonly unitPrice: Fraction
  readonly taxRule: TaxRule
}

export interface CompiledRestrictions extends Restrictions {
  /** Bit 0 is Monday. */
  readonly dayMask: number
  readonly isOfPlace: boolean
  readonly isOfPower: boolean
  readonly isOfCurrent: boolean
}

/** A tariff as the engine walks it: per dimension the components in order, and where anything can change. */
export interface CompiledTariff {
  readonly tariff: Tariff
  readonly candidates: readonly Candidate[]
  readonly session: Readonly<Record<Dimension, readonly Candidate[]>>
  readonly reservation: Readonly<Record<ReservationRestriction, Readonly<Record<Dimension, readonly Candidate[]>>>>
  /** Seconds since midnight at which a restriction may change; empty when none looks at the clock on the wall. */
  readonly clockTimesS: readonly number[]
  /** mWh, rising. */
  readonly energyThresholds: readonly number[]
  /** Seconds, rising. */
  readonly durationThresholds: readonly number[]
  /** Whether any restriction looks at it. */
  readonly usesPower: boolean
  readonly usesCurrent: boolean
}

const compiled = new WeakMap<Tariff, CompiledTariff>()

/** What a unit of each dimension's price is made of: a kWh of mWh, an hour of seconds. */
const UNITS: Readonly<Record<Dimension, string>> = { ENERGY: '1000000', TIME: '3600', PARKING_TIME: '3600', FLAT: '1' }

/** Prepares a tariff. Remembered as long as the tariff lives. */
export function compileTariff(tariff: Tariff): CompiledTariff {
  const known = compiled.get(tariff)
  if (known !== undefined) return known
  const made = compile(tariff)
  compiled.set(tariff, made)
  return made
}

function compile(tariff: Tariff): CompiledTariff {
  const candidates = candidatesOf(tariff)
  const all = tariff.elements.flatMap(({ restrictions }) => (restrictions === undefined ? [] : [restrictions]))
  const inSession = candidates.filter(({ restrictions }) => restrictions?.reservation === undefined)
  const reserved = (kind: ReservationRestriction) =>
    byDimension(candidates.filter(({ restrictions }) => restrictions?.reservation === kind))
  return {
    tariff,
    candidates,
    session: byDimension(inSession),
    reservation: { RESERVATION: reserved('RESERVATION'), RESERVATION_EXPIRES: reserved('RESERVATION_EXPIRES') },
    clockTimesS: rising(all.flatMap(clockTimesOf)),
    energyThresholds: rising(all.flatMap((one) => [one.minEnergyMilliWh, one.maxEnergyMilliWh])),
    durationThresholds: rising(all.flatMap((one) => [one.minDurationS, one.maxDurationS])),
    usesPower: candidates.some(({ restrictions }) => restrictions?.isOfPower),
    usesCurrent: candidates.some(({ restrictions }) => restrictions?.isOfCurrent),
  }
}

function candidatesOf(tariff: Tariff): Candidate[] {
  const pairs = tariff.elements.flatMap((element, elementIndex) => {
    const restrictions = element.restrictions && compileRestrictions(element.restrictions)
    return element.components.map((component) => ({ elementIndex, component, restrictions }))
  })
  return pairs.map((pair, slot) => ({
    ...pair,
    slot,
    unitPrice: unitPriceOf(pair.component),
    taxRule: taxRuleOf(tariff, pair.component),
  }))
}

function unitPriceOf({ dimension, price }: PriceComponent): Fraction {
  return reduce(quotient(fractionOf(price), fractionOf(decimal(UNITS[dimension]))))
}

function compileRestrictions(restrictions: Restrictions): CompiledRestrictions {
  const days = restrictions.daysOfWeek ?? DAYS_OF_WEEK
  return {
    ...restrictions,
    dayMask: days.reduce((mask, day) => mask | (1 << DAYS_OF_WEEK.indexOf(day)), 0),
    isOfPlace: clockTimesOf(restrictions).length > 0,
    isOfPower: restrictions.minPowerMilliW !== undefined || restrictions.maxPowerMilliW !== undefined,
    isOfCurrent: restrictions.minCurrentMilliA !== undefined || restrictions.maxCurrentMilliA !== undefined,
  }
}

function clockTimesOf({ startTimeS, endTimeS, startDay, endDay, daysOfWeek }: Restrictions): number[] {
  const isOfDay = startDay !== undefined || endDay !== undefined || daysOfWeek !== undefined
  const hasWindow = startTimeS !== undefined || endTimeS !== undefined
  return [
    ...(isOfDay || hasWindow ? [0] : []),
    ...(startTimeS === undefined ? [] : [startTimeS]),
    ...(endTimeS === undefined ? [] : [endTimeS % DAY_S]),
  ]
}

function byDimension(candidates: readonly Candidate[]): Record<Dimension, Candidate[]> {
  const of = (dimension: Dimension) => candidates.filter(({ component }) => component.dimension === dimension)
  return { ENERGY: of('ENERGY'), TIME: of('TIME'), PARKING_TIME: of('PARKING_TIME'), FLAT: of('FLAT') }
}

function rising(values: readonly (number | undefined)[]): number[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort((a, b) => a - b)
}
