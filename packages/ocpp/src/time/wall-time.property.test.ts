import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import { instantOfWall, isTimeZone, wallTimeAt } from './wall-time.ts'

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  '+05:30',
)
/** Around the days on which clocks change, and anywhere. */
const instant = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-04-04T15:00Z'),
      fc.integer({ min: -7_200_000, max: 7_200_000 }),
    )
    .map(([text, ms]) => Date.parse(text) + ms),
  fc.integer({ min: 0, max: 4_000_000_000_000 }),
)

describe('wall time', () => {
  it('is shown again at the instant it is shown first', () => {
    holds(
      fc.property(zone, instant, (timeZone, ms) => {
        const first = instantOfWall(wallTimeAt(ms, timeZone), timeZone)
        expect(wallTimeAt(first, timeZone)).toBe(wallTimeAt(ms, timeZone))
        expect(first).toBeLessThanOrEqual(ms)
      }),
      { numRuns: 2000 },
    )
  })

  it('has not been reached a moment before its instant', () => {
    holds(
      fc.property(zone, instant, (timeZone, wallMs) => {
        const ms = instantOfWall(wallMs, timeZone)
        expect(wallTimeAt(ms, timeZone)).toBeGreaterThanOrEqual(wallMs)
        expect(wallTimeAt(ms - 1, timeZone)).toBeLessThan(wallMs)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['an ordinary day', '2026-01-10T08:00', 'Europe/Berlin', '2026-01-10T07:00:00.000Z'],
    ['the same in summer', '2026-07-10T08:00', 'Europe/Berlin', '2026-07-10T06:00:00.000Z'],
    ['an hour that is left out: the leap', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['an hour that comes twice: the first', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%s', (_, wall, timeZone, expected) => {
    expect(new Date(instantOfWall(Date.parse(`${wall}Z`), timeZone)).toISOString()).toBe(expected)
  })

  it('knows zones by name and by offset, and nothing else', () => {
    expect(['Europe/Berlin', 'UTC', '+02:00'].map(isTimeZone)).toEqual([true, true, true])
    expect(['Mars/Olympus', '', 'x'.repeat(500)].map(isTimeZone)).toEqual([false, false, false])
  })
})
