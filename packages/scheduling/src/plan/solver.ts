import type { Highs, Model } from 'highs'
import { createBasisMemory } from './basis.ts'
import type { LinearModel, LinearSolution } from './linear-model.ts'

/** What came of solving. A model that ran out of time has no solution here: half a solution is no plan. */
export type SolverOutcome =
  | { readonly ok: true; readonly solution: LinearSolution }
  | { readonly ok: false; readonly reason: 'time-limit' | 'infeasible' | 'unbounded' | 'failed' }

export interface SolverOptions {
  readonly timeLimitMs: number
  /** Number of the model's slot 0 on a scale that does not move with time, so that bases of earlier models fit. */
  readonly firstSlot: number
}

/** Solves one linear program after another, each from the basis that the last plan's left. */
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
const MOST_STEPS = 2_147_483_647
const MIP_GAP = 1e-3

type StatusCodes = Highs['constants']['modelStatus']

export function createSolver(highs: Highs): Solver {
  const instance: Model = highs.createModel()
  instance.options.set({ output_flag: false, mip_rel_gap: MIP_GAP })
  const bases = createBasisMemory(instance, highs.constants)
  const codes = highs.constants.modelStatus
  return {
    solve(model, { timeLimitMs, firstSlot }) {
      passModel(highs, instance, model)
      const isWhole = model.wholeColumns.length > 0
      const isLarge = model.indices.length > LARGE_ENTRIES && !isWhole
      const isWarm = !isWhole && bases.start(model, firstSlot, isLarge ? WORTH_WARMING_LARGE : WORTH_WARMING)
      const time_limit = instance.getRunTime() + timeLimitMs / 1000
      const run = (solver: 'choose' | 'ipm', simplex_iteration_limit: number) => {
        instance.options.set({ solver, simplex_iteration_limit, time_limit })
        instance.run()
      }
      run(isLarge && !isWarm ? 'ipm' : 'choose', isLarge && isWarm ? MOST_WARM_STEPS : MOST_STEPS)
      if (isUnsettled(instance.getModelStatus(), codes)) {
        instance.clearSolver()
        run(isLarge && isWarm ? 'ipm' : 'choose', MOST_STEPS)
      }
      if (isWhole && instance.getModelStatus() === codes.optimal) fixWholeColumns(highs, instance, model)
      const status = instance.getModelStatus()
      if (status !== codes.optimal) return { ok: false, reason: reasonOf(status, codes) }
      bases.keep(model, firstSlot)
      const { colValue, rowDual } = instance.getSolution()
      return { ok: true, solution: { colValue, rowDual, objective: instance.getObjectiveValue() } }
    },
    beginPlan: bases.beginPlan,
    forget: bases.forget,
    dispose: () => instance.dispose(),
  }
}

function passModel({ infinity, constants }: Highs, instance: Model, model: LinearModel): void {
  const { starts, indices, values, colCost, wholeColumns } = model
  const numCols = colCost.length
  const numRows = model.rowLower.length
  const bound = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * infinity)
  const integrality = new Int32Array(numCols).fill(constants.variableType.continuous)
  for (const column of wholeColumns) integrality[column] = constants.variableType.integer
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

/** Whole numbers are settled; what remains is linear and has duals. */
function fixWholeColumns({ constants }: Highs, instance: Model, { wholeColumns }: LinearModel): void {
  const { colValue } = instance.getSolution()
  for (const column of wholeColumns) {
    const value = Math.round(colValue[column] ?? 0)
    instance.changeColIntegrality(column, constants.variableType.continuous)
    instance.changeColBounds(column, value, value)
  }
  instance.run()
}

/** Neither solved nor shown to have no solution, with time left: another method may do it. */
function isUnsettled(status: number, codes: StatusCodes): boolean {
  return status === codes.iterationLimit || status === codes.unknown || status === codes.solveError
}

function reasonOf(status: number, codes: StatusCodes): 'time-limit' | 'infeasible' | 'unbounded' | 'failed' {
  if (status === codes.timeLimit) return 'time-limit'
  if (status === codes.infeasible) return 'infeasible'
  return status === codes.unbounded || status === codes.unboundedOrInfeasible ? 'unbounded' : 'failed'
}
