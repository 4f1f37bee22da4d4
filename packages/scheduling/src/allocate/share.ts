import type { Charging } from './charging.ts'
import { type Duty, dutyOf } from './duty.ts'
import { type Candidate, fill, type Grain } from './fill.ts'
import type { FixedLoad } from './fixed-loads.ts'
import { add, addIfFits, type Ledger, openLedger, valueOfRow } from './ledger.ts'
import { ceilLevel, floorLevel } from './levels.ts'
import type { AllocatorSettings } from './settings.ts'
import { worthOf } from './worth.ts'

/** A vehicle with what it is to have. */
export interface Share {
  readonly charging: Charging
  readonly duty: Duty
  readonly candidate: Candidate
  /** What the plan wants it to have now; `undefined` without a plan for it. */
  readonly planA: number | undefined
}

/** What a plan asks of a vehicle in the slot that holds now. */
export interface PlanNow {
  readonly targetA: number
  readonly above: 'cap' | 'fill'
}

/** Up to so many vehicles are served an ampere at a time, each time the one that is worth most. */
const FINE_VEHICLES = 200
const FINE: Grain = { strideA: 1, precision: 1, turns: 1 }
const COARSE: Grain = { strideA: 8, precision: 0.5, turns: 8 }

/**
 * Shares out what the limits leave beside the fixed loads: first to vehicles that must stay on, then as the plan wants,
 * then by worth, and what is left to those that have what they asked for or stand by.
 */
export function share(
  all: readonly Charging[],
  fixed: readonly FixedLoad[],
  context: {
    readonly empty: Ledger
    readonly prices: Float64Array
    readonly settings: AllocatorSettings
    readonly nowMs: number
    readonly plan: ReadonlyMap<string, PlanNow>
  },
): { readonly shares: readonly Share[]; readonly ledger: Ledger; readonly beyond: readonly number[] } {
  const { prices } = context
  const ledger = openLedger(context.empty.layout, context.empty.limits)
  for (const { load, amperes } of fixed) add(ledger, load, amperes)
  const beyond = rowsBeyond(ledger)
  const shares = all.map((charging) => shareOf(charging, context))
  const active = shares.filter(({ duty }) => duty.upToA > 0)
  const grain = grainFor(all.length)
  keepOn(ledger, active, { number: Math.floor(context.nowMs / context.settings.intervalMs), of: grain.turns })
  const planned = active.filter(({ planA }) => planA !== undefined)
  if (planned.length > 0) {
    fillUpTo(ledger, prices, planned, grain, ({ planA, duty, charging }) =>
      Math.min(duty.upToA, floorLevel(charging.levels, planA ?? 0)),
    )
  }
  fillUpTo(ledger, prices, active, grain, ({ duty, charging, candidate }) => {
    const capped = context.plan.get(charging.vehicle.id)?.above === 'cap'
    return capped ? candidate.amperes : duty.upToA
  })
  const spare = shares.filter(({ duty, candidate }) => duty.spareA > duty.upToA && candidate.blockedBy === undefined)
  fillUpTo(ledger, prices, spare, grain, ({ duty }) => duty.spareA)
  return { shares, ledger, beyond }
}

function shareOf(
  charging: Charging,
  { settings, nowMs, plan }: { settings: AllocatorSettings; nowMs: number; plan: ReadonlyMap<string, PlanNow> },
): Share {
  const planned = plan.get(charging.vehicle.id)
  const duty = dutyOf(charging, settings, nowMs, planned !== undefined)
  const { weight, saturation } = worthOf(charging, settings, nowMs)
  const { load, levels, safeA } = charging
  const candidate: Candidate = {
    load,
    levels,
    upToA: 0,
    weight,
    saturation,
    amperes: 0,
    nextA: 0,
    reservedA: safeA,
    blockedBy: undefined,
  }
  return { charging, duty, candidate, planA: planned?.targetA }
}

function rowsBeyond(ledger: Ledger): readonly number[] {
  return ledger.layout.compiled.rows.flatMap((_, row) =>
    valueOfRow(ledger, row) > (ledger.limits[row] ?? 0) + 1e-9 ? [row] : [],
  )
}

/** Gives vehicles what they are to keep: their lowest pilot where they stay on, and on a large site what they had. */
function keepOn(ledger: Ledger, active: readonly Share[], turn: Turn): void {
  const kept: Share[] = []
  for (const one of active) {
    const keeps = keptA(one, turn)
    if (keeps <= 0) continue
    one.candidate.amperes = keeps
    kept.push(one)
  }
  const before = ledger.sums.slice()
  for (const { candidate } of kept) add(ledger, candidate.load, reachA(candidate))
  if (rowsBeyond(ledger).length === 0) return
  ledger.sums.set(before)
  kept.sort((a, b) => Number(b.duty.staysOn) - Number(a.duty.staysOn) || b.candidate.weight - a.candidate.weight)
  for (const one of kept) keepIfFits(ledger, one)
}

/** Which vehicles of a large site are compared with the others in this decision. */
interface Turn {
  readonly number: number
  readonly of: number
}

function keptA({ duty, charging }: Share, turn: Turn): number {
  const { levels, memory, pointIndex } = charging
  const lowest = duty.staysOn ? ceilLevel(levels, levels.minA) : 0
  if (memory.targetA <= 0 || (pointIndex + turn.number) % turn.of === 0) return lowest
  return Math.max(lowest, floorLevel(levels, Math.min(duty.upToA, memory.targetA)))
}

function keepIfFits(ledger: Ledger, { candidate, duty, charging: { levels } }: Share): void {
  const { load } = candidate
  if (addIfFits(ledger, load, reachA(candidate)) === undefined) return
  candidate.amperes = duty.staysOn ? ceilLevel(levels, levels.minA) : 0
  if (candidate.amperes > 0 && addIfFits(ledger, load, reachA(candidate)) !== undefined) candidate.amperes = 0
}

/** What a candidate's pilot adds to its reserve, which is already counted. */
function reachA({ amperes, reservedA }: Candidate): number {
  return Math.max(0, amperes - reservedA)
}

function fillUpTo(
  ledger: Ledger,
  prices: Float64Array,
  shares: readonly Share[],
  grain: Grain,
  upToA: (share: Share) => number,
): void {
  for (const one of shares) one.candidate.upToA = upToA(one)
  fill(
    ledger,
    prices,
    shares.map(({ candidate }) => candidate),
    grain,
  )
}

function grainFor(vehicles: number): Grain {
  return vehicles <= FINE_VEHICLES ? FINE : COARSE
}
