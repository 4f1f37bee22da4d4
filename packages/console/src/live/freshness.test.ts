import { expect, test } from 'vitest'
import { reconnectDelayMs } from './backoff.ts'
import { freshness } from './freshness.ts'
import { appendLoad } from './load-window.ts'

test('a picture is live, then old, then offline', () => {
  expect(freshness({ connection: 'connecting', lastMessageAtMs: null }, 0)).toEqual({ kind: 'connecting' })
  expect(freshness({ connection: 'open', lastMessageAtMs: 1000 }, 16_000)).toEqual({ kind: 'live' })
  expect(freshness({ connection: 'open', lastMessageAtMs: 1000 }, 31_000)).toEqual({ kind: 'stale', ageMs: 30_000 })
  expect(freshness({ connection: 'lost', lastMessageAtMs: 1000 }, 3000)).toEqual({ kind: 'offline', ageMs: 2000 })
})

test('reconnects wait longer each time, spread, and never more than half a minute', () => {
  const latest = [0, 1, 2, 3, 10, 1000].map((attempt) => reconnectDelayMs(attempt, () => 1))
  expect(latest).toEqual([1000, 2000, 4000, 8000, 30_000, 30_000])
  expect(reconnectDelayMs(0, () => 0)).toBe(500)
})

test('the load of the last hour slides', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()
  const now = (minute: number, powerW: number) =>
    ({
      at: at(minute),
      powerW,
      evses: { available: 0, charging: 0, occupied: 0, reserved: 0, faulted: 0, unavailable: 0, offline: 0 },
      stations: { total: 0, online: 0, neverConnected: 0, waitingToJoin: 0 },
      activeSessions: 0,
      energyTodayWh: 0,
      sessionsToday: 0,
      sessionsToReview: 0,
    }) as const
  const series = { at: [at(0), at(30)], powerW: [1, 2] }
  expect(appendLoad(series, now(59, 3))).toEqual({ at: [at(0), at(30), at(59)], powerW: [1, 2, 3] })
  expect(appendLoad(series, now(61, 3))).toEqual({ at: [at(30), at(61)], powerW: [2, 3] })
  expect(appendLoad(series, now(30, 9))).toBe(series)
  const unfinished = { at: [at(0), at(30)], powerW: [1, null] }
  expect(appendLoad(unfinished, now(31, 3))).toEqual({ at: [at(0), at(31)], powerW: [1, 3] })
})
