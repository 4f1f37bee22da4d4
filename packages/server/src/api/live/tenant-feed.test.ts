import { expect, test } from 'vitest'
import { ManualClock } from '../../platform/clock/index.ts'
import { silentLogger } from '../../platform/logging/index.ts'
import { TenantFeed } from './tenant-feed.ts'

const NOW = {
  at: '2026-05-01T12:00:00.000Z',
  evses: { available: 1, charging: 0, occupied: 0, reserved: 0, faulted: 0, unavailable: 0, offline: 0 },
  stations: { total: 1, online: 1, neverConnected: 0, waitingToJoin: 0 },
  activeSessions: 0,
  powerW: 0,
  energyTodayWh: 0,
  sessionsToday: 0,
  sessionsToReview: 0,
}

test('the figures of now follow the last change too, at most once a second', async () => {
  const clock = new ManualClock()
  const none = async () => []
  const lists = {
    stations: none,
    sessions: none,
    progress: none,
    commands: none,
    bookings: none,
    quarantine: none,
    refusedHandshakes: none,
  }
  const readers = { ...lists, now: async () => NOW }
  const feed = new TenantFeed({ tenantId: 1, sites: 'all' }, readers, { clock, logger: silentLogger })
  const events: string[] = []
  feed.streams.add({ send: (event) => events.push(String(event)) > 0 })
  const passes = async (ms: number) => {
    clock.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  feed.note({ kind: 'station', tenantId: 1, stationKey: 7 })
  await passes(250)
  expect(events).toHaveLength(1)
  feed.note({ kind: 'station', tenantId: 1, stationKey: 7 })
  await passes(250)
  expect(events).toHaveLength(1)
  await passes(750)
  expect(events).toHaveLength(2)
  await passes(10_000)
  expect(events).toHaveLength(2)
})

test('a turn that took long is followed by a longer rest, in which changes gather', async () => {
  const clock = new ManualClock()
  const none = async () => []
  const asked: (readonly number[])[] = []
  let answer = () => {}
  const stations = (keys: readonly number[]) => {
    asked.push(keys)
    return new Promise<[]>((resolve) => {
      answer = () => resolve([])
    })
  }
  const lists = {
    stations,
    sessions: none,
    progress: none,
    commands: none,
    bookings: none,
    quarantine: none,
    refusedHandshakes: none,
  }
  const feed = new TenantFeed(
    { tenantId: 1, sites: 'all' },
    { ...lists, now: async () => NOW },
    { clock, logger: silentLogger },
  )
  feed.streams.add({ send: () => true })
  const passes = async (ms: number) => {
    clock.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  feed.note({ kind: 'station', tenantId: 1, stationKey: 1 })
  await passes(250)
  clock.advance(200)
  answer()
  await passes(0)
  feed.note({ kind: 'station', tenantId: 1, stationKey: 2 })
  await passes(600)
  feed.note({ kind: 'station', tenantId: 1, stationKey: 3 })
  expect(asked).toEqual([[1]])
  await passes(200)
  expect(asked).toEqual([[1], [2, 3]])
})

test('sessions that go on are told every two seconds, and not twice in one turn', async () => {
  const clock = new ManualClock()
  const none = async () => []
  const asked: string[][] = []
  const progress = async (ids: readonly string[]) => {
    asked.push([...ids])
    return ids.map((id) => ({ id, stationId: 'CS-1', energyWh: 1, powerW: 1, socPercent: null }))
  }
  const lists = {
    stations: none,
    sessions: none,
    progress,
    commands: none,
    bookings: none,
    quarantine: none,
    refusedHandshakes: none,
  }
  const readers = { ...lists, now: async () => NOW }
  const feed = new TenantFeed({ tenantId: 1, sites: 'all' }, readers, { clock, logger: silentLogger })
  const told: string[] = []
  feed.streams.add({ send: (event) => told.push(String(event).slice(0, 24)) > 0 })
  const passes = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const goesOn = (sessionId: string) => feed.note({ kind: 'progress', tenantId: 1, stationKey: 7, sessionId })
  goesOn('a')
  goesOn('a')
  await passes(250)
  expect(asked).toEqual([['a']])
  goesOn('a')
  goesOn('b')
  await passes(1000)
  expect(asked).toHaveLength(1)
  await passes(1000)
  expect(asked).toEqual([['a'], ['a', 'b']])
  expect(told.filter((event) => event.includes('progress'))).toHaveLength(2)
  await passes(10_000)
  expect(asked).toHaveLength(2)
})
