import { describe, expect, it } from 'vitest'
import { minute, sample, time } from '../stations/testing/reports.ts'
import { T0 } from '../stations/testing/station-model.ts'
import { atOf, effectiveTime, placeSamples, wasQueued } from './effective-time.ts'

const MINUTE_MS = 60_000
const receipt = { receivedAtMs: T0, connectedAtMs: T0 - 60 * MINUTE_MS }

describe('effectiveTime', () => {
  it.each([
    ['now', 0, 0, null],
    ['five minutes ahead', 5, 5, null],
    ['more than five minutes ahead', 6, 0, 6],
    ['five minutes old', -5, -5, null],
    ['old while connected', -30, -30, -30],
    ['from before the connection', -90, -90, null],
    ['two years old', -2 * 365 * 1440, 0, -2 * 365 * 1440],
  ])('%s', (_, saysMinutes, atMinutes, skewMinutes) => {
    expect(effectiveTime(minute(saysMinutes), receipt)).toEqual({
      atMs: T0 + atMinutes * MINUTE_MS,
      stationMs: T0 + saysMinutes * MINUTE_MS,
      skewMs: skewMinutes === null ? null : skewMinutes * MINUTE_MS,
    })
  })

  it.each([undefined, 8.64e15, -8.64e15])('a text that is no time, or none of this calendar: %s', (ms) => {
    expect(effectiveTime({ text: '?', ms }, receipt)).toEqual({ atMs: T0, stationMs: null, skewMs: null })
  })
})

describe('wasQueued', () => {
  it('is what happened before the connection, beyond the tolerance and within belief', () => {
    const queued = (minutes: number) => wasQueued(T0 + minutes * MINUTE_MS, receipt)
    expect([0, -59, -64, -66, -90, -1440, -600 * 1440].map(queued)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      false,
    ])
    expect(wasQueued(null, receipt)).toBe(false)
  })
})

describe('placeSamples', () => {
  const place = (at: ReturnType<typeof time>, samples: Parameters<typeof placeSamples>[0]) =>
    placeSamples(samples, effectiveTime(at, receipt)).map((placed) => (atOf(placed) - T0) / MINUTE_MS)

  it('leaves believable times and puts them in order', () => {
    expect(place(minute(0), [sample(minute(-1), 2), sample(minute(-3), 1), sample(minute(0), 3)])).toEqual([-3, -1, 0])
  })

  it('moves samples with their report, distances kept', () => {
    const epoch = (minutes: number) => time(minutes * MINUTE_MS)
    expect(place(epoch(30), [sample(epoch(10), 1), sample(epoch(30), 2)])).toEqual([-20, 0])
  })

  it('gives the time of the report to a sample that makes no sense beside it', () => {
    expect(place(minute(0), [sample(time(0), 1), sample({ text: '', ms: undefined }, 2)])).toEqual([0, 0])
  })
})
