import { openHeap } from './heap.ts'
import { addIfFits, type FlatLoad, type Ledger } from './ledger.ts'
import { FINEST_A, type Levels, nextLevel } from './levels.ts'
import { pressureRise } from './pressure.ts'

/** A vehicle while capacity is given out. */
export interface Candidate {
  readonly load: FlatLoad
  readonly levels: Levels
  /** Not above this. */
  upToA: number
  /** Worth of a kW to it, in relation to others. */
  weight: number
  /** How fast its worth falls with each ampere it has. */
  saturation: number
  amperes: number
  /** Counted in the ledger even while the pilot is lower. */
  readonly reservedA: number
  /** The row that kept it from more; `undefined` when its own end did. */
  blockedBy: number | undefined
}

/** Smallest rise of pressure that is told apart from none. */
const NO_PRESSURE = 1e-12
/** Rounds of halving in which the most that fits is found for continuous points. */
const HALVINGS = 12

/**
 * Gives out what the ledger has left, step by step, each step to the candidate whose worth is highest for the pressure it
 * puts on the limits, until nothing fits. Exact: no row is ever beyond its limit because of it.
 */
export function fill(ledger: Ledger, prices: Float64Array, candidates: readonly Candidate[], strideA: number): void {
  const heap = openHeap(candidates.length)
  const keyOf = (candidate: Candidate): number | undefined => {
    const next = nextLevel(candidate.levels, candidate.amperes, candidate.upToA, strideA)
    if (next === undefined) return undefined
    const more = next - candidate.amperes
    const rise = pressureRise(ledger, prices, candidate.load, beyondReserve(candidate, next))
    const worth = (candidate.weight * candidate.load.kwPerA * more) / (1 + candidate.saturation * candidate.amperes)
    return worth / Math.max(rise, NO_PRESSURE)
  }
  const queue = (index: number, candidate: Candidate) => {
    const key = keyOf(candidate)
    if (key !== undefined) heap.push(index, key)
  }
  candidates.forEach((candidate, index) => {
    candidate.blockedBy = undefined
    queue(index, candidate)
  })
  while (heap.size() > 0) {
    const index = heap.pop()
    const candidate = candidates[index]
    if (candidate === undefined) continue
    const key = keyOf(candidate)
    if (key === undefined) continue
    // Keys only fall while others are served, so a key that is still the highest after a fresh look is the highest.
    if (key < heap.topKey()) heap.push(index, key)
    else if (raise(ledger, candidate, strideA)) queue(index, candidate)
  }
}

/** Takes one step; when it does not fit, the most that does. False when the candidate is done. */
function raise(ledger: Ledger, candidate: Candidate, strideA: number): boolean {
  const { levels, load, amperes, upToA } = candidate
  const next = nextLevel(levels, amperes, upToA, strideA)
  if (next === undefined) return false
  const blockedBy = addIfFits(ledger, load, beyondReserve(candidate, next))
  if (blockedBy === undefined) {
    candidate.amperes = next
    return true
  }
  candidate.blockedBy = blockedBy
  const smallest = nextLevel(levels, amperes, upToA, FINEST_A * 2)
  if (smallest === undefined || smallest >= next) return false
  if (levels.list === undefined && levels.stepA === undefined) {
    creep(ledger, candidate, next)
    return false
  }
  if (addIfFits(ledger, load, beyondReserve(candidate, smallest)) !== undefined) return false
  candidate.amperes = smallest
  return true
}

function creep(ledger: Ledger, candidate: Candidate, beyond: number): void {
  let gap = (beyond - candidate.amperes) / 2
  for (let round = 0; round < HALVINGS && gap > FINEST_A; round++) {
    const next = candidate.amperes + gap
    if (addIfFits(ledger, candidate.load, beyondReserve(candidate, next)) === undefined) candidate.amperes = next
    gap /= 2
  }
}

/** What a step to `next` adds to the ledger, where the reserve is already counted. */
function beyondReserve({ amperes, reservedA }: Candidate, next: number): number {
  return Math.max(next, reservedA) - Math.max(amperes, reservedA)
}
