import { expect, test } from 'vitest'
import type { SessionChange } from '../../stations/change.ts'
import type { SessionId, StationKey } from '../../stations/ids.ts'
import { PACE_MS, SessionPace } from './session-pace.ts'

/** Only what the pace reads. */
function change(sessionId: string, lastEventAtMs: number, isProgress = true, stationKey = 1): SessionChange {
  const session = { sessionId: sessionId as SessionId, lastEventAtMs } as SessionChange['session']
  return { kind: 'session', isProgress, stationKey: stationKey as StationKey, session } as SessionChange
}

test('the first report is written at once, the newest of those that follow when the time is over', () => {
  const pace = new SessionPace()
  expect(pace.holds(change('a', 1), 0)).toBe(false)
  expect(pace.holds(change('a', 2), 10)).toBe(true)
  expect(pace.holds(change('a', 3), 20)).toBe(true)
  expect(pace.takeDue(PACE_MS - 1)).toEqual([])
  expect(pace.takeDue(PACE_MS)).toEqual([change('a', 3)])
  expect(pace.isWaiting('all')).toBe(false)
  expect(pace.holds(change('a', 4), PACE_MS + 1)).toBe(true)
  expect(pace.takeDue(2 * PACE_MS)).toEqual([change('a', 4)])
})

test('a session that reports more slowly never waits', () => {
  const pace = new SessionPace()
  for (let count = 0; count < 3; count++) {
    expect(pace.takeDue(count * PACE_MS)).toEqual([])
    expect(pace.holds(change('a', count), count * PACE_MS)).toBe(false)
  }
})

test('what is more than progress is written at once and takes the place of what waited', () => {
  const pace = new SessionPace()
  pace.holds(change('a', 1), 0)
  pace.holds(change('a', 2), 1)
  expect(pace.holds(change('a', 3, false), 2)).toBe(false)
  expect(pace.isWaiting('all')).toBe(false)
  expect(pace.takeDue(10 * PACE_MS)).toEqual([])
})

test('the first report after a start is written at once', () => {
  const pace = new SessionPace()
  expect(pace.holds(change('a', 1, false), 0)).toBe(false)
  expect(pace.holds(change('a', 2), 1)).toBe(false)
  expect(pace.holds(change('a', 3), 2)).toBe(true)
})

test('an older row does not take the place of a newer one', () => {
  const pace = new SessionPace()
  pace.holds(change('a', 1), 0)
  pace.holds(change('a', 5), 1)
  expect(pace.holds(change('a', 2), 2)).toBe(true)
  expect(pace.take('all', 3)).toEqual([change('a', 5)])
})

test('the rows of one station are taken without the others', () => {
  const pace = new SessionPace()
  for (const [name, station] of [
    ['a', 1],
    ['b', 2],
  ] as const) {
    pace.holds(change(name, 1, true, station), 0)
    pace.holds(change(name, 2, true, station), 1)
  }
  const second = new Set([2 as StationKey])
  expect(pace.isWaiting(second)).toBe(true)
  expect(pace.take(second, 2)).toEqual([change('b', 2, true, 2)])
  expect(pace.isWaiting(second)).toBe(false)
  expect(pace.isWaiting('all')).toBe(true)
})
