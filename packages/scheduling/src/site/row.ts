import type { Phasor } from './phasor.ts'
import type { Phase } from './wiring.ts'

/** What a row of the compiled site limits. */
export type RowSubject =
  | { readonly kind: 'line-current'; readonly nodeId: string; readonly phase: Phase }
  | { readonly kind: 'power'; readonly nodeId: string }
  | { readonly kind: 'asymmetry'; readonly nodeId: string; readonly phase: Phase }
  | { readonly kind: 'phasor-limit'; readonly id: string }

/**
 * One limit: the currents below it, summed by direction, may not exceed `limit` together, whichever of them stop.
 * With one direction the row is linear. `subsets` lists, as bit masks over `directions`, the sets of directions that can
 * give the longest sum; where all directions lie within 90° that is all of them.
 */
export interface Row {
  readonly subject: RowSubject
  readonly directions: readonly Phasor[]
  readonly subsets: readonly number[]
}

/** How much of a row's direction one ampere of a pilot takes. */
export interface Term {
  readonly row: number
  readonly direction: number
  readonly weight: number
}

const CLOSE = 1e-9

/**
 * The sets of directions whose sum can be the longest when every current is anywhere between nothing and its most:
 * the corners of the zonotope they span.
 */
export function longestSubsets(directions: readonly Phasor[]): readonly number[] {
  const everything = 2 ** directions.length - 1
  const within90 = directions.every((a) => directions.every((b) => a.re * b.re + a.im * b.im >= -CLOSE))
  if (within90) return [everything]
  const found = new Set<number>()
  for (const { re, im } of directions) {
    for (const side of [1, -1]) {
      // Just before, at and just after a right angle with this direction.
      for (const turn of [-1e-6, 0, 1e-6]) {
        const normal = { re: -side * (im + turn * re), im: side * (re - turn * im) }
        found.add(subsetTowards(directions, normal))
      }
    }
  }
  found.delete(0)
  return [...found]
}

function subsetTowards(directions: readonly Phasor[], normal: Phasor): number {
  let mask = 0
  directions.forEach((direction, bit) => {
    if (direction.re * normal.re + direction.im * normal.im > -CLOSE) mask |= 1 << bit
  })
  return mask
}

/** The longest sum that currents of these lengths in the row's directions can have, A or kW. */
export function worstSum(row: Row, lengths: ArrayLike<number>, offset = 0): number {
  if (row.directions.length === 1) return lengths[offset] ?? 0
  let worst = 0
  for (const mask of row.subsets) {
    let re = 0
    let im = 0
    for (let bit = 0; bit < row.directions.length; bit++) {
      if ((mask & (1 << bit)) === 0) continue
      const direction = row.directions[bit]
      const length = lengths[offset + bit] ?? 0
      if (direction === undefined) continue
      re += direction.re * length
      im += direction.im * length
    }
    worst = Math.max(worst, re * re + im * im)
  }
  return Math.sqrt(worst)
}
