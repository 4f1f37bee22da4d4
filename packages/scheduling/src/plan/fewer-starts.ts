import type { PlanContext } from './build-model.ts'
import { type ConsumerCurrents, type Currents, currentsOf } from './currents.ts'
import type { SolvedPart } from './planner.ts'

/** A full slot is cut in so many steps of energy. */
const STEPS_OF_SLOT = 4
const UNREACHED = Number.POSITIVE_INFINITY

/**
 * Replaces the currents of vehicles that would start more often than they may by the cheapest ones that do not, in what
 * the others leave free. Exact for a vehicle up to a quarter of a slot.
 */
export function fewerStarts(context: PlanContext, parts: readonly SolvedPart[]): Currents {
  const currents = currentsOf(context, parts)
  const most = context.request.maxStarts
  if (most === undefined || !(most >= 1)) return currents
  for (const one of currents.all) {
    if (one.givenA.some((amperes) => amperes > 0)) continue
    if (startsOf(one.takenA) > most) restart(context, currents, one, Math.floor(most))
  }
  return currents
}

/** How often charging begins. */
export function startsOf(takenA: Float64Array): number {
  let starts = 0
  takenA.forEach((amperes, slot) => {
    if (amperes > 0 && !((takenA[slot - 1] ?? 0) > 0)) starts += 1
  })
  return starts
}

interface Choice {
  /** kWh of one step, and how many steps are wanted. */
  readonly stepKwh: number
  readonly steps: number
  /** Least and most steps that each slot can give. */
  readonly least: Int32Array
  readonly most: Int32Array
  /** Cost of a kWh in each slot, and of one that is not given at all. */
  readonly price: Float64Array
  readonly missing: number
}

function restart(context: PlanContext, currents: Currents, one: ConsumerCurrents, mostStarts: number): void {
  const { consumer, takenA } = one
  const { hours, load, firstSlot, endSlot, risk, maxA, minA, parts } = consumer
  const rooms = takenA.map((_, slot) => (slot < firstSlot || slot >= endSlot ? 0 : currents.roomFor(one, slot)))
  const kwhOf = (slot: number, amperes: number) => amperes * load.kwPerA * (hours[slot] ?? 0)
  const wanted = takenA.reduce((sum, amperes, slot) => sum + kwhOf(slot, amperes), 0)
  const stepKwh = Math.max(...rooms.map((_, slot) => kwhOf(slot, maxA))) / STEPS_OF_SLOT
  if (!(stepKwh > 0)) return
  const worth = Math.max(...parts.map(({ worthPerKwh }) => worthPerKwh), 0)
  const steps = Math.ceil(wanted / stepKwh - 1e-6)
  const chosen = cheapest(
    {
      stepKwh,
      steps,
      least: Int32Array.from(rooms, (_, slot) => Math.max(1, Math.ceil(kwhOf(slot, minA) / stepKwh - 1e-6))),
      most: Int32Array.from(rooms, (room, slot) => Math.floor(kwhOf(slot, room) / stepKwh + 1e-6)),
      price: context.buy.map((price, slot) => price + context.request.values.unservedPerKwh * (risk[slot] ?? 0)),
      missing: worth,
    },
    mostStarts,
  )
  const kwh = trimmed(chosen, {
    stepKwh,
    excess: chosen.reduce((sum, count) => sum + count, 0) * stepKwh - wanted,
    price: context.buy,
  })
  kwh.forEach((amount, slot) => {
    const perAmpere = kwhOf(slot, 1)
    if (slot >= firstSlot && slot < endSlot) currents.change(one, slot, perAmpere > 0 ? amount / perAmpere : 0)
  })
}

/** Steps for each slot: least cost with at most `mostStarts` starts, by dynamic programming over slots and steps. */
function cheapest({ stepKwh, steps, least, most, price, missing }: Choice, mostStarts: number): Int32Array {
  const slots = price.length
  const width = steps + 1
  const modes = 2 * mostStarts + 1
  // Modes: 0 not started, 2k−1 charging for the k-th time, 2k resting after it. Each leads to itself or the next.
  let cost = new Float64Array(modes * width).fill(UNREACHED)
  cost[0] = 0
  const taken: Int16Array[] = []
  const from: Int8Array[] = []
  for (let slot = 0; slot < slots; slot++) {
    const next = new Float64Array(modes * width).fill(UNREACHED)
    const took = new Int16Array(modes * width)
    const came = new Int8Array(modes * width)
    const stepPrice = (price[slot] ?? 0) * stepKwh
    for (let mode = 0; mode < modes; mode++) {
      const isCharging = mode % 2 === 1
      const lowest = isCharging ? (least[slot] ?? 1) : 0
      const highest = isCharging ? (most[slot] ?? 0) : 0
      for (const before of mode === 0 ? [0] : [mode, mode - 1]) {
        for (let step = 0; step <= steps; step++) {
          const start = cost[before * width + step] ?? UNREACHED
          if (start === UNREACHED) continue
          for (let count = lowest; count <= highest && step + count <= steps; count++) {
            const at = mode * width + step + count
            const total = start + count * stepPrice
            if (total >= (next[at] ?? UNREACHED)) continue
            next[at] = total
            took[at] = count
            came[at] = before
          }
        }
      }
    }
    cost = next
    taken.push(took)
    from.push(came)
  }
  return traceBack({ cost, taken, from, width, missing: missing * stepKwh })
}

interface Trace {
  readonly cost: Float64Array
  readonly taken: readonly Int16Array[]
  readonly from: readonly Int8Array[]
  readonly width: number
  readonly missing: number
}

function traceBack({ cost, taken, from, width, missing }: Trace): Int32Array {
  let best = 0
  let bestTotal = UNREACHED
  cost.forEach((value, at) => {
    const total = value + (width - 1 - (at % width)) * missing
    if (total < bestTotal) {
      bestTotal = total
      best = at
    }
  })
  const chosen = new Int32Array(taken.length)
  let mode = Math.floor(best / width)
  let step = best % width
  for (let slot = taken.length - 1; slot >= 0; slot--) {
    const at = mode * width + step
    const count = taken[slot]?.[at] ?? 0
    chosen[slot] = count
    mode = from[slot]?.[at] ?? 0
    step -= count
  }
  return chosen
}

/** Energy by slot, less what whole steps give too much, taken from the dearest slot. */
function trimmed(
  chosen: Int32Array,
  { stepKwh, excess, price }: { readonly stepKwh: number; readonly excess: number; readonly price: Float64Array },
): Float64Array {
  const kwh = Float64Array.from(chosen, (count) => count * stepKwh)
  if (excess <= 0) return kwh
  let dearest = -1
  kwh.forEach((amount, slot) => {
    if (amount > 0 && (dearest < 0 || (price[slot] ?? 0) > (price[dearest] ?? 0))) dearest = slot
  })
  if (dearest >= 0) kwh[dearest] = Math.max(0, (kwh[dearest] ?? 0) - excess)
  return kwh
}
