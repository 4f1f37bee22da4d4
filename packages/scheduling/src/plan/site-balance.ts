import type { ConsumerColumns, PlanContext } from './build-model.ts'
import type { ModelBuilder } from './linear-model.ts'
import { freePeakKw, peakPrice } from './peak.ts'
import { meansOf, slotHours } from './slots.ts'
import type { BatteryColumns } from './stationary-battery.ts'

/** Columns of what the whole site takes. */
export interface BalanceColumns {
  /** kW from and into the grid, by slot. */
  readonly fromGrid: readonly number[]
  readonly intoGrid: readonly number[]
  /** kW above what is free; left out without a demand charge. */
  readonly abovePeak?: PeakColumn
}

interface PeakColumn {
  readonly column: number
  readonly freeKw: number
  /** One row for each slot. */
  readonly rows: readonly number[]
}

/** The grid, the peak and the sun: what comes in is what goes out, in every slot. */
export function addSiteBalance(
  builder: ModelBuilder,
  context: PlanContext,
  consumers: readonly ConsumerColumns[],
  batteries: readonly BatteryColumns[],
): BalanceColumns {
  const { grid, buy, base, request } = context
  const hours = slotHours(grid)
  const sell = request.prices.sell === undefined ? undefined : meansOf(request.prices.sell, grid)
  const upper = Number.POSITIVE_INFINITY
  const fromGrid: number[] = []
  const intoGrid: number[] = []
  for (let slot = 0; slot < grid.count; slot++) {
    const h = hours[slot] ?? 0
    const price = buy[slot] ?? 0
    const sun = base.sun[slot] ?? 0
    // What is sold never earns more than the same costs to buy: buying to sell is no plan.
    const earned = Math.min(price, sell?.[slot] ?? 0)
    const from = builder.addColumn({ place: { group: 'from grid', slot }, cost: h * price, lower: 0, upper })
    const into = builder.addColumn({ place: { group: 'into grid', slot }, cost: -h * earned, lower: 0, upper })
    const unused = builder.addColumn({ place: { group: 'unused sun', slot }, cost: 0, lower: 0, upper: sun })
    const entries: [number, number][] = [[from, 1], [into, -1], [unused, -1], ...flowsAt(consumers, slot)]
    for (const { take, give } of batteries) entries.push([take[slot] ?? 0, -1], [give[slot] ?? 0, 1])
    const net = (base.load[slot] ?? 0) - sun
    builder.addRow({ group: 'balance', slot }, entries, net, net)
    fromGrid.push(from)
    intoGrid.push(into)
  }
  const abovePeak = addPeak(builder, context, fromGrid)
  return { fromGrid, intoGrid, ...(abovePeak === undefined ? {} : { abovePeak }) }
}

function flowsAt(consumers: readonly ConsumerColumns[], slot: number): [number, number][] {
  return consumers.flatMap(({ consumer, first, discharge }): [number, number][] => {
    const { firstSlot, endSlot, hours, load } = consumer
    // A consumer that is here for a part of the slot counts with its mean: energy is balanced, not power.
    if (slot < firstSlot || slot >= endSlot || !((hours[slot] ?? 0) > 0)) return []
    const given = discharge?.columns[slot]
    const taken: [number, number] = [first + slot - firstSlot, -load.kwPerA]
    return given === undefined ? [taken] : [taken, [given, load.kwPerA]]
  })
}

function addPeak(
  builder: ModelBuilder,
  { request, grid }: PlanContext,
  fromGrid: readonly number[],
): PeakColumn | undefined {
  const charge = request.demandCharge
  if (charge === undefined) return undefined
  const freeKw = freePeakKw(charge)
  const column = builder.addColumn({
    place: { group: 'peak', slot: 0 },
    cost: peakPrice(charge, grid.nowMs),
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
  })
  const rows = fromGrid.map((from, slot) =>
    builder.addRow(
      { group: 'peak', slot },
      [
        [from, 1],
        [column, -1],
      ],
      Number.NEGATIVE_INFINITY,
      freeKw,
    ),
  )
  return { column, freeKw, rows }
}
