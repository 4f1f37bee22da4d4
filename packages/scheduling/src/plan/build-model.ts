import type { Load } from '../site/compile.ts'
import type { Consumer } from './consumer.ts'
import { createModelBuilder, type LinearModel, type ModelBuilder, type Place } from './linear-model.ts'
import { limitOfCut, type Network } from './network.ts'
import type { PlanRequest } from './request.ts'
import { addSiteBalance, type BalanceColumns } from './site-balance.ts'
import type { SlotGrid } from './slots.ts'
import { addBattery, type BatteryColumns, type PlannedBattery } from './stationary-battery.ts'
import { addDischarge, type DischargeColumns } from './vehicle-discharge.ts'

/** What all parts of a plan share. */
export interface PlanContext {
  readonly request: PlanRequest
  readonly grid: SlotGrid
  readonly network: Network
  readonly limits: readonly Float64Array[]
  readonly tight: readonly ReadonlySet<number>[]
  /** Per kWh, by slot. */
  readonly buy: Float64Array
  /** Unmanaged load and expected sun of the site, kW by slot. */
  readonly base: { readonly load: Float64Array; readonly sun: Float64Array }
  readonly batteries: readonly PlannedBattery[]
}

/** Where a consumer's columns are. */
export interface ConsumerColumns {
  readonly consumer: Consumer
  /** Amperes of the first slot; one column for each further slot of its window. */
  readonly first: number
  /** kWh of each part of its need. */
  readonly parts: readonly number[]
  readonly discharge?: DischargeColumns
}

/** A row that keeps a limit of the site in a slot. */
export interface LimitRow {
  readonly row: number
  readonly cut: number
  readonly slot: number
}

export interface PlanModel {
  readonly model: LinearModel
  readonly consumers: readonly ConsumerColumns[]
  readonly batteries: readonly BatteryColumns[]
  readonly limitRows: readonly LimitRow[]
  readonly balance?: BalanceColumns
}

/** Price of waiting until the end of the horizon, as a share of the highest price: settles what costs the same. */
const PATIENCE = 1e-3
/** The same where energy costs nothing at all, as a share of its worth. */
const PATIENCE_WITHOUT_PRICE = 1e-4
/** Loads that appear in more rows than this are summed once in a column of their own. */
const MANY_ROWS = 4

/** Whether all consumers of the site hang together by more than their limits. */
export function isCoupled({ request, batteries }: Pick<PlanContext, 'request' | 'batteries'>): boolean {
  return (
    request.demandCharge !== undefined ||
    batteries.length > 0 ||
    (request.compiled.site.solar?.length ?? 0) > 0 ||
    request.vehicles.some(({ vehicle }) => vehicle.discharge !== undefined)
  )
}

/** The linear program of consumers that are planned together. Always has a solution: needs may stay unmet. */
export function buildModel(context: PlanContext, consumers: readonly Consumer[]): PlanModel {
  const builder = createModelBuilder()
  const isBalanced = isCoupled(context)
  const columns = consumers.map((consumer) => addConsumer(builder, context, consumer, isBalanced))
  const batteries = context.batteries.map((battery) => addBattery(builder, context, battery))
  const limitRows = addLimits(builder, context, flowsOf(columns, batteries, context.grid))
  const balance = isBalanced ? addSiteBalance(builder, context, columns, batteries) : undefined
  const model = builder.build()
  return { model, consumers: columns, batteries, limitRows, ...(balance === undefined ? {} : { balance }) }
}

function addConsumer(
  builder: ModelBuilder,
  { request, grid, buy }: PlanContext,
  consumer: Consumer,
  isBalanced: boolean,
): ConsumerColumns {
  const { id, load, maxA, firstSlot, endSlot, hours, risk } = consumer
  const worth = request.values.unservedPerKwh
  const highest = buy.reduce((most, price) => Math.max(most, Math.abs(price)), 0)
  const patience = highest > 0 ? PATIENCE * highest : PATIENCE_WITHOUT_PRICE * worth
  const inEntries: [number, number][] = []
  let first = 0
  for (let slot = firstSlot; slot < endSlot; slot++) {
    const kwh = load.kwPerA * (hours[slot] ?? 0)
    const waiting = patience * (slot / grid.count) + worth * (risk[slot] ?? 0)
    const price = isBalanced ? 0 : (buy[slot] ?? 0)
    const column = builder.addColumn({
      place: { group: `in ${id}`, slot },
      cost: kwh * (price + waiting),
      lower: 0,
      upper: maxA,
    })
    if (slot === firstSlot) first = column
    inEntries.push([column, kwh])
  }
  const parts = consumer.parts.map(({ kwh, worthPerKwh }, slot) =>
    builder.addColumn({ place: { group: `part ${id}`, slot }, cost: -worthPerKwh, lower: 0, upper: kwh }),
  )
  const discharge = addDischarge(builder, { request, grid, buy }, consumer, first)
  const out = (discharge?.columns ?? []).map((column, slot): [number, number] => [
    column,
    -load.kwPerA * (hours[slot] ?? 0),
  ])
  const partEntries = parts.map((column): [number, number] => [column, -1])
  builder.addRow({ group: `need ${id}`, slot: 0 }, [...inEntries, ...out, ...partEntries], 0, 0)
  return { consumer, first, parts, ...(discharge === undefined ? {} : { discharge }) }
}

/** What a load takes or gives in a slot, and in which column. */
interface Flow {
  readonly load: Load
  readonly column: number
}

interface SlotFlows {
  readonly taken: readonly Flow[]
  readonly given: readonly Flow[]
}

function flowsOf(
  consumers: readonly ConsumerColumns[],
  batteries: readonly BatteryColumns[],
  grid: SlotGrid,
): readonly SlotFlows[] {
  return Array.from({ length: grid.count }, (_, slot) => {
    const taken: Flow[] = []
    const given: Flow[] = []
    for (const { consumer, first, discharge } of consumers) {
      const { load, firstSlot, endSlot, hours } = consumer
      if (slot >= firstSlot && slot < endSlot && (hours[slot] ?? 0) > 0)
        taken.push({ load, column: first + slot - firstSlot })
      const out = discharge?.columns[slot]
      if (out !== undefined) given.push({ load, column: out })
    }
    for (const { planned, take, give } of batteries) {
      taken.push({ load: planned.load, column: take[slot] ?? 0 })
      given.push({ load: planned.load, column: give[slot] ?? 0 })
    }
    return { taken, given }
  })
}

/**
 * Rows for every limit that could be exceeded: by what is taken, and apart from it by what is given back, because
 * whoever gives may stop while others go on taking.
 */
function addLimits(builder: ModelBuilder, context: PlanContext, slots: readonly SlotFlows[]): readonly LimitRow[] {
  return slots.flatMap(({ taken, given }, slot) => [
    ...addSlotLimits(builder, context, { slot, name: 'in', flows: taken }),
    ...addSlotLimits(builder, context, { slot, name: 'out', flows: given }),
  ])
}

function addSlotLimits(
  builder: ModelBuilder,
  { network, limits, tight }: PlanContext,
  { slot, name, flows }: { readonly slot: number; readonly name: 'in' | 'out'; readonly flows: readonly Flow[] },
): readonly LimitRow[] {
  const byCut = new Map<number, [number, number][]>()
  const alike = Map.groupBy(flows, ({ load }) => network.sharesOf(load))
  let kind = 0
  for (const [shares, members] of alike) {
    kind += 1
    const relevant = shares.filter(({ cut }) => tight[slot]?.has(cut))
    const columns = members.map(({ column }) => column)
    const isSummed = relevant.length > MANY_ROWS && members.length > 1
    const summed = isSummed ? [addSum(builder, { group: `${name} ${kind}`, slot }, columns)] : columns
    for (const { cut, factor } of relevant) {
      const list = byCut.get(cut) ?? []
      byCut.set(cut, list)
      for (const column of summed) list.push([column, factor])
    }
  }
  return [...byCut].map(([cut, entries]): LimitRow => {
    const limit = limitOfCut(network, limits[slot] ?? new Float64Array(), cut)
    const row = builder.addRow({ group: `${name} cut ${cut}`, slot }, entries, Number.NEGATIVE_INFINITY, limit)
    return { row, cut, slot }
  })
}

function addSum(builder: ModelBuilder, place: Place, columns: readonly number[]): number {
  const sum = builder.addColumn({ place, cost: 0, lower: 0, upper: Number.POSITIVE_INFINITY })
  const entries = columns.map((column): [number, number] => [column, 1])
  builder.addRow(place, [...entries, [sum, -1]], 0, 0)
  return sum
}
