import { loadSolver } from '@stationmaster/scheduling'
import { measureForecasts, PUBLIC_FILE, WORKPLACE_FILE } from './forecasts.ts'
import { runMonth } from './planned-month.ts'
import { measurePlanner } from './planner-speed.ts'
import { measurePriceReactive, PRICE_FILE, SESSION_FILE } from './price-reactive.ts'
import { printAbsent, printRows, type Row } from './row.ts'

const MONTH = 'caltech_2019-03_oracle'
/** What a kWh that was needed and not given is worth. */
const UNSERVED_PER_KWH = 0.7
const MOST_COST = 1205
const LEAST_ENERGY = 0.997

/** Rows T5, T6, T8 (planner) and T11. Returns whether all are held. */
export async function benchPlanning(): Promise<boolean> {
  const results = [
    await benchCost(),
    await benchPrices(),
    printRows('Planner, time', await measurePlanner()),
    benchForecasts(),
  ]
  return results.every((isHeld) => isHeld)
}

async function benchCost(): Promise<boolean> {
  const title = 'Planner and allocator in closed loop, cost of a month'
  const solver = await loadSolver()
  const rows: Row[] = []
  for (const [capacityKw, pilots] of [
    [50, 'continuous'],
    [150, 'continuous'],
    [150, 'stepped'],
  ] as const) {
    const cost = runMonth({ set: MONTH, capacityKw, pilots, unservedPerKwh: UNSERVED_PER_KWH }, solver)
    if (cost === undefined) return printAbsent(title, `sitesim/${MONTH}.json`)
    const { energyShare, peakKw, totalCost, violations, plans } = cost
    rows.push({
      name: `T5: ${capacityKw} kW, ${pilots} pilots`,
      limit: `≤ $${MOST_COST} at ≥ ${percent(LEAST_ENERGY)}, 0 violations`,
      measured: `$${totalCost.toFixed(1)} at ${percent(energyShare)}, peak ${peakKw.toFixed(1)} kW, ${violations} violations, ${plans} plans`,
      isHeld: totalCost <= MOST_COST && energyShare >= LEAST_ENERGY && violations === 0,
    })
  }
  solver.dispose()
  return printRows(title, rows)
}

async function benchPrices(): Promise<boolean> {
  const title = 'Planner at day-ahead prices'
  const solver = await loadSolver()
  const rows = measurePriceReactive(solver)
  solver.dispose()
  return rows === undefined ? printAbsent(title, `${PRICE_FILE} or ${SESSION_FILE}`) : printRows(title, rows)
}

function benchForecasts(): boolean {
  const title = 'Forecasts, walking forward'
  const rows = measureForecasts()
  return rows === undefined ? printAbsent(title, `${WORKPLACE_FILE} or ${PUBLIC_FILE}`) : printRows(title, rows)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
