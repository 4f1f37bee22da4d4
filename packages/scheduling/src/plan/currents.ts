import type { PlanContext } from './build-model.ts'
import type { Consumer } from './consumer.ts'
import { limitOfCut } from './network.ts'
import type { SolvedPart } from './planner.ts'

const NOTHING_A = 1e-6

/** Amperes of a consumer, by slot. */
export interface ConsumerCurrents {
  readonly consumer: Consumer
  readonly takenA: Float64Array
  readonly givenA: Float64Array
}

/** What a plan's consumers take, and what is left of the limits. */
export interface Currents {
  readonly all: readonly ConsumerCurrents[]
  /** Most amperes that a consumer may take in a slot while the others stay as they are. */
  roomFor(one: ConsumerCurrents, slot: number): number
  /** What all of them take from a cut in a slot. */
  loadOf(cut: number, slot: number): number
  /** kW of all of them in a slot. */
  vehiclesKw(slot: number): number
  /** kW that may be added in a slot without raising the planned peak. */
  powerLeftKw(slot: number): number
  change(one: ConsumerCurrents, slot: number, takenA: number): void
}

export function currentsOf(context: PlanContext, parts: readonly SolvedPart[]): Currents {
  const { grid, network, tight, limits } = context
  const all = parts.flatMap((part) => part.plan.consumers.map((columns) => read(columns, part, grid.count)))
  const loads = Array.from({ length: grid.count }, () => new Float64Array(network.cuts.length))
  const siteKw = new Float64Array(grid.count)
  const add = (consumer: Consumer, slot: number, amperes: number) => {
    const load = loads[slot]
    if (load === undefined) return
    for (const { cut, factor } of network.sharesOf(consumer.load)) load[cut] = (load[cut] ?? 0) + factor * amperes
    siteKw[slot] = (siteKw[slot] ?? 0) + consumer.load.kwPerA * amperes
  }
  for (const { consumer, takenA } of all) {
    for (let slot = consumer.firstSlot; slot < consumer.endSlot; slot++) add(consumer, slot, takenA[slot] ?? 0)
  }
  for (const { plan, solution } of parts) {
    for (const { planned, take } of plan.batteries) {
      take.forEach((column, slot) => {
        const load = loads[slot]
        const kw = solution.colValue[column] ?? 0
        for (const { cut, factor } of network.sharesOf(planned.load))
          if (load) load[cut] = (load[cut] ?? 0) + factor * kw
      })
    }
  }
  const peakKw = vehiclesUnderPeak(parts, siteKw)
  return {
    all,
    roomFor({ consumer, takenA }, slot) {
      const own = takenA[slot] ?? 0
      let room = Math.min(consumer.maxA, own + ((peakKw[slot] ?? 0) - (siteKw[slot] ?? 0)) / consumer.load.kwPerA)
      for (const { cut, factor } of network.sharesOf(consumer.load)) {
        if (tight[slot]?.has(cut) !== true) continue
        const left = limitOfCut(network, limits[slot] ?? new Float64Array(), cut) - (loads[slot]?.[cut] ?? 0)
        room = Math.min(room, own + left / factor)
      }
      return Math.max(0, room)
    },
    loadOf: (cut, slot) => loads[slot]?.[cut] ?? 0,
    vehiclesKw: (slot) => siteKw[slot] ?? 0,
    powerLeftKw: (slot) => Math.max(0, (peakKw[slot] ?? 0) - (siteKw[slot] ?? 0)),
    change(one, slot, takenA) {
      add(one.consumer, slot, takenA - (one.takenA[slot] ?? 0))
      one.takenA[slot] = takenA
    },
  }
}

/** The highest power from the grid that a plan allows itself, kW; `undefined` without a demand charge. */
export function plannedPeakKw(parts: readonly SolvedPart[]): number | undefined {
  for (const { plan, solution } of parts) {
    const peak = plan.balance?.abovePeak
    if (peak !== undefined) return peak.freeKw + Math.max(0, solution.colValue[peak.column] ?? 0)
  }
  return undefined
}

/** What vehicles may take together in each slot without raising the planned peak. */
function vehiclesUnderPeak(parts: readonly SolvedPart[], siteKw: Float64Array): Float64Array {
  const peak = plannedPeakKw(parts)
  const [part] = parts
  if (peak === undefined || part?.plan.balance === undefined)
    return new Float64Array(siteKw.length).fill(Number.POSITIVE_INFINITY)
  const { fromGrid } = part.plan.balance
  return siteKw.map((kw, slot) => kw + Math.max(0, peak - (part.solution.colValue[fromGrid[slot] ?? 0] ?? 0)))
}

function read(
  { consumer, first, discharge }: SolvedPart['plan']['consumers'][number],
  { solution: { colValue } }: SolvedPart,
  slots: number,
): ConsumerCurrents {
  const clean = (amperes: number) => (amperes > NOTHING_A ? amperes : 0)
  const takenA = new Float64Array(slots)
  const givenA = new Float64Array(slots)
  for (let slot = consumer.firstSlot; slot < consumer.endSlot; slot++) {
    takenA[slot] = clean(Math.min(consumer.maxA, colValue[first + slot - consumer.firstSlot] ?? 0))
    const given = discharge?.columns[slot]
    if (given !== undefined) givenA[slot] = clean(colValue[given] ?? 0)
  }
  return { consumer, takenA, givenA }
}
