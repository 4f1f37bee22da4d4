import type { PlanContext } from './build-model.ts'
import type { Consumer } from './consumer.ts'
import type { ModelBuilder } from './linear-model.ts'
import type { Values } from './request.ts'

/** A cycle within one slot pays when energy is cheaper than this; the program then needs whole numbers to forbid it. */
export function cyclePaysBelow(wearPerKwh: number, efficiency: number): number {
  const roundTrip = efficiency * efficiency
  return roundTrip >= 1 ? Number.NEGATIVE_INFINITY : (-wearPerKwh * roundTrip) / (1 - roundTrip)
}

export function wearOf({ wearPerKwh, unservedPerKwh }: Values): number {
  return wearPerKwh ?? 0.1 * unservedPerKwh
}

/** Most whole-number columns of a plan's vehicles; beyond it a vehicle just does not discharge while energy costs less than nothing. */
const MOST_CHOICES_PER_VEHICLE = 8

/** Amperes given back in each slot from the first on. */
export interface DischargeColumns {
  readonly columns: readonly number[]
}

/**
 * Columns and rows of a vehicle that may give energy back: its store stays between reserve and capacity, and it never
 * charges and discharges at once. It leaves with at least what it came with.
 */
export function addDischarge(
  builder: ModelBuilder,
  { request, grid, buy }: Pick<PlanContext, 'request' | 'grid' | 'buy'>,
  { id, load, maxA, hours, discharge, endSlot, firstSlot }: Consumer,
  first: number,
): DischargeColumns | undefined {
  if (discharge === undefined || firstSlot > 0) return undefined
  const { efficiency, batteryKwh, storedKwh } = discharge
  const wear = wearOf(request.values)
  const threshold = cyclePaysBelow(wear, efficiency)
  const reserve = Math.min(discharge.reserveKwh, storedKwh)
  const columns: number[] = []
  let choices = 0
  let before: number | undefined
  for (let slot = 0; slot < Math.min(endSlot, grid.count); slot++) {
    const kwh = load.kwPerA * (hours[slot] ?? 0)
    const isTwoWay = slot < discharge.endSlot && maxA > 0
    const isCycle = isTwoWay && (buy[slot] ?? 0) < threshold
    const isChoice = isCycle && choices < MOST_CHOICES_PER_VEHICLE
    const upper = isTwoWay && (!isCycle || isChoice) ? discharge.maxA : 0
    const out = builder.addColumn({ place: { group: `out ${id}`, slot }, cost: kwh * wear, lower: 0, upper })
    columns.push(out)
    if (isChoice) {
      choices += 1
      addChoice(
        builder,
        { group: `choice ${id}`, slot },
        { take: first + slot, give: out, maxTake: maxA, maxGive: upper },
      )
    }
    const store = builder.addColumn({
      place: { group: `store ${id}`, slot },
      cost: 0,
      lower: reserve,
      upper: Math.max(reserve, batteryKwh, storedKwh),
    })
    const entries: [number, number][] = [
      [store, 1],
      [first + slot, -kwh * efficiency],
      [out, kwh / efficiency],
    ]
    const start = before === undefined ? storedKwh : 0
    if (before !== undefined) entries.push([before, -1])
    builder.addRow({ group: `store ${id}`, slot }, entries, start, start)
    before = store
  }
  return { columns }
}

/** Either takes or gives. */
export function addChoice(
  builder: ModelBuilder,
  place: { readonly group: string; readonly slot: number },
  { take, give, maxTake, maxGive }: { take: number; give: number; maxTake: number; maxGive: number },
): void {
  const takes = builder.addColumn({ place, cost: 0, lower: 0, upper: 1, whole: true })
  const least = Number.NEGATIVE_INFINITY
  builder.addRow(
    { group: `${place.group} take`, slot: place.slot },
    [
      [take, 1],
      [takes, -maxTake],
    ],
    least,
    0,
  )
  builder.addRow(
    { group: `${place.group} give`, slot: place.slot },
    [
      [give, 1],
      [takes, maxGive],
    ],
    least,
    maxGive,
  )
}
