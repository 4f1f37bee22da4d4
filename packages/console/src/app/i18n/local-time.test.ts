import { afterEach, expect, test } from 'vitest'
import { instantOf, localTime } from './local-time.ts'
import { setReaderZone } from './reader-zone.ts'

afterEach(() => setReaderZone(undefined))

test.each([
  ['Europe/Berlin', '2026-07-01T12:30', '2026-07-01T10:30:00.000Z'],
  ['Europe/Berlin', '2026-12-01T00:10', '2026-11-30T23:10:00.000Z'],
  ['Asia/Kathmandu', '2026-12-01T00:00', '2026-11-30T18:15:00.000Z'],
  // An hour after clocks were put forward, and an hour after they were put back.
  ['Europe/Berlin', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ['America/New_York', '2026-11-01T03:00', '2026-11-01T08:00:00.000Z'],
])('by the clocks of %s, %s is %s', (zone, local, instant) => {
  setReaderZone(zone)
  expect(new Date(instantOf(local)).toISOString()).toBe(instant)
  expect(localTime(instant)).toBe(local)
})

test('a site keeps its own clock beside that of the reader', () => {
  setReaderZone('Europe/Berlin')
  expect(new Date(instantOf('2026-12-01T10:00', 'America/New_York')).toISOString()).toBe('2026-12-01T15:00:00.000Z')
  expect(localTime('2026-12-01T15:00:00.000Z', 'America/New_York')).toBe('2026-12-01T10:00')
})

test('a day begins at midnight of the reader', () => {
  setReaderZone('Europe/Berlin')
  expect(new Date(instantOf('2026-07-01')).toISOString()).toBe('2026-06-30T22:00:00.000Z')
})

test('what is no time is none', () => {
  expect(instantOf('soon')).toBeNaN()
  expect(localTime('soon')).toBe('')
})
