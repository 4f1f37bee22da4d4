import type { OpeningTimes } from '@stationmaster/server/contract'
import { describe, expect, test } from 'vitest'
import { openingAt } from './opening.ts'
import { localMoment, localText } from './zoned-time.ts'

const ZONE = 'Europe/Berlin'
const at = (text: string) => Date.parse(text)
const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, periodBegin: '08:00', periodEnd: '18:00' }))
const times = (part: Partial<OpeningTimes>): OpeningTimes => ({
  ...{ twentyfourseven: false, regularHours: [], exceptionalOpenings: [], exceptionalClosings: [] },
  ...part,
})

describe('open now', () => {
  test('by the clock of the place, not of the reader', () => {
    // Monday, 08:00 in Berlin is 06:00 UTC in summer and 07:00 in winter.
    const hours = times({ regularHours: weekdays })
    expect(openingAt(hours, ZONE, at('2026-06-08T05:59:00Z'))).toEqual({
      open: false,
      changesAtMs: at('2026-06-08T06:00:00Z'),
    })
    expect(openingAt(hours, ZONE, at('2026-06-08T06:00:00Z'))).toEqual({
      open: true,
      changesAtMs: at('2026-06-08T16:00:00Z'),
    })
    expect(openingAt(hours, ZONE, at('2026-12-07T06:30:00Z')).open).toBe(false)
  })

  test('over a weekend until Monday', () => {
    const friday = openingAt(times({ regularHours: weekdays }), ZONE, at('2026-06-05T20:00:00Z'))
    expect(friday).toEqual({ open: false, changesAtMs: at('2026-06-08T06:00:00Z') })
  })

  test('past midnight without a break between the two days', () => {
    const night = times({
      regularHours: [
        { weekday: 5, periodBegin: '20:00', periodEnd: '24:00' },
        { weekday: 6, periodBegin: '00:00', periodEnd: '03:00' },
      ],
    })
    expect(openingAt(night, ZONE, at('2026-06-05T21:00:00Z'))).toEqual({
      open: true,
      changesAtMs: at('2026-06-06T01:00:00Z'),
    })
  })

  test('exceptions before the rule, and closings before openings', () => {
    const period = (periodBegin: string, periodEnd: string) => ({ periodBegin, periodEnd })
    const always = times({
      twentyfourseven: true,
      exceptionalOpenings: [period('2026-06-08T00:00:00Z', '2026-06-09T00:00:00Z')],
      exceptionalClosings: [period('2026-06-08T10:00:00Z', '2026-06-08T12:00:00Z')],
    })
    expect(openingAt(always, ZONE, at('2026-06-08T11:00:00Z'))).toEqual({
      open: false,
      changesAtMs: at('2026-06-08T12:00:00Z'),
    })
    const sunday = times({ exceptionalOpenings: [period('2026-06-07T08:00:00Z', '2026-06-07T10:00:00Z')] })
    expect(openingAt(sunday, ZONE, at('2026-06-07T09:00:00Z')).open).toBe(true)
  })

  test('without a change in sight says so', () => {
    expect(openingAt(times({ twentyfourseven: true }), ZONE, 0)).toEqual({ open: true, changesAtMs: null })
    expect(openingAt(times({}), ZONE, 0)).toEqual({ open: false, changesAtMs: null })
  })
})

test('a day and time of the place goes there and back, also across the change of the clocks', () => {
  for (const text of ['2026-03-29T01:30', '2026-03-29T03:00', '2026-10-25T12:00', '2026-07-01T00:00']) {
    const moment = localMoment(ZONE, text)
    expect(moment === undefined ? undefined : localText(ZONE, moment)).toBe(text)
  }
  expect(localMoment(ZONE, '')).toBeUndefined()
})
