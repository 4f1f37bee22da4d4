/** The thread in which the solver runs: it is synchronous, and would hold up everything else. */
import { parentPort } from 'node:worker_threads'
import { loadHighs } from './load-solver.ts'
import { planSite } from './planner.ts'
import type { PlanOrder, PlanReply } from './planner-thread.ts'
import { createSolver } from './solver.ts'

const port = parentPort
if (port === null) throw new Error('planner-worker runs as a worker thread only')
const highs = await loadHighs()
let solver = createSolver(highs)

port.on('message', ({ id, request, timeLimitMs }: PlanOrder) => {
  try {
    port.postMessage({ id, outcome: planSite(request, solver, timeLimitMs) } satisfies PlanReply)
  } catch (error) {
    // The next plan gets a solver that nothing has happened to.
    solver.dispose()
    solver = createSolver(highs)
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies PlanReply)
  }
})
