import { noteSent } from './channel.ts'
import type { Charging } from './charging.ts'
import type { Binding, Command } from './decision.ts'
import { type Candidate, fill } from './fill.ts'
import type { FixedLoad } from './fixed-loads.ts'
import { add, type Ledger } from './ledger.ts'
import { FINEST_A } from './levels.ts'
import type { AllocatorMemory } from './memory.ts'
import type { AllocatorSettings } from './settings.ts'
import type { Share } from './share.ts'

const HOUR_MS = 3_600_000

/**
 * Turns what vehicles are to have into commands, without any instant at which the limits could be broken: a decrease is
 * sent at once and counts only when it is confirmed; an increase is sent as far as it fits beside all that may still be in
 * effect. `held` tells which increases wait, and why.
 */
export function issue(
  shares: readonly Share[],
  fixed: readonly FixedLoad[],
  context: {
    readonly committed: Ledger
    readonly prices: Float64Array
    readonly memory: AllocatorMemory
    readonly settings: AllocatorSettings
    readonly nowMs: number
  },
): { readonly commands: readonly Command[]; readonly held: ReadonlyMap<string, Binding> } {
  const { committed, prices, settings, nowMs } = context
  for (const { load, amperes } of fixed) add(committed, load, amperes)
  for (const { charging } of shares) add(committed, charging.load, charging.countedA - charging.safeA)
  const held = new Map<string, Binding>()
  const commands: Command[] = []
  const raises: { readonly share: Share; readonly candidate: Candidate }[] = []
  for (const share of shares) {
    const { charging, candidate } = share
    const wanted = candidate.amperes
    if (wanted < charging.countedA - FINEST_A) commands.push(...lower(share, context))
    else if (isSignificant(wanted - charging.countedA, charging.countedA, settings)) {
      const untilMs = quietUntil(charging, settings, nowMs)
      if (untilMs > nowMs) held.set(charging.vehicle.id, { kind: 'message-budget', untilMs })
      else raises.push({ share, candidate: { ...candidate, amperes: charging.countedA, upToA: wanted } })
    } else commands.push(...refresh(share, context))
  }
  fill(
    committed,
    prices,
    raises.map(({ candidate }) => candidate),
    { strideA: 8, precision: 0.5 },
  )
  for (const { share, candidate } of raises) {
    const { charging } = share
    const subject = committed.layout.compiled.rows[candidate.blockedBy ?? -1]?.subject
    if (candidate.amperes < share.candidate.amperes && subject !== undefined) {
      held.set(charging.vehicle.id, { kind: 'waiting-for-confirmation', subject })
    }
    if (candidate.amperes > charging.countedA + FINEST_A) {
      commands.push(send(share, candidate.amperes, 'raise', context))
    } else commands.push(...refresh(share, context))
  }
  return { commands, held }
}

interface Issuing {
  readonly memory: AllocatorMemory
  readonly settings: AllocatorSettings
  readonly nowMs: number
}

/** A decrease that nothing on its way brings yet; or the same again when it got no answer. */
function lower(share: Share, context: Issuing): readonly Command[] {
  const { charging, candidate } = share
  const { outstanding, confirmedA } = charging.pointMemory
  const newest = outstanding.at(-1)
  const willBe = newest?.amperes ?? confirmedA
  const reachable = Math.max(candidate.amperes, 0)
  if (newest !== undefined && willBe <= reachable + FINEST_A) {
    if (context.nowMs - newest.sentAtMs < context.settings.resendAfterMs) return []
    return [resend(share, newest.sequence, willBe, context)]
  }
  if (willBe <= reachable + FINEST_A) return refresh(share, context)
  return [send(share, reachable, 'lower', context)]
}

/** Renews a hold that runs out, and repeats what got no answer. */
function refresh(share: Share, context: Issuing): readonly Command[] {
  const { pointMemory } = share.charging
  const { nowMs, settings } = context
  const newest = pointMemory.outstanding.at(-1)
  if (newest !== undefined) {
    if (nowMs - newest.sentAtMs < settings.resendAfterMs) return []
    return [resend(share, newest.sequence, newest.amperes, context)]
  }
  const isHeld = pointMemory.confirmedA > share.charging.safeA
  if (!isHeld || pointMemory.confirmedUntilMs - nowMs > settings.refreshBeforeMs) return []
  // A hold that ran out is no longer counted, and what it held may be with others: then it is an increase like any.
  const kept = Math.min(share.charging.countedA, share.candidate.amperes)
  return kept <= share.charging.safeA ? [] : [send(share, kept, 'refresh', context)]
}

function send(share: Share, limitA: number, purpose: 'lower' | 'raise' | 'refresh', context: Issuing): Command {
  const { charging } = share
  const { memory, settings, nowMs } = context
  const command: Command = {
    sequence: memory.nextSequence,
    pointId: charging.point.id,
    vehicleId: charging.vehicle.id,
    limitA,
    phases: charging.singleLoad === undefined ? undefined : (charging.memory.phases ?? 3),
    purpose,
    holdUntilMs: nowMs + settings.holdMs,
    thenA: charging.safeA,
  }
  memory.nextSequence += 1
  noteSent(charging.pointMemory, command, nowMs)
  return command
}

function resend(share: Share, sequence: number, limitA: number, { nowMs, settings }: Issuing): Command {
  const { pointMemory, point, vehicle, safeA } = share.charging
  const holdUntilMs = nowMs + settings.holdMs
  const phases = pointMemory.outstanding.at(-1)?.phases
  pointMemory.outstanding = pointMemory.outstanding.map((one) =>
    one.sequence === sequence ? { ...one, sentAtMs: nowMs, holdUntilMs } : one,
  )
  const said = { sequence, pointId: point.id, vehicleId: vehicle.id, limitA, phases }
  return { ...said, purpose: 'resend', holdUntilMs, thenA: safeA }
}

function isSignificant(changeA: number, fromA: number, { significantA, significantShare }: AllocatorSettings): boolean {
  if (changeA <= FINEST_A) return false
  return fromA === 0 || changeA >= Math.max(significantA, significantShare * fromA)
}

/** When the next message that raises may be sent to the vehicle's point. */
function quietUntil({ pointMemory }: Charging, settings: AllocatorSettings, nowMs: number): number {
  const recent = pointMemory.sentMs.filter((at) => nowMs - at < HOUR_MS)
  const last = recent.at(-1)
  const gap = last === undefined ? nowMs : last + settings.minMessageGapMs
  const budget = recent.length < settings.maxMessagesPerHour ? nowMs : (recent[0] ?? nowMs) + HOUR_MS
  return Math.max(gap, budget)
}
