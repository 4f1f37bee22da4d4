import type { RowSubject } from '../site/row.ts'
import type { PlanContext } from './build-model.ts'
import type { ConsumerCurrents } from './currents.ts'
import type { BindingLimit, ShortReason } from './plan-result.ts'
import type { SolvedPart } from './planner.ts'

/** Duals below this are noise of the solver. */
const NOISE = 1e-7
const CLOSE = 1 - 1e-4

/** Limits whose relaxation would save something, by subject. */
export function bindingLimits({ network }: PlanContext, parts: readonly SolvedPart[]): readonly BindingLimit[] {
  const found = new Map<string, { subject: RowSubject; slots: Set<number>; saving: number }>()
  for (const { plan, solution } of parts) {
    for (const { row, cut, slot } of plan.limitRows) {
      const saving = Math.abs(solution.rowDual[row] ?? 0)
      const { row: limit, share } = network.cuts[cut] ?? { row: -1, share: 0 }
      const subject = network.rows[limit]?.subject
      if (saving <= NOISE || subject === undefined) continue
      const key = JSON.stringify(subject)
      const entry = found.get(key) ?? { subject, slots: new Set<number>(), saving: 0 }
      entry.slots.add(slot)
      entry.saving += saving * share
      found.set(key, entry)
    }
  }
  return [...found.values()]
    .map(({ subject, slots, saving }) => ({ subject, slots: [...slots].sort((a, b) => a - b), saving }))
    .sort((a, b) => b.saving - a.saving)
}

/** Why a vehicle does not get what it wants, the weightiest reason first. */
export function reasonsFor(
  context: PlanContext,
  parts: readonly SolvedPart[],
  one: ConsumerCurrents,
  wantedKwh: number,
): readonly ShortReason[] {
  const { consumer, takenA } = one
  const { hours, load, maxA, firstSlot, endSlot } = consumer
  const reasons: ShortReason[] = []
  const possibleKwh =
    consumer.planned.vehicle.deliveredKwh + hours.reduce((sum, share) => sum + share * load.kwPerA * maxA, 0)
  if (possibleKwh < wantedKwh * CLOSE) reasons.push({ kind: 'stay-too-short', possibleKwh })
  const part = parts.find(({ plan }) => plan.consumers.some((columns) => columns.consumer === consumer))
  if (part === undefined) return reasons
  const open = new Set<number>()
  for (let slot = firstSlot; slot < endSlot; slot++) {
    if ((hours[slot] ?? 0) > 0 && (takenA[slot] ?? 0) < maxA * CLOSE) open.add(slot)
  }
  if (open.size === 0) return reasons
  const held = [...heldByLimits(context, part, one, open), ...heldByPeak(part, open)]
  reasons.push(...held)
  if (held.length === 0 && reasons.length === 0) reasons.push({ kind: 'worth' })
  return reasons
}

function heldByLimits(
  { network }: PlanContext,
  { plan, solution }: SolvedPart,
  { consumer }: ConsumerCurrents,
  open: ReadonlySet<number>,
): readonly ShortReason[] {
  const own = new Set(network.sharesOf(consumer.load).map(({ cut }) => cut))
  const slotsOf = new Map<number, Set<number>>()
  for (const { row, cut, slot } of plan.limitRows) {
    if (!open.has(slot) || !own.has(cut) || Math.abs(solution.rowDual[row] ?? 0) <= NOISE) continue
    const limit = network.cuts[cut]?.row ?? -1
    const slots = slotsOf.get(limit) ?? new Set<number>()
    slotsOf.set(limit, slots.add(slot))
  }
  return [...slotsOf]
    .flatMap(([limit, slots]): { subject: RowSubject; share: number }[] => {
      const subject = network.rows[limit]?.subject
      return subject === undefined ? [] : [{ subject, share: slots.size / open.size }]
    })
    .sort((a, b) => b.share - a.share)
    .map(({ subject, share }): ShortReason => ({ kind: 'limit', subject, share }))
}

function heldByPeak({ plan, solution }: SolvedPart, open: ReadonlySet<number>): readonly ShortReason[] {
  const rows = plan.balance?.abovePeak?.rows ?? []
  const held = rows.filter((row, slot) => open.has(slot) && Math.abs(solution.rowDual[row] ?? 0) > NOISE).length
  return held === 0 ? [] : [{ kind: 'peak', share: held / open.size }]
}
