import { error, fail, type Problem, type Result, succeed } from '../problem.ts'
import { buildTimeline } from '../session/build-timeline.ts'
import type { Note } from '../session/note.ts'
import type { Session } from '../session/session.ts'
import type { Slice, Timeline } from '../session/timeline.ts'
import { type CompiledTariff, compileTariff } from '../tariff/compile.ts'
import type { Tariff } from '../tariff/tariff.ts'
import { type Amounts, type Pair, sumPairs } from './amounts.ts'
import { type Charges, collectCharges, type Volumes } from './charges.ts'
import { componentLines, type RawLine } from './component-lines.ts'
import { applyLimits, type LimitAdjustment } from './limits.ts'
import type { Category, PriceLine } from './line.ts'
import { type StepExcess, stepExcesses } from './steps.ts'
import { type TaxTotal, taxTotals } from './tax-totals.ts'
import { amountsOf, categoryTotals, roundParts, roundTotal } from './totals.ts'
import { walk } from './walk.ts'

/** What a session costs, and why. */
export interface Price<Currency extends string = string> {
  readonly currency: Currency
  /** In the order of a receipt. Exactly, and rounded, they add up to the total. */
  readonly lines: readonly PriceLine<Currency>[]
  readonly total: Amounts<Currency>
  readonly totals: Readonly<Record<Category, Amounts<Currency>>>
  readonly taxes: readonly TaxTotal<Currency>[]
  /** What was measured: mWh and seconds. */
  readonly measured: Quantities
  /** What is billed: of that, what has a price, rounded up to the steps. */
  readonly billed: Quantities
  readonly notes: readonly Note[]
}

export interface Quantities {
  readonly energyMilliWh: number
  readonly chargingS: number
  readonly parkingS: number
  readonly reservationS: number
}

/** One tariff, or several of which the session names the one in force; the first is in force until it does. */
export type Tariffs<Currency extends string = string> = Tariff<Currency> | readonly Tariff<Currency>[]

/**
 * Prices a session: recorded, running, imported or assumed. Exact until the total, which is rounded once to the smallest
 * unit of the currency. The rules, and what was decided where the standard is silent, are in docs/pricing.md. Fails with
 * problems when the session contradicts itself, or tariffs and session do not go together.
 */
export function price<Currency extends string>(tariffs: Tariffs<Currency>, session: Session): Result<Price<Currency>> {
  const timeline = buildTimeline(session)
  if (!timeline.ok) return timeline
  const chosen = chooseTariffs(tariffs, timeline.value)
  return chosen.ok ? succeed(priceTimeline(chosen.value, timeline.value)) : chosen
}

/** The tariff of each slice, and what was odd in finding it. */
export interface ChosenTariffs<Currency extends string = string> {
  readonly currency: Currency
  readonly first: CompiledTariff
  readonly of: (slice: Slice) => CompiledTariff
  readonly notes: readonly Note[]
}

export function chooseTariffs<Currency extends string>(
  tariffs: Tariffs<Currency>,
  timeline: Timeline,
): Result<ChosenTariffs<Currency>> {
  const all: readonly Tariff<Currency>[] = isList(tariffs) ? tariffs : [tariffs]
  const [first] = all
  if (first === undefined) return fail(error('session.tariff-missing', 'tariffs', 'there is no tariff'))
  const stated = [...new Set(timeline.slices.flatMap(({ tariffId }) => tariffId ?? []))]
  const missing = stated.filter((id) => all.every((tariff) => tariff.id !== id))
  const problems = [...currencyProblems(all, timeline), ...(all.length === 1 ? [] : missing.map(missingProblem))]
  if (problems.length > 0) return fail(...problems)
  const byId = new Map(all.map((tariff) => [tariff.id, compileTariff(tariff)]))
  const compiled = compileTariff(first)
  return succeed({
    currency: first.currency,
    first: compiled,
    of: ({ tariffId }) => (tariffId === undefined ? compiled : (byId.get(tariffId) ?? compiled)),
    notes: missing.map((id) => ({ kind: 'other-tariff-id', stated: id, used: first.id })),
  })
}

function isList<Currency extends string>(tariffs: Tariffs<Currency>): tariffs is readonly Tariff<Currency>[] {
  return Array.isArray(tariffs)
}

function missingProblem(id: string): Problem {
  return error(
    'session.tariff-missing',
    'tariffs',
    `the session names the tariff ${JSON.stringify(id)}, which is not given`,
  )
}

function currencyProblems(tariffs: readonly Tariff[], { currency }: Timeline): Problem[] {
  const wanted = currency ?? tariffs[0]?.currency
  return tariffs
    .filter((tariff) => tariff.currency !== wanted)
    .map((tariff) =>
      error('currency.mixed', 'currency', `tariff ${tariff.id} is in ${tariff.currency}, not in ${wanted}`),
    )
}

function priceTimeline<Currency extends string>(chosen: ChosenTariffs<Currency>, timeline: Timeline): Price<Currency> {
  const { add, collected } = collectCharges()
  const walkNotes = walk(timeline, chosen.of, add)
  const excesses = stepExcesses(collected)
  const raw = componentLines(collected.charges, excesses)
  const sum = sumPairs(raw.map(({ pair }) => pair))
  const last = collected.spans.at(-1) ?? chosen.first
  const { adjustments, notes } = applyLimits(last, sum, timeline.sessionStartS !== undefined)
  return {
    ...present(chosen.currency, last.tariff.id, raw, adjustments),
    measured: quantities(collected.measured, collected.measured.reservationS),
    billed: billedOf(collected, excesses),
    notes: [
      ...[...timeline.notes, ...chosen.notes, ...validityNotes(collected.spans[0], timeline), ...walkNotes, ...notes],
      ...[...unpricedNotes(collected.unpriced), ...ignoredNotes(collected), ...taxNotes(raw)],
    ],
  }
}

/** Gives exact lines a currency and their share of the rounded total. */
function present<Currency extends string>(
  currency: Currency,
  tariffId: string,
  raw: readonly RawLine[],
  adjustments: readonly LimitAdjustment[],
): Pick<Price<Currency>, 'currency' | 'lines' | 'total' | 'totals' | 'taxes'> {
  const pairs: Pair[] = [...raw, ...adjustments].map(({ pair }) => pair)
  const sum = sumPairs(pairs)
  const rounded = roundTotal(currency, sum)
  const shares = roundParts(currency, rounded, pairs)
  const amounts = pairs.map((pair, at) => amountsOf(currency, pair, shares[at] ?? rounded))
  const descriptions = [...raw.map(({ line }) => line), ...adjustments.map((one) => limitLine(tariffId, one))]
  const lines = amounts.flatMap((amount, at): PriceLine<Currency>[] => {
    const line = descriptions[at]
    return line === undefined ? [] : [{ ...line, ...amount }]
  })
  const parts = lines.map(({ category, net, gross, rounded }) => {
    return { category, pair: { net: net.amount, gross: gross.amount }, rounded }
  })
  return {
    currency,
    lines,
    total: amountsOf(currency, sum, rounded),
    totals: categoryTotals(currency, parts),
    taxes: taxTotals(currency, raw, sum, rounded.tax),
  }
}

function limitLine(tariffId: string, { limit }: LimitAdjustment) {
  const reason = limit === 'min' ? ({ kind: 'min-price' } as const) : ({ kind: 'max-price' } as const)
  return { category: 'limit' as const, tariffId, reason }
}

function billedOf({ charges }: Charges, excesses: readonly StepExcess[]): Quantities {
  const parts = [
    ...charges.map((charge) => ({ charge, quantity: charge.quantity })),
    ...excesses.map(({ charge, excess }) => ({ charge, quantity: excess })),
  ]
  const totalOf = (context: 'session' | 'reservation', dimension: keyof Volumes) =>
    parts
      .filter(({ charge }) => charge.context === context && charge.candidate.component.dimension === dimension)
      .reduce((all, { quantity }) => all + quantity, 0)
  const volumes = {
    ENERGY: totalOf('session', 'ENERGY'),
    TIME: totalOf('session', 'TIME'),
    PARKING_TIME: totalOf('session', 'PARKING_TIME'),
  }
  return quantities(volumes, totalOf('reservation', 'TIME'))
}

function quantities(volumes: Volumes, reservationS: number): Quantities {
  const { ENERGY, TIME, PARKING_TIME } = volumes
  return { energyMilliWh: ENERGY, chargingS: TIME, parkingS: PARKING_TIME, reservationS }
}

function unpricedNotes(unpriced: Volumes): Note[] {
  const dimensions = ['ENERGY', 'TIME', 'PARKING_TIME'] as const
  return dimensions
    .filter((dimension) => unpriced[dimension] > 0)
    .map((dimension) => ({ kind: 'unpriced', dimension, quantity: unpriced[dimension] }))
}

function ignoredNotes({ charges }: Charges): Note[] {
  const concerned = charges.map(({ candidate }) => candidate).filter(({ restrictions }) => restrictions?.ignored.length)
  const byElement = new Map(
    concerned.map(({ elementIndex, restrictions }) => [elementIndex, restrictions?.ignored ?? []]),
  )
  return [...byElement].map(([elementIndex, names]) => ({ kind: 'restriction-ignored', elementIndex, names }))
}

/** A session keeps the tariff it began with, so only its start is looked at. */
function validityNotes(first: CompiledTariff | undefined, { sessionStartS, reservationStartS }: Timeline): Note[] {
  const startS = reservationStartS ?? sessionStartS
  if (first === undefined || startS === undefined) return []
  const { id, validFromS = -Infinity, validToS = Infinity } = first.tariff
  return startS >= validFromS && startS < validToS ? [] : [{ kind: 'outside-validity', tariffId: id, startS }]
}

function taxNotes(raw: readonly RawLine[]): Note[] {
  return raw.some(({ candidate, pair }) => !candidate.taxRule.isKnown && pair.net.over !== 0n)
    ? [{ kind: 'taxes-unknown' }]
    : []
}
