/** Lengths of the coming slots, in units of the first: fine at first, growing by an eighth each. */
const GROWTH = 1.12
const MOST_SLOTS = 40

/** The time from now to the last departure in slots that grow with distance. `edgesMs[0]` is now. */
export function horizonEdges(nowMs: number, untilMs: number, firstMs: number): Float64Array {
  const edges = [nowMs]
  let length = 1
  let last = nowMs
  while (last < untilMs && edges.length <= MOST_SLOTS) {
    last += Math.max(1, Math.round(length)) * firstMs
    edges.push(last)
    length *= GROWTH
  }
  return Float64Array.from(edges)
}
