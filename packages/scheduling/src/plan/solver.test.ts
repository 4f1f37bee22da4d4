import { describe, expect, it } from 'vitest'
import { createModelBuilder } from './linear-model.ts'
import { loadSolver } from './load-solver.ts'
import { planSite } from './planner.ts'
import { compiled, HOUR, NOW, point, request, vehicle } from './testing/plan-cases.ts'

const FOREVER = { timeLimitMs: 60_000, firstSlot: 0 }
const solver = await loadSolver()

/** Share out 10 of something over columns worth 1, 2, 3 that take at most 4 each. */
function knapsack(whole: boolean) {
  const builder = createModelBuilder()
  const columns = [1, 2, 3].map((worth, slot) =>
    builder.addColumn({ place: { group: 'x', slot }, cost: -worth, lower: 0, upper: 4, whole }),
  )
  const row = builder.addRow(
    { group: 'all', slot: 0 },
    columns.map((column) => [column, 1] as const),
    Number.NEGATIVE_INFINITY,
    whole ? 9.5 : 10,
  )
  return { model: builder.build(), columns, row }
}

describe('the solver', () => {
  it('finds the best, and what a limit is worth', () => {
    const { model, row } = knapsack(false)
    const outcome = solver.solve(model, FOREVER)
    if (!outcome.ok) throw new Error(outcome.reason)
    expect([...outcome.solution.colValue]).toEqual([2, 4, 4])
    expect(outcome.solution.objective).toBe(-22)
    expect(outcome.solution.rowDual[row]).toBe(-1)
  })

  it('knows whole numbers', () => {
    const outcome = solver.solve(knapsack(true).model, FOREVER)
    if (!outcome.ok) throw new Error(outcome.reason)
    expect([...outcome.solution.colValue].map(Math.round)).toEqual([1, 4, 4])
  })

  it('says when there is no solution, as a value', () => {
    const builder = createModelBuilder()
    const column = builder.addColumn({ place: { group: 'x', slot: 0 }, cost: 1, lower: 0, upper: 1 })
    builder.addRow({ group: 'too much', slot: 0 }, [[column, 1]], 2, 2)
    expect(solver.solve(builder.build(), FOREVER)).toEqual({ ok: false, reason: 'infeasible' })
    const endless = createModelBuilder()
    endless.addColumn({ place: { group: 'x', slot: 0 }, cost: -1, lower: 0, upper: Number.POSITIVE_INFINITY })
    endless.addRow({ group: 'none', slot: 0 }, [], 0, 0)
    expect(solver.solve(endless.build(), FOREVER)).toEqual({ ok: false, reason: 'unbounded' })
  })

  it('starts the next plan where the last one ended, and finds the same as from nothing', () => {
    const points = Array.from({ length: 40 }, (_, index) => point(`p${index}`, 'grid', { minA: 0 }))
    const site = compiled([{ id: 'grid', limits: { perPhaseA: 200 } }], points)
    const vehicles = points.map(({ id }, index) => vehicle(id, 2 + (index % 9), 5 + ((7 * index) % 40)))
    const buy = Array.from({ length: 12 }, (_, hour) => ({
      fromMs: NOW + hour * HOUR,
      value: 0.1 + 0.01 * ((5 * hour) % 7),
    }))
    const later = request(site, vehicles, { nowMs: NOW + 300_000, prices: { buy } })
    planSite(request(site, vehicles, { prices: { buy } }), solver, 60_000)
    const warm = planSite(later, solver, 60_000)
    solver.forget()
    const cold = planSite(later, solver, 60_000)
    if (!warm.ok || !cold.ok) throw new Error('no plan')
    const worth = ({ energy, unserved }: typeof warm.result.cost) => energy + unserved
    expect(worth(warm.result.cost)).toBeCloseTo(worth(cold.result.cost), 2)
  })
})
