import type { ChargingPoint } from '../site/site.ts'
import { countedA } from './channel.ts'
import type { Charging } from './charging.ts'
import type { FlatLoad, Layout } from './ledger.ts'
import type { AllocatorMemory } from './memory.ts'

/** Loads that nobody can move: points offline or disobeying, and safe currents. */
export interface FixedLoad {
  readonly load: FlatLoad
  readonly amperes: number
}

/**
 * What nobody can move: vehicles offline or disobeying, points we cannot decide on, and the safe current of every point.
 * A safe current counts on all lines, whatever the vehicle there uses: the next one may plug in before we hear of it.
 * Forgets what was sent to points whose vehicle is gone, because the profile of a transaction goes with it.
 */
export function fixedLoads(
  layout: Layout,
  memory: AllocatorMemory,
  {
    all,
    contested,
    nowMs,
  }: { readonly all: readonly Charging[]; readonly contested: ReadonlySet<number>; readonly nowMs: number },
): readonly FixedLoad[] {
  const byPoint: (Charging | undefined)[] = new Array(layout.compiled.points.length)
  for (const charging of all) byPoint[charging.pointIndex] = charging
  const fixed: FixedLoad[] = []
  const count = (load: FlatLoad | undefined, amperes: number) => {
    if (load !== undefined && amperes > 0) fixed.push({ load, amperes })
  }
  for (const { point, index } of layout.compiled.points) {
    const { safeA = 0 } = point
    const charging = byPoint[index]
    const isContested = contested.has(index)
    count(loadOfAny(layout, index), isContested ? mayCarryA(memory, point, nowMs) : safeA)
    if (charging !== undefined && charging.control !== 'yes') count(charging.load, charging.countedA - safeA)
    if (charging === undefined && !isContested) memory.points.delete(point.id)
  }
  return fixed
}

/** What a vehicle of which nothing is known may put on the lines. */
function loadOfAny({ loads }: Layout, pointIndex: number): FlatLoad | undefined {
  const byUse = loads[pointIndex]
  return byUse?.get('unknown') ?? byUse?.get('all')
}

/** The most that may be in effect at a point that cannot be decided on. */
function mayCarryA({ points }: AllocatorMemory, { id, maxA, safeA = 0 }: ChargingPoint, nowMs: number): number {
  const known = points.get(id)
  return known === undefined ? maxA : countedA(known, safeA, nowMs)
}
