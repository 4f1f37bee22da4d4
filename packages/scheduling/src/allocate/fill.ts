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
  /** The pilot it would step to. */
  nextA: number
  /** Counted in the ledger even while the pilot is lower. */
  readonly reservedA: number
  /** The row that kept it from more; `undefined` when its own end did. */
  blockedBy: number | undefined
}

/** How finely capacity is given out: what a large site gives up for time. */
export interface Grain {
  /** Amperes of a step. */
  readonly strideA: number
  /** A step goes to a candidate whose key is at least this share of the highest. */
  readonly precision: number
  /** In so many decisions each vehicle is compared with the others once; meanwhile it keeps what it has. */
  readonly turns: number
}

/** Smallest rise of pressure that is told apart from none. */
const NO_PRESSURE = 1e-12
/** Rounds of halving in which the most that fits is found for continuous points. */
const HALVINGS = 12

/**
 * Gives out what the ledger has left, step by step, each step to the candidate whose worth is highest for the pressure it
 * puts on the limits, until nothing fits. Exact: no row is ever beyond its limit because of it.
 */
export function fill(
  ledger: Ledger,
  prices: Float64Array,
  candidates: readonly Candidate[],
  { strideA, precision }: Pick<Grain, 'strideA' | 'precision'>,
): void {
  const heap = openHeap(candidates.length)
  const hasNext = (candidate: Candidate) => {
    const next = nextLevel(candidate.levels, candidate.amperes, candidate.upToA, strideA)
    candidate.nextA = next ?? 0
    return next !== undefined
  }
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]
    if (candidate === undefined) continue
    candidate.blockedBy = undefined
    if (hasNext(candidate)) heap.push(index, keyOf(ledger, prices, candidate))
  }
  while (heap.size() > 0) {
    const index = heap.pop()
    const candidate = candidates[index]
    if (candidate === undefined) continue
    const key = keyOf(ledger, prices, candidate)
    // Keys only fall while others are served, so a key that is still the highest after a fresh look is the highest.
    if (key < precision * heap.topKey()) heap.push(index, key)
    else if (raise(ledger, candidate) && hasNext(candidate)) heap.push(index, key)
  }
}

/**
 * Worth of a candidate's next step for the pressure it puts on the limits, by its first ampere: the first step of a
 * vehicle is several amperes, and would look dearer than others' single ones wherever a fuse is small.
 */
function keyOf(ledger: Ledger, prices: Float64Array, candidate: Candidate): number {
  const { load, weight, saturation, amperes, nextA } = candidate
  const step = Math.max(nextA, candidate.reservedA) - Math.max(amperes, candidate.reservedA)
  const first = Math.min(1, step)
  const rise = first > 0 ? pressureRise(ledger, prices, load, first) / first : 0
  return (weight * load.kwPerA) / (1 + saturation * amperes) / Math.max(rise, NO_PRESSURE)
}

/** Takes one step; when it does not fit, the most that does. False when the candidate is done. */
function raise(ledger: Ledger, candidate: Candidate): boolean {
  const { levels, load, amperes, upToA, nextA: next } = candidate
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
