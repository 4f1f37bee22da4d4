import { error, fail, type Problem, type Result, succeed } from '../problem.ts'
import type { Zone } from '../time/zone.ts'
import { readMeter, type Sample } from './meter.ts'
import type { Note } from './note.ts'
import { cutIntoSlices } from './recorded-slices.ts'
import { ACTIVITIES, type RecordedSession, type SessionEvent } from './session.ts'
import type { Slice, Timeline } from './timeline.ts'

/** An event with its place in what was recorded. */
type Indexed = SessionEvent & { readonly index: number }

const ORDER: Readonly<Record<SessionEvent['kind'], number>> = {
  ...{ reserved: 0, 'reservation-ended': 1, started: 2, tariff: 3, activity: 4, meter: 5, gap: 6, ended: 7 },
}

/** What the events say of the session's outline. */
interface Outline {
  readonly startMs: number | undefined
  readonly endMs: number
  readonly isRunning: boolean
}

/** Derives the periods of a recorded session, in whatever order its events came. */
export function timelineOfRecorded(session: RecordedSession, zone: Zone): Result<Timeline> {
  const unreadable = session.events.flatMap(timeProblems)
  if (unreadable.length > 0) return fail(...unreadable)
  const events = inOrder(session)
  const outline = outlineOf(events, session.asOfMs)
  const problems = outlineProblems(events, outline)
  if (problems.length > 0) return fail(...problems)
  const { startMs, endMs } = outline
  const samples = events.filter((event): event is Sample & Indexed => event.kind === 'meter')
  const meter = startMs === undefined ? undefined : readMeter(samples, startMs, endMs)
  if (meter !== undefined && meter.problems.length > 0) return fail(...meter.problems)
  const reservation = reservationOf(events, outline)
  const inSession =
    startMs === undefined ? [] : cutIntoSlices(events, meter?.intervals ?? [], seconds(startMs), seconds(endMs))
  return succeed({
    zone,
    slices: [...(reservation?.slices ?? []), ...inSession],
    sessionStartS: startMs === undefined ? undefined : seconds(startMs),
    reservationStartS: reservation?.fromS,
    isReservationExpired: reservation?.isExpired ?? false,
    currency: undefined,
    notes: [...notesOf(events, outline), ...(meter?.notes ?? [])],
  })
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}

function timeProblems(event: SessionEvent, index: number): Problem[] {
  const isTime = Number.isFinite(event.atMs) && Math.abs(event.atMs) < 8.64e15
  const isNumber = event.kind !== 'meter' || Number.isFinite(event.registerWh)
  return [
    ...(isTime ? [] : [error('json.time', `events[${index}].atMs`, 'no instant')]),
    ...(isNumber ? [] : [error('json.number', `events[${index}].registerWh`, 'no number')]),
  ]
}

/** By time; what happens in the same millisecond has an order of its own, so that the order of arrival has none. */
function inOrder({ events, asOfMs = Infinity }: RecordedSession): Indexed[] {
  return events
    .map((event, index) => ({ ...event, index }))
    .filter(({ atMs }) => atMs <= asOfMs)
    .sort((a, b) => a.atMs - b.atMs || ORDER[a.kind] - ORDER[b.kind] || rankOf(a) - rankOf(b))
}

function rankOf(event: SessionEvent): number {
  if (event.kind === 'activity') return ACTIVITIES.indexOf(event.activity)
  return event.kind === 'meter' ? event.registerWh : 0
}

function outlineOf(events: readonly Indexed[], asOfMs: number | undefined): Outline {
  const startMs = events.find(({ kind }) => kind === 'started')?.atMs
  const ended = events.findLast(({ kind }) => kind === 'ended')
  const lastMs = asOfMs ?? events.at(-1)?.atMs ?? 0
  return { startMs, endMs: ended?.atMs ?? lastMs, isRunning: ended === undefined }
}

function outlineProblems(events: readonly Indexed[], { startMs, endMs }: Outline): Problem[] {
  const ended = events.findLast(({ kind }) => kind === 'ended')
  const reserved = events.find(({ kind }) => kind === 'reserved')
  if (startMs === undefined) {
    if (reserved !== undefined) return []
    return [error('session.no-start', 'events', 'there is neither a start nor a reservation')]
  }
  if (endMs < startMs) {
    return [error('session.end-before-start', `events[${ended?.index ?? 0}]`, 'the session ends before it starts')]
  }
  if (reserved === undefined || reserved.atMs <= startMs) return []
  const path = `events[${reserved.index}]`
  return [error('session.reservation-order', path, 'the reservation begins after the session has started')]
}

function reservationOf(events: readonly Indexed[], { startMs, endMs }: Outline) {
  const reserved = events.find(({ kind }) => kind === 'reserved')
  if (reserved === undefined) return undefined
  const ended = events.find((event) => event.kind === 'reservation-ended')
  const untilMs = Math.min(ended?.atMs ?? startMs ?? endMs, startMs ?? Infinity)
  const [fromS, toS] = [seconds(reserved.atMs), Math.max(seconds(untilMs), seconds(reserved.atMs))]
  return { fromS, isExpired: ended?.outcome === 'expired', slices: [reservationSlice(fromS, toS)] }
}

function reservationSlice(fromS: number, toS: number): Slice {
  const nothing = { energyMilliWh: 0, chargingS: 0, parkingS: 0, powerMilliW: 0, currentMilliA: 0, tariffId: undefined }
  return { context: 'reservation', fromS, toS, reservationS: toS - fromS, isWhole: false, ...nothing }
}

function notesOf(events: readonly Indexed[], { endMs, isRunning }: Outline): Note[] {
  const gaps = events.flatMap((event): Note[] =>
    event.kind === 'gap' ? [{ kind: 'gap', fromS: seconds(event.atMs), toS: seconds(event.untilMs) }] : [],
  )
  return [...(isRunning ? [{ kind: 'still-running' as const, atS: seconds(endMs) }] : []), ...gaps]
}
