import type { PlanContext } from './build-model.ts'
import type { ConsumerCurrents, Currents } from './currents.ts'
import { createModelBuilder, type LinearModel } from './linear-model.ts'
import { limitOfCut } from './network.ts'
import type { Solver } from './solver.ts'

/** Most yes-or-no questions in one program; further vehicles are settled one by one. */
const MOST_CHOICES = 20
const TIME_LIMIT_MS = 500
/** A vehicle that never resumes after a pause goes before all others. */
const DOES_NOT_RESUME = 1000

/**
 * Below its least current (IEC 61851: 6 A) a vehicle pauses. Where the plan has vehicles between nothing and that in the
 * slot under way, decides which of them charge now and which wait, so that together they take about what was planned:
 * the urgent first, and because those who wait become more urgent, they take turns from plan to plan.
 */
export function closeCurrentGap(context: PlanContext, currents: Currents, solver: Solver): Currents {
  const gap = currents.all
    .filter(({ consumer, takenA }) => (takenA[0] ?? 0) > 0 && (takenA[0] ?? 0) < consumer.minA)
    .toSorted((a, b) => urgencyOf(b) - urgencyOf(a))
  if (gap.length === 0) return currents
  const plannedKw = gap.reduce((sum, one) => sum + kwOf(one, one.takenA[0] ?? 0), 0)
  for (const one of gap) currents.change(one, 0, 0)
  const few = gap.slice(0, MOST_CHOICES)
  const least = Math.min(...few.map((one) => kwOf(one, one.consumer.minA)))
  const { model, taken } = gapModel(context, currents, few, Math.max(plannedKw, least))
  const outcome = solver.solve(model, { timeLimitMs: TIME_LIMIT_MS, firstSlot: 0 })
  if (outcome.ok) {
    taken.forEach((column, index) => {
      const one = few[index]
      if (one === undefined) return
      const amperes = outcome.solution.colValue[column] ?? 0
      currents.change(one, 0, amperes >= one.consumer.minA - 1e-6 ? Math.max(one.consumer.minA, amperes) : 0)
    })
  }
  let leftKw = plannedKw - gap.reduce((sum, one) => sum + kwOf(one, one.takenA[0] ?? 0), 0)
  for (const one of outcome.ok ? gap.slice(MOST_CHOICES) : gap) {
    const { minA } = one.consumer
    if (kwOf(one, minA) > leftKw || currents.roomFor(one, 0) < minA) continue
    currents.change(one, 0, minA)
    leftKw -= kwOf(one, minA)
  }
  return currents
}

/** Who charges now: as much urgency as fits into the limits and the planned power. */
function gapModel(
  { network, limits, tight }: PlanContext,
  currents: Currents,
  gap: readonly ConsumerCurrents[],
  powerKw: number,
): { readonly model: LinearModel; readonly taken: readonly number[] } {
  const builder = createModelBuilder()
  const none = Number.NEGATIVE_INFINITY
  const columns = gap.map((one, slot) => {
    const room = currents.roomFor(one, 0)
    const { id, minA } = one.consumer
    const upper = room >= minA ? 1 : 0
    const takes = builder.addColumn({
      place: { group: 'takes', slot },
      cost: -urgencyOf(one),
      lower: 0,
      upper,
      whole: true,
    })
    const taken = builder.addColumn({ place: { group: 'amperes', slot }, cost: 1e-6, lower: 0, upper: minA })
    builder.addRow(
      { group: `least ${id}`, slot },
      [
        [taken, 1],
        [takes, -minA],
      ],
      0,
      0,
    )
    return { one, taken }
  })
  const byCut = new Map<number, [number, number][]>()
  for (const { one, taken } of columns) {
    for (const { cut, factor } of network.sharesOf(one.consumer.load)) {
      if (tight[0]?.has(cut) !== true) continue
      byCut.set(cut, [...(byCut.get(cut) ?? []), [taken, factor]])
    }
  }
  for (const [cut, entries] of byCut) {
    const limit = limitOfCut(network, limits[0] ?? new Float64Array(), cut) - currents.loadOf(cut, 0)
    builder.addRow({ group: `gap cut ${cut}`, slot: 0 }, entries, none, limit)
  }
  const power = columns.map(({ one, taken }): [number, number] => [taken, one.consumer.load.kwPerA])
  builder.addRow({ group: 'gap power', slot: 0 }, power, none, Math.min(powerKw, currents.powerLeftKw(0)))
  return { model: builder.build(), taken: columns.map(({ taken }) => taken) }
}

/** The less time a vehicle has beyond what its plan takes at full current, the more urgent it is. */
function urgencyOf({ consumer, takenA }: ConsumerCurrents): number {
  const { hours, maxA, planned } = consumer
  const stayHours = hours.reduce((sum, share) => sum + share, 0)
  const ampereHours = takenA.reduce((sum, amperes, slot) => sum + amperes * (hours[slot] ?? 0), 0)
  const slackHours = Math.max(0, stayHours - ampereHours / Math.max(maxA, 1e-6))
  const { weight = 1, doesNotResume } = planned.vehicle
  return (weight * (doesNotResume === true ? DOES_NOT_RESUME : 1)) / (1 + slackHours)
}

function kwOf({ consumer }: ConsumerCurrents, amperes: number): number {
  return consumer.load.kwPerA * amperes
}
