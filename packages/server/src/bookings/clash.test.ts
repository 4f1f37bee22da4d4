import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clashesAt, judge, overlaps, type PlaceState, type Stay } from './clash.ts'
import { isOpenThroughout } from './opening.ts'

const HOUR_MS = 3_600_000
const NOON_MS = Date.parse('2026-06-01T12:00:00Z')
const hours = { openingTimes: null, timeZone: 'Europe/Berlin' }
const wish = {
  bookingId: 'asked',
  ...{ fromMs: NOON_MS + 4 * HOUR_MS, untilMs: NOON_MS + 5 * HOUR_MS },
  ...{ connectorType: null, minPowerW: null, place: null },
}
const place: PlaceState = {
  ...{ stationId: 'DEPOT-1', evseId: 1, isOnline: true, condition: 'usable', connectorTypes: ['cType2'] },
  ...{ maxPowerW: 22_000, stays: [] },
}
const stay = (fromHour: number, untilHour: number, bookingId: string | null = 'other'): Stay => ({
  kind: 'booking',
  bookingId,
  fromMs: NOON_MS + fromHour * HOUR_MS,
  untilMs: NOON_MS + untilHour * HOUR_MS,
})
const kindsAt = (at: Partial<PlaceState>, more: Partial<typeof wish> = {}) =>
  clashesAt({ ...wish, ...more }, { ...place, ...at }, true, NOON_MS).map(({ kind, isHard }) => [kind, isHard])

describe('what is in the way of a stay', () => {
  test('nothing at a free place; one that leaves when the next comes is not in the way, nor is the booking itself', () => {
    expect(kindsAt({ stays: [stay(3, 4), stay(5, 6), stay(4, 5, 'asked')] })).toEqual([])
  })

  test('another stay forbids it; what is broken may be mended by then, but not within the hour', () => {
    expect(kindsAt({ stays: [stay(4.5, 6)] })).toEqual([['booking', true]])
    expect(kindsAt({ condition: 'faulted', isOnline: false })).toEqual([
      ['faulted', false],
      ['offline', false],
    ])
    expect(kindsAt({ condition: 'unavailable' }, { fromMs: NOON_MS })).toEqual([['unavailable', true]])
  })

  test('a connector of another kind or with too little power does not fit', () => {
    expect(clashesAt({ ...wish, connectorType: 'cCCS2' }, place, true, NOON_MS)).toMatchObject([{ kind: 'doesNotFit' }])
    expect(clashesAt({ ...wish, minPowerW: 50_000 }, place, true, NOON_MS)).toMatchObject([{ kind: 'doesNotFit' }])
  })

  test('another place is suggested where the one asked for is taken', () => {
    const other = { ...place, evseId: 2 }
    const taken = { ...place, stays: [stay(4, 5)] }
    const judged = judge({ ...wish, place: { stationId: 'DEPOT-1', evseId: 1 } }, [taken, other], hours, NOON_MS)
    expect(judged).toMatchObject({ clashes: [{ kind: 'booking' }], suggestion: { evseId: 2 }, freeCount: 1 })
  })

  test('whatever stays there are: a suggestion meets none of them, and none is given only when each place is taken', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 12 }))
    const stays = fc.array(
      spans.map(([from, length]) => stay(from, from + length)),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.array(stays, { maxLength: 5 }), spans, (all, [from, length]) => {
        const asked = { ...wish, fromMs: NOON_MS + from * HOUR_MS, untilMs: NOON_MS + (from + length) * HOUR_MS }
        const places = all.map((one, index) => ({ ...place, evseId: index + 1, stays: one }))
        const free = places.filter((one) => !one.stays.some((other) => overlaps(asked, other)))
        const judged = judge(asked, places, hours, NOON_MS)
        expect(judged.freeCount).toBe(free.length)
        if (free.length === 0) expect(judged.suggestion).toBeUndefined()
        else expect(free).toContain(judged.suggestion)
      }),
    )
  })
})

describe('opening hours', () => {
  const every = (periodBegin: string, periodEnd: string) => ({
    ...{ twentyfourseven: false, exceptionalOpenings: [], exceptionalClosings: [] },
    regularHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, periodBegin, periodEnd })),
  })
  const at = (from: string, until: string) => ({ fromMs: Date.parse(from), untilMs: Date.parse(until) })

  test('go by the clock of the site', () => {
    const times = every('08:00', '20:00')
    expect(isOpenThroughout(times, 'Europe/Berlin', at('2026-06-01T06:00:00Z', '2026-06-01T18:00:00Z'))).toBe(true)
    expect(isOpenThroughout(times, 'Europe/Berlin', at('2026-06-01T05:59:00Z', '2026-06-01T07:00:00Z'))).toBe(false)
    expect(isOpenThroughout(times, 'Europe/Berlin', at('2026-06-01T17:00:00Z', '2026-06-01T18:01:00Z'))).toBe(false)
  })

  test('reach over midnight, and over a change of the clocks', () => {
    const span = at('2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z')
    expect(isOpenThroughout(every('00:00', '24:00'), 'Europe/Berlin', span)).toBe(true)
    expect(isOpenThroughout(every('00:00', '23:00'), 'Europe/Berlin', span)).toBe(false)
  })

  test('exceptions go before', () => {
    const period = { periodBegin: '2026-06-01T19:00:00Z', periodEnd: '2026-06-01T21:00:00Z' }
    const evening = at('2026-06-01T17:00:00Z', '2026-06-01T20:00:00Z')
    const times = every('08:00', '21:00')
    expect(isOpenThroughout({ ...times, exceptionalOpenings: [period] }, 'Europe/Berlin', evening)).toBe(true)
    expect(isOpenThroughout({ ...times, exceptionalClosings: [period] }, 'Europe/Berlin', evening)).toBe(false)
    expect(
      isOpenThroughout(
        { ...times, exceptionalClosings: [period], regularHours: [], twentyfourseven: true },
        'UTC',
        evening,
      ),
    ).toBe(false)
  })
})
