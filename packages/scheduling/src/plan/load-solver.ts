import highs, { type Highs } from 'highs'
import { createSolver, type Solver } from './solver.ts'

/** Loads the solver (WebAssembly, about 50 ms) and opens one. It works in the calling thread and holds it up. */
export async function loadSolver(): Promise<Solver> {
  return createSolver(await loadHighs())
}

/** The solver's runtime, which can open several solvers. */
export async function loadHighs(): Promise<Highs> {
  // The package declares its default export as CommonJS would have it, one level too deep for its own ES module.
  const load: unknown = highs
  if (!isLoader(load)) throw new Error('the package highs has no loader')
  return await load()
}

function isLoader(value: unknown): value is () => Promise<Highs> {
  return typeof value === 'function'
}
