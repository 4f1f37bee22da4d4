import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minuteOfDay, nextAt } from './local-time.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import { recoverySettlingMs, settlingMs, tellingMs } from './timing.ts'

const HOUR_MS = 3_600_000
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) })
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe')
const minutes = fc.integer({ min: 0, max: 1439 })

test('the next time of day is later, within 25 hours, and is that time, unless clocks skip it', () => {
  fc.assert(
    fc.property(instants, minutes, zones, (atMs, minute, zone) => {
      const nextMs = nextAt(atMs, minute, zone)
      expect(nextMs).toBeGreaterThan(atMs)
      expect(nextMs - atMs).toBeLessThanOrEqual(25 * HOUR_MS)
      const isSkipped = minuteOfDay(nextMs, zone) !== minute
      if (isSkipped) expect(Math.abs(minuteOfDay(nextMs, zone) - minute)).toBeLessThanOrEqual(60)
    }),
  )
})

const quiet = { from: '22:00', to: '07:00', criticalPasses: true }
const quietSettings = { ...DEFAULT_SETTINGS, timeZone: 'Europe/Berlin', quietHours: quiet }
const hourInBerlin = (atMs: number) =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: 'Europe/Berlin' }).format(atMs))
const berlin = (text: string) => Date.parse(`${text}+02:00`)

test('nothing is told in quiet hours but what is critical', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom('off' as const, 'hourly' as const, 'daily' as const), (atMs, digest) => {
      const settings = { ...quietSettings, digest }
      const dueMs = tellingMs(atMs, { severity: 'warning', channel: 'email' }, settings)
      expect(dueMs).toBeGreaterThanOrEqual(atMs)
      const hour = hourInBerlin(dueMs)
      expect(hour).toBeGreaterThanOrEqual(7)
      expect(hour).toBeLessThan(22)
      expect(tellingMs(atMs, { severity: 'critical', channel: 'email' }, settings)).toBe(atMs)
    }),
  )
})

test.each([
  ['at night it waits for the morning', '2026-07-01T23:15:00', 'push', 'off', '2026-07-02T07:00:00'],
  ['by day it goes at once', '2026-07-01T12:15:00', 'push', 'daily', '2026-07-01T12:15:00'],
  ['mails wait for the full hour', '2026-07-01T12:15:00', 'email', 'hourly', '2026-07-01T13:00:00'],
  ['or for the time of day', '2026-07-01T12:15:00', 'email', 'daily', '2026-07-02T08:00:00'],
] as const)('%s', (_, at, channel, digest, due) => {
  const dueMs = tellingMs(berlin(at), { severity: 'warning', channel }, { ...quietSettings, digest })
  expect(new Date(dueMs).toISOString()).toBe(new Date(berlin(due)).toISOString())
})

test('critical waits too when it may not pass', () => {
  const settings = { ...quietSettings, quietHours: { ...quiet, criticalPasses: false } }
  const dueMs = tellingMs(berlin('2026-07-01T23:00:00'), { severity: 'critical', channel: 'push' }, settings)
  expect(dueMs).toBe(berlin('2026-07-02T07:00:00'))
})

test('what comes and goes is told ever later, up to an hour more', () => {
  const waits = [0, 1, 2, 5, 50].map((returns) => settlingMs('stationOffline', returns, DEFAULT_SETTINGS) / 60_000)
  expect(waits).toEqual([5, 7, 9, 37, 65])
  expect(recoverySettlingMs(50)).toBe(62 * 60_000)
})
