import { horizonEdges } from './horizon.ts'
import type { FlatLoad, Layout } from './ledger.ts'

/** A vehicle as the outlook sees it. */
export interface Prospect {
  readonly vehicleId: string
  readonly load: FlatLoad
  readonly maxA: number
  readonly needKwh: number
  readonly leavesAtMs: number
}

/** What the outlook found for a vehicle. */
export interface Prospects {
  readonly vehicleId: string
  /** What the dearest part of its energy costs, as a share of its worth: 1 when it cannot all be served. */
  readonly postponing: number
  /** kWh it can get until it leaves. */
  readonly expectedKwh: number
}

/**
 * A fluid picture of the coming hours, built vehicle by vehicle: each lays its energy into the slots where the limits are
 * emptiest, a few times over, until nobody would move. It stands in for a solver: the price at which a vehicle can still
 * be served later tells how much it needs current now. May be spread over several calls of `continueSweep`.
 */
export interface Sweep {
  readonly edges: Float64Array
  readonly limits: Float64Array
  /** By slot of time, then as the ledger's sums. */
  readonly sums: Float64Array
  readonly prospects: readonly Prospect[]
  readonly placed: readonly Float64Array[]
  readonly found: Prospects[]
  pass: number
  next: number
}

const PASSES = 3
/** Energy is laid out in parts of this share of the vehicle's full current. */
const PARTS = 4
const FIRST_SLOT_MS = 300_000
const HOUR_MS = 3_600_000

export function startSweep(layout: Layout, limits: Float64Array, prospects: readonly Prospect[], nowMs: number): Sweep {
  const untilMs = prospects.reduce((last, { leavesAtMs }) => Math.max(last, leavesAtMs), nowMs)
  const edges = horizonEdges(nowMs, untilMs, FIRST_SLOT_MS)
  const slots = edges.length - 1
  return {
    edges,
    limits,
    sums: new Float64Array(slots * layout.slots),
    prospects,
    placed: prospects.map(() => new Float64Array(slots)),
    found: [],
    pass: 0,
    next: 0,
  }
}

/** Lays out at most `budget` more vehicles. True when the sweep is done and `found` is complete. */
export function continueSweep(sweep: Sweep, layout: Layout, prices: Float64Array, budget: number): boolean {
  const costs = new Float64Array(sweep.edges.length - 1)
  for (let spent = 0; spent < budget && sweep.pass < PASSES; spent++) {
    const prospect = sweep.prospects[sweep.next]
    const placed = sweep.placed[sweep.next]
    if (prospect !== undefined && placed !== undefined) {
      const found = layOutProspect({ sweep, layout, prices, costs }, prospect, placed)
      if (sweep.pass === PASSES - 1) sweep.found.push(found)
    }
    sweep.next += 1
    if (sweep.next >= sweep.prospects.length) {
      sweep.next = 0
      sweep.pass += 1
    }
  }
  return sweep.pass >= PASSES
}

interface Context {
  readonly sweep: Sweep
  readonly layout: Layout
  readonly prices: Float64Array
  readonly costs: Float64Array
}

function layOutProspect(context: Context, prospect: Prospect, placed: Float64Array): Prospects {
  const { sweep, costs } = context
  const { edges } = sweep
  const { maxA, load, leavesAtMs } = prospect
  for (let slot = 0; slot < placed.length; slot++) {
    place(context, load, slot, -(placed[slot] ?? 0))
    placed[slot] = 0
    costs[slot] = costIn(context, load, slot)
  }
  const wantedAh = prospect.needKwh / load.kwPerA
  let leftAh = wantedAh
  let dearest = 0
  while (leftAh > 1e-6) {
    const slot = cheapest(sweep, costs, placed, prospect)
    if (slot < 0) {
      dearest = 1
      break
    }
    dearest = Math.max(dearest, costs[slot] ?? 0)
    const fromMs = edges[slot] ?? 0
    const lengthMs = (edges[slot + 1] ?? 0) - fromMs
    const open = (maxA * Math.min(lengthMs, leavesAtMs - fromMs)) / lengthMs - (placed[slot] ?? 0)
    const amperes = Math.min(maxA / PARTS, open, (leftAh * HOUR_MS) / lengthMs)
    placed[slot] = (placed[slot] ?? 0) + amperes
    place(context, load, slot, amperes)
    costs[slot] = costIn(context, load, slot)
    leftAh -= (amperes * lengthMs) / HOUR_MS
  }
  const expectedKwh = (wantedAh - Math.max(0, leftAh)) * load.kwPerA
  return { vehicleId: prospect.vehicleId, postponing: dearest, expectedKwh }
}

/** The slot with room and the lowest cost below the worth of the energy; -1 when there is none. */
function cheapest({ edges }: Sweep, costs: Float64Array, placed: Float64Array, prospect: Prospect): number {
  let best = -1
  let bestCost = 1
  for (let slot = 0; slot < placed.length; slot++) {
    const fromMs = edges[slot] ?? 0
    if (fromMs >= prospect.leavesAtMs) break
    const cost = costs[slot] ?? 0
    if (cost >= bestCost) continue
    const lengthMs = (edges[slot + 1] ?? 0) - fromMs
    const share = Math.min(1, (prospect.leavesAtMs - fromMs) / lengthMs)
    if ((placed[slot] ?? 0) >= prospect.maxA * share - 1e-9) continue
    best = slot
    bestCost = cost
  }
  return best
}

function place({ sweep, layout }: Context, { slots, weights }: FlatLoad, slot: number, amperes: number): void {
  if (amperes === 0) return
  const offset = slot * layout.slots
  for (let term = 0; term < slots.length; term++) {
    const at = offset + (slots[term] ?? 0)
    sweep.sums[at] = (sweep.sums[at] ?? 0) + (weights[term] ?? 0) * amperes
  }
}

/** What one more ampere costs the others in a slot of time, as a share of its worth: about 1 where limits are full. */
function costIn({ sweep, layout, prices }: Context, load: FlatLoad, slot: number): number {
  const { rows, slots, weights, kwPerA } = load
  const offset = slot * layout.slots
  let cost = 0
  for (let term = 0; term < rows.length; term++) {
    const row = rows[term] ?? 0
    const limit = sweep.limits[row] ?? 0
    if (limit === Number.POSITIVE_INFINITY) continue
    const start = offset + (layout.starts[row] ?? 0)
    const at = slots[term] ?? 0
    let along = 1
    let value = sweep.sums[start] ?? 0
    if (layout.linear[row] === 0) {
      let re = 0
      let im = 0
      for (let direction = layout.starts[row] ?? 0; direction < (layout.starts[row + 1] ?? 0); direction++) {
        const length = sweep.sums[offset + direction] ?? 0
        re += length * (layout.re[direction] ?? 0)
        im += length * (layout.im[direction] ?? 0)
      }
      value = Math.sqrt(re * re + im * im)
      along = value > 0 ? (re * (layout.re[at] ?? 0) + im * (layout.im[at] ?? 0)) / value : 0
    }
    const share = limit > 0 ? value / limit : 2
    const squared = share * share
    const fourth = squared * squared
    cost += (prices[row] ?? 0) * (weights[term] ?? 0) * along * fourth * fourth
  }
  return cost / kwPerA
}
