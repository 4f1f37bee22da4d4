import { decimal } from '../money/decimal.ts'
import { type Fraction, fractionOf, leastCommonMultiple, quotient, reduce } from '../money/fraction.ts'
import { DAYS_OF_WEEK } from '../time/local-clock.ts'
import { DAY_S } from '../time/zone.ts'
import type { Dimension, PriceComponent, ReservationRestriction, Restrictions, Tariff, Tax } from './tariff.ts'
import { applyTaxes, splitTaxes, type TaxRule, taxRuleOf } from './taxes.ts'

/** A component with the element it stands in, ready to be matched and priced. */
export interface Candidate {
  /** Number of this component in the tariff. */
  readonly slot: number
  readonly elementIndex: number
  readonly component: PriceComponent
  readonly restrictions: CompiledRestrictions | undefined
  /** What one mWh, one second, or one time costs. */
  readonly unit: UnitAmounts
  readonly taxRule: TaxRule
}

/** Exact amounts with the same denominator for the whole tariff, so that sums of lines are sums of whole numbers. */
export interface UnitAmounts {
  readonly net: Fraction
  readonly gross: Fraction
  readonly taxes: readonly UnitTax[]
}

export interface UnitTax {
  readonly tax: Tax
  readonly base: Fraction
  readonly amount: Fraction
}

/** Restrictions as comparisons of numbers: where there is no bound, an infinite one. */
export interface CompiledRestrictions {
  readonly reservation: ReservationRestriction | undefined
  /** Names of restrictions that are not judged. */
  readonly ignored: readonly string[]
  readonly minEnergyMilliWh: number
  readonly maxEnergyMilliWh: number
  readonly minDurationS: number
  readonly maxDurationS: number
  readonly isOfPower: boolean
  readonly minPowerMilliW: number
  readonly maxPowerMilliW: number
  readonly isOfCurrent: boolean
  readonly minCurrentMilliA: number
  readonly maxCurrentMilliA: number
  readonly isOfPlace: boolean
  readonly startTimeS: number
  readonly endTimeS: number
  readonly startDay: number
  readonly endDay: number
  /** Bit 0 is Monday. */
  readonly dayMask: number
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
  const units = withCommonDenominator(pairs.map(({ component }) => unitAmountsOf(tariff, component)))
  return pairs.flatMap((pair, slot) => {
    const unit = units[slot]
    return unit === undefined ? [] : [{ ...pair, slot, unit, taxRule: taxRuleOf(tariff, pair.component) }]
  })
}

function unitAmountsOf(tariff: Tariff, component: PriceComponent): UnitAmounts {
  const rule = taxRuleOf(tariff, component)
  const { net, gross } = applyTaxes(rule, unitPriceOf(component))
  return { net, gross, taxes: splitTaxes(rule, net) }
}

function withCommonDenominator(units: readonly UnitAmounts[]): UnitAmounts[] {
  const all = units.flatMap(({ net, gross, taxes }) => [net, gross, ...taxes.flatMap((one) => [one.base, one.amount])])
  const under = all.map((one) => reduce(one).under).reduce(leastCommonMultiple, 1n)
  const over = (one: Fraction) => ({ over: (one.over * under) / one.under, under })
  return units.map(({ net, gross, taxes }) => ({
    net: over(net),
    gross: over(gross),
    taxes: taxes.map(({ tax, base, amount }) => ({ tax, base: over(base), amount: over(amount) })),
  }))
}

function unitPriceOf({ dimension, price }: PriceComponent): Fraction {
  return reduce(quotient(fractionOf(price), fractionOf(decimal(UNITS[dimension]))))
}

function compileRestrictions(one: Restrictions): CompiledRestrictions {
  const days = one.daysOfWeek ?? DAYS_OF_WEEK
  return {
    reservation: one.reservation,
    ignored: Object.keys(one.otherFields ?? {}),
    minEnergyMilliWh: one.minEnergyMilliWh ?? -Infinity,
    maxEnergyMilliWh: one.maxEnergyMilliWh ?? Infinity,
    minDurationS: one.minDurationS ?? -Infinity,
    maxDurationS: one.maxDurationS ?? Infinity,
    isOfPower: one.minPowerMilliW !== undefined || one.maxPowerMilliW !== undefined,
    minPowerMilliW: one.minPowerMilliW ?? -Infinity,
    maxPowerMilliW: one.maxPowerMilliW ?? Infinity,
    isOfCurrent: one.minCurrentMilliA !== undefined || one.maxCurrentMilliA !== undefined,
    minCurrentMilliA: one.minCurrentMilliA ?? -Infinity,
    maxCurrentMilliA: one.maxCurrentMilliA ?? Infinity,
    isOfPlace: clockTimesOf(one).length > 0,
    startTimeS: one.startTimeS ?? 0,
    endTimeS: one.endTimeS ?? 0,
    startDay: one.startDay ?? -Infinity,
    endDay: one.endDay ?? Infinity,
    dayMask: days.reduce((mask, day) => mask | (1 << DAYS_OF_WEEK.indexOf(day)), 0),
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
