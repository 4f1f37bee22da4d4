import { describe, expect, test } from 'vitest'
import { sessionAt } from '../testing/build.ts'
import { unwrap } from '../testing/unwrap.ts'
import { buildTimeline } from './build-timeline.ts'
import type { PeriodSession, RecordedSession, SessionEvent } from './session.ts'

const START = Date.parse('2026-06-15T10:00:00Z')

function at(minute: number): number {
  return START + minute * 60_000
}

function meter(minute: number, registerWh: number): SessionEvent {
  return { kind: 'meter', atMs: at(minute), registerWh }
}

function recorded(...events: SessionEvent[]): RecordedSession {
  return { kind: 'recorded', timeZone: 'UTC', events: [{ kind: 'started', atMs: START }, ...events] }
}

/** Slices as minutes after the start, activity and Wh. */
function slicesOf(session: RecordedSession) {
  return unwrap(buildTimeline(session)).slices.map((slice) => {
    const kind = slice.chargingS > 0 ? 'charging' : slice.parkingS > 0 ? 'parking' : 'moment'
    return [(slice.fromS - START / 1000) / 60, (slice.toS - START / 1000) / 60, kind, slice.energyMilliWh / 1000]
  })
}

function notesOf(session: RecordedSession) {
  return unwrap(buildTimeline(session)).notes.map(({ kind }) => kind)
}

describe('energy', () => {
  test('flows only while charging, whenever the meter is read', () => {
    const session = recorded(
      meter(0, 100),
      { kind: 'activity', atMs: at(10), activity: 'suspended-by-station' },
      { kind: 'activity', atMs: at(20), activity: 'charging' },
      { kind: 'activity', atMs: at(40), activity: 'suspended-by-vehicle' },
      meter(50, 3100),
      { kind: 'ended', atMs: at(60) },
      meter(60, 3100),
    )
    expect(slicesOf(session)).toEqual([
      [0, 10, 'charging', 1000],
      [10, 20, 'charging', 0],
      [20, 40, 'charging', 2000],
      [40, 50, 'parking', 0],
      [50, 60, 'parking', 0],
    ])
  })

  test('without any second of charging is spread over all of them', () => {
    const session = recorded(
      { kind: 'activity', atMs: START, activity: 'parked' },
      ...[meter(0, 0), meter(10, 60), meter(20, 60)],
      { kind: 'ended', atMs: at(20) },
    )
    expect(slicesOf(session)).toEqual([
      [0, 10, 'parking', 60],
      [10, 20, 'parking', 0],
    ])
  })

  test('begins at the last reading before the start and ends at the first one after the end', () => {
    const session = recorded(
      meter(-100, 0),
      meter(-1, 500),
      meter(10.01, 700),
      { kind: 'ended', atMs: at(10) },
      meter(20, 9000),
    )
    expect(slicesOf(session)).toEqual([[0, 10, 'charging', 200]])
    expect(notesOf(session)).toEqual([])
  })

  test('before the first reading and after the last one is unknown, and noted', () => {
    const session = recorded(meter(5, 500), meter(10, 700), { kind: 'ended', atMs: at(15) })
    expect(slicesOf(session)).toEqual([
      [0, 5, 'charging', 0],
      [5, 10, 'charging', 200],
      [10, 15, 'charging', 0],
    ])
    expect(notesOf(session)).toEqual(['meter-starts-late', 'meter-ends-early'])
    expect(unwrap(buildTimeline(session)).slices.map(({ powerMilliW }) => powerMilliW)).toEqual([
      undefined,
      2_400_000,
      2_400_000,
    ])
  })

  test('of two readings in one second is not lost', () => {
    const session = recorded(meter(0, 0), meter(0.001, 3), meter(10, 3), { kind: 'ended', atMs: at(10) })
    expect(slicesOf(session)).toEqual([
      [0, 0, 'moment', 3],
      [0, 10, 'charging', 0],
    ])
  })
})

test('a gap is noted, and what went on before goes on', () => {
  const session = recorded(meter(0, 0), { kind: 'gap', atMs: at(5), untilMs: at(25) }, meter(30, 3000), {
    kind: 'ended',
    atMs: at(30),
  })
  expect(slicesOf(session)).toEqual([[0, 30, 'charging', 3000]])
  expect(unwrap(buildTimeline(session)).notes).toEqual([{ kind: 'gap', fromS: at(5) / 1000, toS: at(25) / 1000 }])
})

test('a session is priced as of a moment by what was known then', () => {
  const session = {
    ...sessionAt('2026-06-15T10:00:00Z', [
      { minutes: 30, kwh: 3 },
      { minutes: 30, kwh: 6 },
    ]),
    asOfMs: at(30),
  }
  expect(slicesOf(session)).toEqual([[0, 30, 'charging', 3000]])
  expect(notesOf(session)).toEqual(['still-running'])
  expect(buildTimeline({ ...session, asOfMs: at(-1) })).toMatchObject({ problems: [{ rule: 'session.no-start' }] })
})

test('a reservation ends when charging starts, and runs while nothing else is known', () => {
  const reserved: SessionEvent = { kind: 'reserved', atMs: at(-15) }
  const [first] = unwrap(buildTimeline(recorded(reserved, { kind: 'ended', atMs: at(1) }))).slices
  expect(first).toMatchObject({ context: 'reservation', reservationS: 900, toS: START / 1000 })
  const waiting: RecordedSession = { kind: 'recorded', timeZone: 'UTC', events: [reserved], asOfMs: at(-5) }
  expect(unwrap(buildTimeline(waiting))).toMatchObject({ sessionStartS: undefined, slices: [{ reservationS: 600 }] })
})

test('numbers that are none are named', () => {
  const rules = (event: SessionEvent) => {
    const result = buildTimeline(recorded(event))
    return result.ok ? [] : result.problems.map(({ rule, path }) => `${rule} ${path}`)
  }
  expect(rules({ kind: 'gap', atMs: START, untilMs: Number.NaN })).toEqual(['json.time events[1].untilMs'])
  expect(rules({ kind: 'meter', atMs: START, registerWh: 1, currentA: Infinity })).toEqual([
    'json.number events[1].currentA',
  ])
})

test('a period with a reservation and a session counts for both, one of absurd size for nothing', () => {
  const period = { startMs: START, energyMilliWh: 5000, chargingS: 0, parkingS: 0, reservationS: 120 }
  const session: PeriodSession = {
    ...{ kind: 'periods', timeZone: 'UTC', startMs: START, endMs: at(3), isReservationExpired: false },
    periods: [period],
  }
  expect(unwrap(buildTimeline(session)).slices).toMatchObject([
    { context: 'reservation', reservationS: 120, energyMilliWh: 0, chargingS: 0 },
    { context: 'session', reservationS: 0, energyMilliWh: 5000, chargingS: 0 },
  ])
  const absurd = { ...session, periods: [{ ...period, energyMilliWh: 1e20 }] }
  expect(buildTimeline(absurd)).toMatchObject({ problems: [{ rule: 'session.too-large' }] })
})
