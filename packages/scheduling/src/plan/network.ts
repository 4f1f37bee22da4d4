import type { Load } from '../site/compile.ts'
import type { Row } from '../site/row.ts'
import type { Consumer } from './consumer.ts'
import { type Cut, cutsOf } from './cuts.ts'

/** What one ampere of a consumer takes from a cut. */
export interface CutShare {
  readonly cut: number
  readonly factor: number
}

/** Cuts of a site and what each kind of load takes from them. */
export interface Network {
  readonly rows: readonly Row[]
  readonly cuts: readonly Cut[]
  /** What one ampere of a load takes; the same list for loads that are alike. */
  sharesOf(load: Load): readonly CutShare[]
}

export function createNetwork(rows: readonly Row[]): Network {
  const cuts: Cut[] = []
  const cutsOfRow = rows.map((row, index) => {
    const first = cuts.length
    cuts.push(...cutsOf(row, index))
    return { first, end: cuts.length }
  })
  const known = new Map<Load, readonly CutShare[]>()
  const alike = new Map<string, readonly CutShare[]>()

  function compute(load: Load): readonly CutShare[] {
    const factors = new Map<number, number>()
    for (const { row, direction, weight } of load.terms) {
      const { first, end } = cutsOfRow[row] ?? { first: 0, end: 0 }
      for (let cut = first; cut < end; cut++) {
        const factor = (cuts[cut]?.factors[direction] ?? 0) * weight
        if (factor !== 0) factors.set(cut, factor + (factors.get(cut) ?? 0))
      }
    }
    return [...factors].map(([cut, factor]) => ({ cut, factor }))
  }

  return {
    rows,
    cuts,
    sharesOf(load) {
      const before = known.get(load)
      if (before !== undefined) return before
      const key = load.terms.map(({ row, direction, weight }) => `${row}/${direction}/${weight}`).join(' ')
      const shares = alike.get(key) ?? compute(load)
      alike.set(key, shares)
      known.set(load, shares)
      return shares
    },
  }
}

/** The most that a cut may carry in a slot. */
export function limitOfCut(network: Network, limits: Float64Array, cut: number): number {
  const { row, share } = network.cuts[cut] ?? { row: -1, share: 0 }
  return (limits[row] ?? 0) * share
}

/** For each slot, the cuts that all consumers together could exceed; others need no row. */
export function tightCuts(
  network: Network,
  consumers: readonly Pick<Consumer, 'load' | 'maxA' | 'hours'>[],
  limits: readonly Float64Array[],
): readonly ReadonlySet<number>[] {
  return limits.map((slotLimits, slot) => {
    const most = new Float64Array(network.cuts.length)
    for (const { load, maxA, hours } of consumers) {
      if (!((hours[slot] ?? 0) > 0)) continue
      for (const { cut, factor } of network.sharesOf(load)) most[cut] = (most[cut] ?? 0) + factor * maxA
    }
    const tight = new Set<number>()
    most.forEach((load, cut) => {
      if (load > limitOfCut(network, slotLimits, cut)) tight.add(cut)
    })
    return tight
  })
}

/** Consumers that share no limit that could bind can be planned apart: exactly the split by feeder where feeders suffice. */
export function splitApart(
  network: Network,
  consumers: readonly Consumer[],
  tight: readonly ReadonlySet<number>[],
): readonly (readonly Consumer[])[] {
  const anywhere = new Set(tight.flatMap((cuts) => [...cuts]))
  const groupOfCut = new Map<number, number>()
  const parent = consumers.map((_, index) => index)
  const find = (index: number): number => {
    let root = index
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root
    parent[index] = root
    return root
  }
  consumers.forEach(({ load }, index) => {
    for (const { cut } of network.sharesOf(load)) {
      if (!anywhere.has(cut)) continue
      const other = groupOfCut.get(cut)
      if (other === undefined) groupOfCut.set(cut, index)
      else parent[find(index)] = find(other)
    }
  })
  const groups = Map.groupBy(consumers, (_, index) => find(index))
  return [...groups.values()]
}
