import { error, fail, type Problem, type Result, succeed } from '../problem.ts'
import { isInstant } from '../time/instant.ts'
import type { Zone } from '../time/zone.ts'
import { type MeterProblem, readMeter } from './meter.ts'
import type { Note } from './note.ts'
import { cutIntoSlices } from './recorded-slices.ts'
import { ACTIVITIES, OUTCOMES, type RecordedSession, type SessionEvent } from './session.ts'
import type { Slice, Timeline } from './timeline.ts'

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
  if (!session.events.every(isReadable)) return fail(...session.events.flatMap(unreadableProblems))
  const events = inOrder(session)
  const outline = outlineOf(events, session.asOfMs)
  const problems = outlineProblems(session, events, outline)
  if (problems.length > 0) return fail(...problems)
  const { startMs, endMs } = outline
  const samples = events.filter((event) => event.kind === 'meter')
  const meter = startMs === undefined ? undefined : readMeter(samples, startMs, endMs)
  if (meter !== undefined && meter.problems.length > 0)
    return fail(...meter.problems.map((one) => located(session, one)))
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

function located({ events }: RecordedSession, { sample, rule, message }: MeterProblem): Problem {
  return error(rule, `events[${events.indexOf(sample)}].registerWh`, message)
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}

function isReadable(event: SessionEvent): boolean {
  return unreadableField(event) === undefined
}

function unreadableField(event: SessionEvent): 'atMs' | 'untilMs' | 'registerWh' | 'currentA' | undefined {
  if (!isInstant(event.atMs)) return 'atMs'
  if (event.kind === 'gap') return isInstant(event.untilMs) ? undefined : 'untilMs'
  if (event.kind !== 'meter') return undefined
  if (!Number.isFinite(event.registerWh)) return 'registerWh'
  return event.currentA === undefined || Number.isFinite(event.currentA) ? undefined : 'currentA'
}

function unreadableProblems(event: SessionEvent, index: number): Problem[] {
  const field = unreadableField(event)
  if (field === undefined) return []
  const path = `events[${index}].${field}`
  const isTime = field === 'atMs' || field === 'untilMs'
  return [
    isTime ? error('json.time', path, 'no instant between 1970 and 9999') : error('json.number', path, 'no number'),
  ]
}

/** By time; what happens in the same millisecond has an order of its own, so that the order of arrival has none. */
function inOrder({ events, asOfMs }: RecordedSession): readonly SessionEvent[] {
  const known = asOfMs === undefined ? events : events.filter(({ atMs }) => atMs <= asOfMs)
  const isOrdered = known.every((event, at) => at === 0 || compareEvents(known[at - 1] ?? event, event) <= 0)
  return isOrdered ? known : known.toSorted(compareEvents)
}

function compareEvents(a: SessionEvent, b: SessionEvent): number {
  return a.atMs - b.atMs || ORDER[a.kind] - ORDER[b.kind] || rankOf(a) - rankOf(b) || compareDetails(a, b)
}

/** Whatever else could differ between two events of one kind and moment, so that no two orders of them are told apart. */
function rankOf(event: SessionEvent): number {
  switch (event.kind) {
    case 'activity':
      return ACTIVITIES.indexOf(event.activity)
    case 'meter':
      return event.registerWh
    case 'reservation-ended':
      return OUTCOMES.indexOf(event.outcome)
    case 'gap':
      return event.untilMs
    default:
      return 0
  }
}

function compareDetails(a: SessionEvent, b: SessionEvent): number {
  if (a.kind === 'tariff' && b.kind === 'tariff') return a.tariffId < b.tariffId ? -1 : a.tariffId > b.tariffId ? 1 : 0
  return a.kind === 'meter' && b.kind === 'meter' ? (a.currentA ?? -1) - (b.currentA ?? -1) : 0
}

function outlineOf(events: readonly SessionEvent[], asOfMs: number | undefined): Outline {
  const startMs = events.find(({ kind }) => kind === 'started')?.atMs
  const ended = events.findLast(({ kind }) => kind === 'ended')
  const lastMs = asOfMs ?? events.at(-1)?.atMs ?? 0
  return { startMs, endMs: ended?.atMs ?? lastMs, isRunning: ended === undefined }
}

/** A longer one is the mistake of a clock, and would be walked through day by day. */
const LONGEST_MS = 10 * 366 * 86_400_000

function outlineProblems(
  session: RecordedSession,
  events: readonly SessionEvent[],
  { startMs, endMs }: Outline,
): Problem[] {
  const ended = events.findLast(({ kind }) => kind === 'ended')
  const reserved = events.find(({ kind }) => kind === 'reserved')
  const firstMs = Math.min(startMs ?? endMs, reserved?.atMs ?? endMs)
  if (endMs - firstMs > LONGEST_MS) return [error('session.too-large', 'events', 'no session lasts ten years')]
  if (startMs === undefined) {
    if (reserved !== undefined) return []
    return [error('session.no-start', 'events', 'there is neither a start nor a reservation')]
  }
  if (endMs < startMs) {
    return [
      error(
        'session.end-before-start',
        `events[${ended === undefined ? 0 : session.events.indexOf(ended)}]`,
        'the session ends before it starts',
      ),
    ]
  }
  if (reserved === undefined || reserved.atMs <= startMs) return []
  const path = `events[${session.events.indexOf(reserved)}]`
  return [error('session.reservation-order', path, 'the reservation begins after the session has started')]
}

function reservationOf(events: readonly SessionEvent[], { startMs, endMs }: Outline) {
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

function notesOf(events: readonly SessionEvent[], { endMs, isRunning }: Outline): Note[] {
  const gaps = events
    .filter((event) => event.kind === 'gap')
    .map(({ atMs, untilMs }): Note => ({ kind: 'gap', fromS: seconds(atMs), toS: seconds(untilMs) }))
  return [...(isRunning ? [{ kind: 'still-running' as const, atS: seconds(endMs) }] : []), ...gaps]
}
