import type { Row } from '../site/row.ts'

/** The widest step between two corners of the polygon that stands for a circle. */
const WIDEST_STEP = Math.PI / 36
const TURN = 2 * Math.PI
const CLOSE = 1e-9

/** A straight line that keeps a row: Σ factor of a direction × current in that direction ≤ `share` × the row's limit. */
export interface Cut {
  readonly row: number
  readonly share: number
  /** By direction of the row. */
  readonly factors: readonly number[]
}

/**
 * Straight lines that together keep a row. One direction: the row itself, exactly. Several: the sides of a polygon
 * inside the circle, with corners at the outermost directions and never more than 5° apart, so that at most 0.1 % of
 * the limit is given away; a side counts only currents that lengthen it, so that it holds whichever of them stop.
 */
export function cutsOf(row: Row, index: number): readonly Cut[] {
  if (row.directions.length <= 1) return [{ row: index, share: 1, factors: [1] }]
  const angles = row.directions.map(({ re, im }) => Math.atan2(im, re))
  const { from, width } = arcOf(angles)
  const steps = Math.max(1, Math.ceil(width / WIDEST_STEP - CLOSE))
  const step = width / steps
  return Array.from({ length: steps }, (_, side) => {
    const normal = from + (side + 0.5) * step
    return {
      row: index,
      share: Math.cos(step / 2),
      factors: angles.map((angle) => {
        const factor = Math.cos(angle - normal)
        return factor > CLOSE ? factor : 0
      }),
    }
  })
}

/** The arc in which sums of currents in these directions can point. */
function arcOf(angles: readonly number[]): { readonly from: number; readonly width: number } {
  const sorted = angles.map((angle) => ((angle % TURN) + TURN) % TURN).sort((a, b) => a - b)
  let widestGap = -1
  let from = 0
  sorted.forEach((angle, index) => {
    const before = index === 0 ? (sorted.at(-1) ?? 0) - TURN : (sorted[index - 1] ?? 0)
    if (angle - before <= widestGap) return
    widestGap = angle - before
    from = angle
  })
  const width = TURN - widestGap
  return width < Math.PI - CLOSE ? { from, width } : { from, width: TURN }
}
