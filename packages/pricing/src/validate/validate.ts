import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { isCurrency } from '../money/currency.ts'
import { compare, difference, fractionOf, times } from '../money/fraction.ts'
import { chooseTariffs, type Tariffs } from '../price/price.ts'
import { error, isError, type Problem, warning } from '../problem.ts'
import { buildTimeline, zoneProblem } from '../session/build-timeline.ts'
import type { Session } from '../session/session.ts'
import { compileTariff } from '../tariff/compile.ts'
import type { PriceLimit, Tariff } from '../tariff/tariff.ts'
import { zoneOf } from '../time/zone.ts'
import { componentProblems } from './component-rules.ts'
import { elementProblems } from './element-rules.ts'

export interface ValidationContext {
  /** IANA name, of the location. Needed as soon as a restriction looks at the clock or the calendar. */
  readonly timeZone?: string
}

/** Everything that is wrong or odd about a tariff; an editor shows each problem beside its field. */
export function validateTariff(tariff: Tariff, { timeZone }: ValidationContext = {}): Problem[] {
  return [
    ...(isCurrency(tariff.currency) ? [] : [error('currency.unknown', 'currency', 'is no currency of ISO 4217')]),
    ...validityProblems(tariff),
    ...elementProblems(tariff),
    ...componentProblems(tariff),
    ...limitProblems(tariff),
    ...zoneProblems(tariff, timeZone),
  ]
}

/** The same for a tariff as OCPI JSON: what cannot be read, or else what does not make sense. */
export function validateOcpiTariff(json: unknown, context: ValidationContext = {}): readonly Problem[] {
  const read = readOcpiTariff(json)
  return read.ok ? validateTariff(read.value, context) : read.problems
}

/**
 * Tariffs of one connector together: each by itself, one currency, and no two of one type in force at the same time, for
 * which OCPI does not say which one applies (Connector.tariff_ids).
 */
export function validateTariffs(tariffs: readonly Tariff[], context: ValidationContext = {}): Problem[] {
  const [first] = tariffs
  const inTariff = (problem: Problem, at: number) => ({ ...problem, path: `tariffs[${at}].${problem.path}` })
  return tariffs.flatMap((tariff, at) => [
    ...validateTariff(tariff, context).map((problem) => inTariff(problem, at)),
    ...(tariff.currency === first?.currency ? [] : [mixedCurrency(tariff, first, at)]),
    ...tariffs.slice(0, at).flatMap((other) => (competes(other, tariff) ? [competing(other, tariff, at)] : [])),
  ])
}

/** What is wrong with a session, by itself and together with the tariffs it is to be priced by. */
export function validateSession(session: Session, tariffs?: Tariffs): readonly Problem[] {
  const timeline = buildTimeline(session)
  if (!timeline.ok) return timeline.problems
  if (tariffs === undefined) return []
  const chosen = chooseTariffs(tariffs, timeline.value)
  return chosen.ok ? [] : chosen.problems
}

/** Whether nothing forbids to use it: there may be warnings. */
export function isUsable(problems: readonly Problem[]): boolean {
  return !problems.some(isError)
}

function validityProblems({ validFromS, validToS }: Tariff): Problem[] {
  const isOver = validFromS !== undefined && validToS !== undefined && validToS <= validFromS
  return isOver ? [error('tariff.end-before-start', 'end_date_time', 'it ends before it starts')] : []
}

function limitProblems(tariff: Tariff): Problem[] {
  return [...crossedProblems(tariff), ...disagreement(tariff, 'min_price'), ...disagreement(tariff, 'max_price')]
}

/** Net and gross limits hold independently; where their ratio is no tax of the tariff, neither is that of the session. */
function disagreement(tariff: Tariff, name: 'min_price' | 'max_price'): Problem[] {
  const { net, gross } = (name === 'min_price' ? tariff.minPrice : tariff.maxPrice) ?? {}
  if (net === undefined || gross === undefined) return []
  const before = fractionOf(net)
  const agrees = compileTariff(tariff).candidates.some(({ taxRule }) => {
    const apart = difference(times(before, taxRule.factor), fractionOf(gross))
    return compare({ over: apart.over < 0n ? -apart.over : apart.over, under: apart.under }, TOLERANCE) <= 0
  })
  if (agrees) return []
  return [warning('tariff.limits-disagree', name, 'before and after taxes differ by no tax of the tariff')]
}

/** A hundredth, to which limits are rounded. */
const TOLERANCE = { over: 1n, under: 100n }

function crossedProblems({ minPrice, maxPrice }: Tariff): Problem[] {
  const isAbove = (kind: keyof PriceLimit) => {
    const [min, max] = [minPrice?.[kind], maxPrice?.[kind]]
    return min !== undefined && max !== undefined && min > max
  }
  if (!isAbove('net') && !isAbove('gross')) return []
  return [error('tariff.min-above-max', 'min_price', 'the lowest price of a session is above the highest')]
}

function zoneProblems(tariff: Tariff, timeZone: string | undefined): Problem[] {
  if (timeZone === undefined || timeZone === '') {
    const at = tariff.elements.findIndex(({ restrictions }) => restrictions !== undefined && usesClock(restrictions))
    if (at < 0) return []
    const sentence = 'it looks at the local clock or calendar, and the location has no time zone'
    return [error('time-zone.missing', `elements[${at}].restrictions`, sentence)]
  }
  return zoneOf(timeZone) === undefined ? [zoneProblem(timeZone)] : []
}

function usesClock(restrictions: NonNullable<Tariff['elements'][number]['restrictions']>): boolean {
  const { startTimeS, endTimeS, startDay, endDay, daysOfWeek } = restrictions
  return [startTimeS, endTimeS, startDay, endDay, daysOfWeek].some((bound) => bound !== undefined)
}

function mixedCurrency(tariff: Tariff, first: Tariff | undefined, at: number): Problem {
  const sentence = `is in ${tariff.currency}, the first one in ${first?.currency}`
  return error('currency.mixed', `tariffs[${at}].currency`, sentence)
}

function competing(other: Tariff, tariff: Tariff, at: number): Problem {
  const sentence = `${tariff.id} and ${other.id} are in force at the same time for the same kind of driver`
  return error('tariff.competes', `tariffs[${at}]`, sentence)
}

function competes(a: Tariff, b: Tariff): boolean {
  const isSameType = a.type === b.type || a.type === undefined || b.type === undefined
  const from = Math.max(a.validFromS ?? -Infinity, b.validFromS ?? -Infinity)
  return isSameType && from < Math.min(a.validToS ?? Infinity, b.validToS ?? Infinity)
}
