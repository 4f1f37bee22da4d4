import type { BasisStatus, Highs, Model } from 'highs'
import type { LinearModel, LinearSolution, Place } from './linear-model.ts'

/** What came of solving. A model that ran out of time has no solution here: half a solution is no plan. */
export type SolverOutcome =
  | { readonly ok: true; readonly solution: LinearSolution; readonly iterations: number; readonly warm: boolean }
  | { readonly ok: false; readonly reason: 'time-limit' | 'infeasible' | 'unbounded' | 'failed' }

export interface SolverOptions {
  readonly timeLimitMs: number
  /** Number of the model's slot 0 on a scale that does not move with time, so that bases of earlier models fit. */
  readonly firstSlot: number
}

/** Solves one linear program after another, each from the basis that the ones before it left. */
export interface Solver {
  solve(model: LinearModel, options: SolverOptions): SolverOutcome
  /** A new plan begins: from here on models start from the bases of the plan before, and of no older one. */
  beginPlan(): void
  /** Forgets all bases, so that the next plan is cold. */
  forget(): void
  dispose(): void
}

/** Above so many entries interior points are faster than the simplex method from nothing. */
const LARGE_ENTRIES = 20_000
/** For a basis to help, at least this share of it must be known: of a large model nearly all. */
const WORTH_WARMING = 0.5
const WORTH_WARMING_LARGE = 0.99
/** A basis that does not lead to the end in so many steps has not helped; interior points are surer then. */
const MOST_WARM_STEPS = 3000
const MIP_GAP = 1e-3

export function createSolver(highs: Highs): Solver {
  const instance: Model = highs.createModel()
  instance.options.set({ output_flag: false, mip_rel_gap: MIP_GAP })
  let before = noBasis()
  let now = noBasis()
  const { modelStatus, variableType } = highs.constants

  function load(model: LinearModel): void {
    const { starts, indices, values, colCost, wholeColumns } = model
    const numCols = colCost.length
    const numRows = model.rowLower.length
    const bound = (value: number) =>
      value === Number.POSITIVE_INFINITY ? highs.infinity : value === Number.NEGATIVE_INFINITY ? -highs.infinity : value
    const integrality = new Int32Array(numCols).fill(variableType.continuous)
    for (const column of wholeColumns) integrality[column] = variableType.integer
    instance.passModel({
      numCols,
      numRows,
      colCost,
      colLower: model.colLower,
      colUpper: model.colUpper.map(bound),
      rowLower: model.rowLower.map(bound),
      rowUpper: model.rowUpper.map(bound),
      matrix: { format: 'csr', numRows, numCols, starts, indices, values },
      ...(wholeColumns.length > 0 ? { integrality } : {}),
    })
  }

  function warm(model: LinearModel, firstSlot: number): boolean {
    const share = isLarge(model) ? WORTH_WARMING_LARGE : WORTH_WARMING
    let known = 0
    const look = (places: readonly Place[], from: ReadonlyMap<string, BasisStatus>, otherwise: BasisStatus) =>
      Int32Array.from(places, (place) => {
        const status = from.get(keyOf(place, firstSlot))
        if (status !== undefined) known += 1
        return status ?? otherwise
      })
    if (before.columns.size === 0) return false
    const { lower, basic } = highs.constants.basisStatus
    const colStatus = look(model.colPlaces, before.columns, lower)
    const rowStatus = look(model.rowPlaces, before.rows, basic)
    if (known < share * (colStatus.length + rowStatus.length)) return false
    instance.setBasis({ colStatus, rowStatus })
    return true
  }

  function remember(model: LinearModel, firstSlot: number): void {
    if (Number(instance.info.get('basis_validity')) !== 1) return
    const { colStatus, rowStatus } = instance.getBasis()
    const statuses = highs.constants.basisStatus
    const known = Object.values(statuses)
    const keep = (places: readonly Place[], from: Int32Array, into: Map<string, BasisStatus>) =>
      places.forEach((place, index) => {
        const status = known.find((one) => one === from[index])
        if (status !== undefined) into.set(keyOf(place, firstSlot), status)
      })
    keep(model.colPlaces, colStatus, now.columns)
    keep(model.rowPlaces, rowStatus, now.rows)
  }

  /** Whole numbers are settled; what remains is linear and has duals. */
  function fixWholeColumns(model: LinearModel): void {
    const { colValue } = instance.getSolution()
    for (const column of model.wholeColumns) {
      const value = Math.round(colValue[column] ?? 0)
      instance.changeColIntegrality(column, variableType.continuous)
      instance.changeColBounds(column, value, value)
    }
    instance.run()
  }

  return {
    solve(model, { timeLimitMs, firstSlot }) {
      load(model)
      const isWarm = model.wholeColumns.length === 0 && warm(model, firstSlot)
      const time_limit = instance.getRunTime() + timeLimitMs / 1000
      instance.options.set({ ...methodFor(model, isWarm), time_limit })
      instance.run()
      if (isUnsettled(instance.getModelStatus(), modelStatus)) {
        instance.clearSolver()
        instance.options.set({ ...methodFor(model, false), ...(isWarm ? {} : { solver: 'choose' }), time_limit })
        instance.run()
      }
      if (instance.getModelStatus() === modelStatus.optimal && model.wholeColumns.length > 0) fixWholeColumns(model)
      const status = instance.getModelStatus()
      if (status !== modelStatus.optimal) return { ok: false, reason: reasonOf(status, modelStatus) }
      const { colValue, rowDual } = instance.getSolution()
      const iterations = Number(instance.info.get('simplex_iteration_count'))
      remember(model, firstSlot)
      return {
        ok: true,
        solution: { colValue, rowDual, objective: instance.getObjectiveValue() },
        iterations,
        warm: isWarm,
      }
    },
    beginPlan() {
      before = now
      now = noBasis()
    },
    forget() {
      before = noBasis()
      now = noBasis()
    },
    dispose() {
      instance.dispose()
    },
  }
}

/** Neither solved nor shown to have no solution, with time left: another method may do it. */
function isUnsettled(status: number, codes: Highs['constants']['modelStatus']): boolean {
  return status === codes.iterationLimit || status === codes.unknown || status === codes.solveError
}

function isLarge({ indices, wholeColumns }: LinearModel): boolean {
  return indices.length > LARGE_ENTRIES && wholeColumns.length === 0
}

function methodFor(model: LinearModel, isWarm: boolean) {
  const isGuarded = isWarm && isLarge(model)
  return {
    solver: isLarge(model) && !isWarm ? 'ipm' : 'choose',
    simplex_iteration_limit: isGuarded ? MOST_WARM_STEPS : 2_147_483_647,
  }
}

/** Statuses of columns and rows by their places. */
function noBasis() {
  return { columns: new Map<string, BasisStatus>(), rows: new Map<string, BasisStatus>() }
}

function keyOf({ group, slot }: Place, firstSlot: number): string {
  return `${group}@${slot + firstSlot}`
}

function reasonOf(
  status: number,
  codes: Highs['constants']['modelStatus'],
): 'time-limit' | 'infeasible' | 'unbounded' | 'failed' {
  if (status === codes.timeLimit) return 'time-limit'
  if (status === codes.infeasible) return 'infeasible'
  return status === codes.unbounded || status === codes.unboundedOrInfeasible ? 'unbounded' : 'failed'
}
