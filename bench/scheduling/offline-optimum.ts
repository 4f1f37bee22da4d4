import { loadHighs } from '../../packages/scheduling/src/plan/load-solver.ts'
import type { MatrixSite } from './matrix-site.ts'
import type { MonthSet } from './month.ts'

/**
 * The most energy that anybody could have delivered who knew every session of the set beforehand, kWh: a linear program
 * over periods, continuous pilots, ideal batteries. Limits on the length of a sum of currents are cut from outside until
 * further cuts change nothing, so the result is an upper bound.
 */
export async function offlineOptimumKwh(set: MonthSet, site: MatrixSite): Promise<number> {
  const solver = await loadHighs()
  const model = solver.createModel()
  model.options.set({ output_flag: false })
  let kwh = 0
  for (const block of independentBlocks(set)) kwh += solveBlock({ model, infinity: solver.infinity }, block, set, site)
  model.dispose()
  return kwh
}

type Model = ReturnType<Awaited<ReturnType<typeof loadHighs>>['createModel']>

/** By how much a limit may be exceeded before another cut is made, as a share. */
const SLACK = 1e-4
/** So many rounds of cuts that change nothing (as a share) end the search: there are many equal optima to cut off. */
const STILL_ROUNDS = 3
const STILL = 1e-6

type Session = MonthSet['sessions'][number]

/** Sessions that share no period with those of other blocks. */
function independentBlocks({ sessions }: MonthSet): readonly (readonly Session[])[] {
  const blocks: Session[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const session of [...sessions].sort((a, b) => a.a - b.a)) {
    if (session.a >= end) blocks.push([])
    blocks.at(-1)?.push(session)
    end = Math.max(end, session.b)
  }
  return blocks
}

interface Column {
  readonly session: number
  readonly station: number
  readonly period: number
}

interface Cut {
  readonly constraint: number
  readonly period: number
  /** Direction in which the sum is held below the limit, radians. */
  readonly angle: number
}

interface Solver {
  readonly model: Model
  readonly infinity: number
}

function solveBlock(solver: Solver, sessions: readonly Session[], set: MonthSet, site: MatrixSite): number {
  const columns = sessions.flatMap(({ st, a, b }, session) =>
    Array.from({ length: b - a }, (_, offset): Column => ({ session, station: st, period: a + offset })),
  )
  const byPeriod = Map.groupBy(
    columns.map((column, index) => ({ ...column, index })),
    ({ period }) => period,
  )
  const kwhPerA = (site.voltage / 1000) * (set.period_min / 60)
  const cuts: Cut[] = firstCuts(site, byPeriod)
  let best = Number.POSITIVE_INFINITY
  for (let still = 0; still < STILL_ROUNDS; ) {
    const value = solve(solver, { columns, cuts, sessions, set, site, kwhPerA, byPeriod })
    const kwh = value.reduce((sum, amperes) => sum + amperes * kwhPerA, 0)
    still = kwh < best * (1 - STILL) ? 0 : still + 1
    best = Math.min(best, kwh)
    const missing = missingCuts(site, byPeriod, value)
    if (missing.length === 0) break
    cuts.push(...missing)
  }
  return best
}

type ByPeriod = ReadonlyMap<number, readonly (Column & { readonly index: number })[]>

function firstCuts(site: MatrixSite, byPeriod: ByPeriod): Cut[] {
  const angles = [...new Set(site.phase_deg)].flatMap((degrees) => [degrees, degrees + 180])
  return [...byPeriod.keys()].flatMap((period) =>
    site.constraints.flatMap((_, constraint) =>
      angles.map((degrees) => ({ constraint, period, angle: (degrees * Math.PI) / 180 })),
    ),
  )
}

function missingCuts(site: MatrixSite, byPeriod: ByPeriod, value: Float64Array): readonly Cut[] {
  return [...byPeriod].flatMap(([period, active]) =>
    site.constraints.flatMap(({ coef, limit }, constraint): readonly Cut[] => {
      let re = 0
      let im = 0
      for (const { station, index } of active) {
        const amperes = (value[index] ?? 0) * (coef[station] ?? 0)
        const angle = ((site.phase_deg[station] ?? 0) * Math.PI) / 180
        re += amperes * Math.cos(angle)
        im += amperes * Math.sin(angle)
      }
      return Math.hypot(re, im) > limit * (1 + SLACK) ? [{ constraint, period, angle: Math.atan2(im, re) }] : []
    }),
  )
}

interface Program {
  readonly columns: readonly Column[]
  readonly cuts: readonly Cut[]
  readonly sessions: readonly Session[]
  readonly set: MonthSet
  readonly site: MatrixSite
  readonly kwhPerA: number
  readonly byPeriod: ByPeriod
}

/** Amperes of each column. */
function solve({ model, infinity }: Solver, program: Program): Float64Array {
  const { columns, cuts, sessions, set, site, kwhPerA, byPeriod } = program
  const starts: number[] = []
  const indices: number[] = []
  const values: number[] = []
  const upper: number[] = []
  const row = (limit: number, entries: readonly (readonly [number, number])[]) => {
    starts.push(indices.length)
    upper.push(limit)
    for (const [index, factor] of entries) {
      indices.push(index)
      values.push(factor)
    }
  }
  const ofSession = Map.groupBy(columns.keys(), (index) => columns[index]?.session ?? -1)
  sessions.forEach(({ kwh }, session) => {
    row(
      kwh,
      (ofSession.get(session) ?? []).map((index) => [index, kwhPerA] as const),
    )
  })
  for (const { constraint, period, angle } of cuts) {
    const limited = site.constraints[constraint]
    if (limited === undefined) continue
    const entries = (byPeriod.get(period) ?? []).flatMap(({ station, index }) => {
      const along = Math.cos(((site.phase_deg[station] ?? 0) * Math.PI) / 180 - angle)
      const factor = (limited.coef[station] ?? 0) * along
      return Math.abs(factor) < 1e-9 ? [] : [[index, factor] as const]
    })
    row(limited.limit, entries)
  }
  starts.push(indices.length)
  const most = (set.battery_kw * 1000) / site.voltage
  model.passModel({
    numCols: columns.length,
    numRows: upper.length,
    colCost: new Float64Array(columns.length).fill(-1),
    colLower: new Float64Array(columns.length),
    colUpper: Float64Array.from(columns, ({ station }) => Math.min(most, site.max_amp[station] ?? 0)),
    rowLower: new Float64Array(upper.length).fill(-infinity),
    rowUpper: Float64Array.from(upper),
    matrix: {
      format: 'csr',
      numRows: upper.length,
      numCols: columns.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  })
  model.run()
  return Float64Array.from(model.getSolution().colValue)
}
