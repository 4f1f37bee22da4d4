import { distanceKm, type Point } from './distance.ts'

const STEP_MS = 1_800_000
/** How long somebody is sent for, unless it is said otherwise. */
export const SLOT_MS = 3_600_000
const AHEAD_MS = 14 * 86_400_000
/** Working hours, Monday to Friday, by the organisation's clocks. */
const WORKING = { fromMinute: 8 * 60, untilMinute: 17 * 60 }
const SPEED_KM_PER_HOUR = 50
const WEEKEND: ReadonlySet<string> = new Set(['Sat', 'Sun'])

/** A slot that somebody is held by. */
export interface HeldSlot {
  readonly fromMs: number
  readonly untilMs: number
  /** Null: nobody knows where. */
  readonly place: Point | null
  /** At a site that whoever asks does not see: it holds the person, and tells no more of itself. */
  readonly isHidden?: boolean
}

/** Somebody who may be sent. */
export interface Worker {
  readonly id: string
  readonly name: string
  /** Work on site is what they are here for; others may step in. */
  readonly isTechnician: boolean
  readonly slots: readonly HeldSlot[]
}

export interface Task {
  readonly place: Point | null
  readonly isUrgent: boolean
  readonly nowMs: number
  readonly timeZone: string
}

/** Somebody's first free hour. */
export interface Offer {
  readonly worker: Worker
  readonly fromMs: number
  readonly untilMs: number
  readonly travelKm: number | null
  readonly openOrders: number
}

interface Start {
  readonly ms: number
  /** The day on the organisation's clocks. */
  readonly day: string
}

/**
 * Whom to send and when, the best first: technicians before others; urgent work as early as it goes, other work on the
 * first day with the shortest way; then whoever has the fewest open orders, then by name.
 */
export function offersFor(task: Task, workers: readonly Worker[]): readonly Offer[] {
  const starts = workingStarts(task)
  const found = workers.flatMap((worker) => firstFree(task, worker, starts) ?? [])
  return found.toSorted((one, other) => compare(task, one, other)).map(({ offer }) => offer)
}

interface Found {
  readonly offer: Offer
  readonly day: string
}

function compare({ isUrgent }: Task, one: Found, other: Found): number {
  const [a, b] = [one.offer, other.offer]
  const way = (a.travelKm ?? 0) - (b.travelKm ?? 0)
  const [first, second] = isUrgent ? [a.fromMs - b.fromMs, way] : [one.day.localeCompare(other.day), way]
  return (
    Number(b.worker.isTechnician) - Number(a.worker.isTechnician) ||
    first ||
    second ||
    a.openOrders - b.openOrders ||
    a.fromMs - b.fromMs ||
    a.worker.name.localeCompare(b.worker.name) ||
    a.worker.id.localeCompare(b.worker.id)
  )
}

/** Every half hour of the next two weeks at which a slot lies within working hours. */
function workingStarts({ nowMs, timeZone }: Task): readonly Start[] {
  const clock = new Intl.DateTimeFormat('en-CA', {
    ...({ timeZone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
  })
  const firstMs = Math.ceil(nowMs / STEP_MS) * STEP_MS
  const steps = Array.from({ length: AHEAD_MS / STEP_MS }, (_, step) => firstMs + step * STEP_MS)
  return steps.flatMap((ms) => {
    const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, value]))
    const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
    const isWorking =
      !WEEKEND.has(parts.get('weekday') ?? '') &&
      minute >= WORKING.fromMinute &&
      minute + SLOT_MS / 60_000 <= WORKING.untilMinute
    return isWorking ? [{ ms, day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` }] : []
  })
}

function firstFree(task: Task, worker: Worker, starts: readonly Start[]): Found | undefined {
  const start = starts.find(({ ms }) => worker.slots.every((slot) => leavesRoom(task, slot, ms)))
  if (start === undefined) return undefined
  const before = worker.slots
    .filter(({ untilMs, isHidden }) => isHidden !== true && untilMs <= start.ms && start.ms - untilMs < 43_200_000)
    .toSorted((one, other) => other.untilMs - one.untilMs)[0]
  const offer = {
    worker,
    fromMs: start.ms,
    untilMs: start.ms + SLOT_MS,
    travelKm: before === undefined ? null : wayKm(before.place, task.place),
    openOrders: worker.slots.filter(({ isHidden }) => isHidden !== true).length,
  }
  return { offer, day: start.day }
}

/** Whether there is time to come from a slot that is over by then, or to go on to one that begins afterwards. */
function leavesRoom({ place }: Task, slot: HeldSlot, startMs: number): boolean {
  const way = slot.isHidden === true ? null : wayKm(slot.place, place)
  const travelMs = ((way ?? 0) / SPEED_KM_PER_HOUR) * 3_600_000
  return slot.untilMs + travelMs <= startMs || startMs + SLOT_MS + travelMs <= slot.fromMs
}

function wayKm(one: Point | null, other: Point | null): number | null {
  return one === null || other === null ? null : distanceKm(one, other)
}
