import type { Charging } from './charging.ts'
import { type Duty, dutyOf } from './duty.ts'
import { type Candidate, fill, type Grain } from './fill.ts'
import { add, addIfFits, type FlatLoad, type Ledger, openLedger, valueOfRow } from './ledger.ts'
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

/** Loads that nobody can move: points offline or disobeying, and safe currents. */
export interface FixedLoad {
  readonly load: FlatLoad
  readonly amperes: number
}

/** Up to so many vehicles are served an ampere at a time, each time the one that is worth most. */
const FINE_VEHICLES = 200
const FINE: Grain = { strideA: 1, precision: 1, keepShare: 0 }
const COARSE_VEHICLES = 2000
const COARSE: Grain = { strideA: 8, precision: 0.3, keepShare: 0.7 }
const COARSEST: Grain = { strideA: 16, precision: 0.1, keepShare: 0.7 }

/**
 * Shares out what the limits leave beside the fixed loads: first to vehicles that must stay on, then as the plan wants,
 * then by worth, and what is left to those that stand by.
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
  const active = shares.filter(({ duty }) => duty.upToA > 0 && !duty.standsBy)
  const grain = grainFor(all.length)
  keepOn(ledger, active, grain)
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
  const standby = shares.filter(({ duty }) => duty.standsBy)
  fillUpTo(ledger, prices, standby, grain, ({ duty }) => duty.upToA)
  return { shares, ledger, beyond }
}

function shareOf(
  charging: Charging,
  { settings, nowMs, plan }: { settings: AllocatorSettings; nowMs: number; plan: ReadonlyMap<string, PlanNow> },
): Share {
  const duty = dutyOf(charging, settings, nowMs)
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
  return { charging, duty, candidate, planA: plan.get(charging.vehicle.id)?.targetA }
}

function rowsBeyond(ledger: Ledger): readonly number[] {
  return ledger.layout.compiled.rows.flatMap((_, row) =>
    valueOfRow(ledger, row) > (ledger.limits[row] ?? 0) + 1e-9 ? [row] : [],
  )
}

/** Gives vehicles what they are to keep: their lowest pilot where they stay on, and on a large site most of what they had. */
function keepOn(ledger: Ledger, active: readonly Share[], { keepShare }: Grain): void {
  const kept = active.filter(({ duty, charging }) => duty.staysOn || (keepShare > 0 && charging.memory.targetA > 0))
  kept.sort((a, b) => Number(b.duty.staysOn) - Number(a.duty.staysOn) || b.candidate.weight - a.candidate.weight)
  for (const { candidate, duty, charging } of kept) {
    const { levels } = charging
    const lowest = duty.staysOn ? ceilLevel(levels, levels.minA) : 0
    const most = Math.min(duty.upToA, keepShare * charging.memory.targetA)
    const keeps = Math.max(lowest, floorLevel(levels, most))
    if (keeps <= 0) continue
    const more = Math.max(0, keeps - candidate.reservedA)
    if (addIfFits(ledger, candidate.load, more) === undefined) candidate.amperes = keeps
    else if (lowest > 0 && addIfFits(ledger, candidate.load, Math.max(0, lowest - candidate.reservedA)) === undefined) {
      candidate.amperes = lowest
    }
  }
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
  if (vehicles <= FINE_VEHICLES) return FINE
  return vehicles <= COARSE_VEHICLES ? COARSE : COARSEST
}
