import type { CompiledSite, Load } from '../site/compile.ts'
import type { Term } from '../site/row.ts'
import type { StationaryBattery } from '../site/site.ts'
import type { PlanContext } from './build-model.ts'
import type { ModelBuilder } from './linear-model.ts'
import type { BatteryState, PlanRequest } from './request.ts'
import { slotHours } from './slots.ts'
import { addChoice, cyclePaysBelow, wearOf } from './vehicle-discharge.ts'

/** A battery with what it holds, and what a kW of charging takes from the site's limits. */
export interface PlannedBattery {
  readonly battery: StationaryBattery
  readonly storedKwh: number
  readonly load: Load
}

/** kW taken and given, and kWh held at the end, by slot. */
export interface BatteryColumns {
  readonly planned: PlannedBattery
  readonly take: readonly number[]
  readonly give: readonly number[]
  readonly store: readonly number[]
}

const MOST_CHOICES = 12
/** Directions of a battery's current behind delta windings are not followed; this much per line is never exceeded. */
const WORST_OF_DELTA = 2

/** Batteries of the site whose content is known; others are left alone. */
export function plannedBatteries({ compiled, batteries = [] }: PlanRequest): readonly PlannedBattery[] {
  return batteries.flatMap(({ batteryId, storedKwh }: BatteryState) => {
    const battery = compiled.site.batteries?.find(({ id }) => id === batteryId)
    if (battery === undefined || !Number.isFinite(storedKwh)) return []
    return [{ battery, storedKwh: Math.max(0, storedKwh), load: loadOfBattery(compiled, battery) }]
  })
}

export function addBattery(
  builder: ModelBuilder,
  { request, grid, buy }: Pick<PlanContext, 'request' | 'grid' | 'buy'>,
  planned: PlannedBattery,
): BatteryColumns {
  const { battery, storedKwh } = planned
  const { id, efficiency, maxChargeKw, maxDischargeKw, capacityKwh } = battery
  const hours = slotHours(grid)
  const wear = wearOf(request.values)
  const threshold = cyclePaysBelow(wear, efficiency)
  const lower = Math.min(battery.minimumKwh, storedKwh)
  const columns = { take: [] as number[], give: [] as number[], store: [] as number[] }
  let choices = 0
  for (let slot = 0; slot < grid.count; slot++) {
    const h = hours[slot] ?? 0
    const isCycle = (buy[slot] ?? 0) < threshold
    const isChoice = isCycle && choices < MOST_CHOICES
    const maxGive = isCycle && !isChoice ? 0 : maxDischargeKw
    const take = builder.addColumn({ place: { group: `charge ${id}`, slot }, cost: 0, lower: 0, upper: maxChargeKw })
    const give = builder.addColumn({ place: { group: `give ${id}`, slot }, cost: h * wear, lower: 0, upper: maxGive })
    if (isChoice) {
      choices += 1
      addChoice(builder, { group: `choice ${id}`, slot }, { take, give, maxTake: maxChargeKw, maxGive })
    }
    const upper = Math.max(capacityKwh, storedKwh)
    const cost = slot === grid.count - 1 ? -worthAtEnd(buy) * efficiency : 0
    const store = builder.addColumn({ place: { group: `held ${id}`, slot }, cost, lower, upper })
    const before = columns.store.at(-1)
    const entries: [number, number][] = [
      [store, 1],
      [take, -h * efficiency],
      [give, h / efficiency],
      ...(before === undefined ? [] : [[before, -1] as [number, number]]),
    ]
    const start = before === undefined ? storedKwh : 0
    builder.addRow({ group: `held ${id}`, slot }, entries, start, start)
    columns.take.push(take)
    columns.give.push(give)
    columns.store.push(store)
  }
  return { planned, ...columns }
}

/** What is left at the end would have to be bought some time: at the mean price. */
function worthAtEnd(buy: Float64Array): number {
  return Math.max(0, buy.reduce((sum, price) => sum + price, 0) / Math.max(1, buy.length))
}

/** What one kW of charging takes from the rows above the battery, evenly on three lines. */
function loadOfBattery({ site, rows, paths }: CompiledSite, { nodeId }: StationaryBattery): Load {
  const terms: Term[] = []
  let amperes = 1000 / (3 * site.voltageV)
  for (const node of paths.get(nodeId) ?? []) {
    rows.forEach(({ subject, directions }, row) => {
      if (subject.kind === 'phasor-limit' || subject.nodeId !== node.id || subject.kind === 'asymmetry') return
      const weight = subject.kind === 'power' ? 1 : amperes
      for (const direction of directions.keys()) terms.push({ row, direction, weight })
    })
    const { transformer } = node
    if (transformer !== undefined)
      amperes *= (transformer.primary === 'delta' ? WORST_OF_DELTA : 1) / transformer.turnsRatio
  }
  return { kwPerA: 1, terms }
}
