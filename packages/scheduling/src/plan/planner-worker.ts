/** The thread in which the solver runs: it is synchronous, and would hold up everything else. */
import { parentPort } from 'node:worker_threads'
import { loadHighs } from './load-solver.ts'
import { planSite } from './planner.ts'
import type { PlanOrder, PlanReply } from './planner-thread.ts'
import { createSolver, type Solver } from './solver.ts'

/** Sites whose solvers are kept warm; the one that was planned longest ago goes first. */
const MOST_SOLVERS = 32

const port = parentPort
if (port === null) throw new Error('planner-worker runs as a worker thread only')
const highs = await loadHighs()
const solvers = new Map<string, Solver>()

function solverOf(siteId: string): Solver {
  const solver = solvers.get(siteId) ?? createSolver(highs)
  solvers.delete(siteId)
  solvers.set(siteId, solver)
  for (const [oldest, old] of solvers) {
    if (solvers.size <= MOST_SOLVERS) break
    solvers.delete(oldest)
    old.dispose()
  }
  return solver
}

port.on('message', ({ id, siteId, request, timeLimitMs }: PlanOrder) => {
  try {
    const outcome = planSite(request, solverOf(siteId), timeLimitMs)
    port.postMessage({ id, outcome } satisfies PlanReply)
  } catch (error) {
    // The next plan gets a solver that nothing has happened to.
    solvers.get(siteId)?.dispose()
    solvers.delete(siteId)
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies PlanReply)
  }
})
