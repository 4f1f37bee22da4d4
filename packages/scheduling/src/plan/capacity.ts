import { vehicleLimits } from '../site/limits.ts'
import type { PerPhase, Site } from '../site/site.ts'
import { type Profile, valueAt } from '../site/time-profile.ts'
import { PHASES } from '../site/wiring.ts'
import type { PlanRequest } from './request.ts'
import { beginOf, endOf, type SlotGrid } from './slots.ts'

/** Readings count for the slot under way only. */
const STALE_AFTER_MS = 60_000

/**
 * What vehicles may take in each row of the site, by slot: the least of what holds at any moment of the slot. Meters say
 * what the first slot has; later ones count on what is expected of unmanaged load.
 */
export function limitsOfSlots(request: PlanRequest, grid: SlotGrid): readonly Float64Array[] {
  const changes = changesOf(request)
  let last: { readonly untilMs: number; readonly limits: Float64Array } | undefined
  return Array.from({ length: grid.count }, (_, slot) => {
    const begin = beginOf(grid, slot)
    const end = endOf(grid, slot)
    if (slot > 0 && last !== undefined && end <= last.untilMs) return last.limits
    const inside = changes.filter((atMs) => atMs > begin && atMs < end)
    const limits = [begin, ...inside].map((atMs) => limitsAt(request, atMs, slot === 0)).reduce(least)
    const next = changes.find((atMs) => atMs >= end) ?? Number.POSITIVE_INFINITY
    last = slot > 0 && inside.length === 0 ? { untilMs: next, limits } : undefined
    return limits
  })
}

/** Unmanaged load of the whole site less its sun, mean kW of each slot; below 0 where there is more sun than load. */
export function baseKwOfSlots({ compiled: { site } }: PlanRequest, means: (profile: Profile) => Float64Array) {
  const load = means(0)
  const sun = means(0)
  const add = (sum: Float64Array, part: Float64Array, factor: number) => {
    for (let slot = 0; slot < sum.length; slot++) sum[slot] = (sum[slot] ?? 0) + factor * (part[slot] ?? 0)
  }
  for (const { unmanaged } of site.nodes) {
    if (unmanaged === undefined) continue
    for (const profile of profilesOf(unmanaged.expectedA)) add(load, means(profile), site.voltageV / 1000)
  }
  for (const { expectedKw } of site.solar ?? []) add(sun, means(expectedKw), 1)
  return { load, sun }
}

function limitsAt(request: PlanRequest, atMs: number, isNow: boolean): Float64Array {
  const { compiled, supply = 'grid' } = request
  const capsKw = new Map<string, number>()
  for (const { nodeId, vehiclesKw } of request.caps ?? []) {
    const kw = valueAt(vehiclesKw, atMs)
    capsKw.set(nodeId, Math.min(capsKw.get(nodeId) ?? Number.POSITIVE_INFINITY, kw))
  }
  const isMetered = isNow && request.readings !== undefined
  const site = isMetered ? compiled.site : unmetered(compiled.site)
  const readings = isMetered ? (request.readings ?? []) : []
  const conditions = { atMs, readings, staleAfterMs: STALE_AFTER_MS, supply, capsKw }
  return vehicleLimits({ ...compiled, site }, conditions).limits
}

/** The site as it is expected: no meter can read the future. */
function unmetered(site: Site): Site {
  const nodes = site.nodes.map((node) =>
    node.unmanaged === undefined ? node : { ...node, unmanaged: { ...node.unmanaged, metered: false } },
  )
  return { ...site, nodes }
}

/** Every instant at which a limit, an expectation or a cap takes another value, in order. */
function changesOf({ compiled: { site }, caps = [] }: PlanRequest): readonly number[] {
  const profiles: (Profile | undefined)[] = caps.map(({ vehiclesKw }) => vehiclesKw)
  for (const { limits, unmanaged } of site.nodes) {
    profiles.push(
      limits.totalKw,
      ...profilesOf(limits.perPhaseA),
      limits.asymmetryA,
      ...profilesOf(unmanaged?.expectedA),
    )
  }
  if (site.backup !== undefined) {
    const { limits } = site.backup
    profiles.push(limits.totalKw, ...profilesOf(limits.perPhaseA), limits.asymmetryA)
  }
  for (const { limitA } of site.phasorLimits ?? []) profiles.push(limitA)
  const instants = new Set<number>()
  for (const profile of profiles) {
    if (profile === undefined || typeof profile === 'number') continue
    for (const { fromMs } of profile) instants.add(fromMs)
  }
  return [...instants].sort((a, b) => a - b)
}

function profilesOf(value: PerPhase<Profile> | undefined): readonly Profile[] {
  if (value === undefined) return []
  if (typeof value === 'number') return [value, value, value]
  return 'L1' in value ? PHASES.map((phase) => value[phase]) : [value, value, value]
}

function least(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, row) => Math.min(value, b[row] ?? value))
}
