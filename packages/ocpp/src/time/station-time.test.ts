import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import { formatTime, parseStationTime } from './station-time.ts'

const NOON = Date.UTC(2024, 4, 1, 12, 0, 0)

describe('parseStationTime', () => {
  it.each([
    ['2024-05-01T12:00:00Z', NOON],
    ['2024-05-01T12:00:00.123Z', NOON + 123],
    ['2024-05-01T12:00:00,5Z', NOON + 500],
    ['2024-05-01T12:00:00.123456789Z', NOON + 123],
    ['2024-05-01T12:00:00', NOON],
    ['2024-05-01 12:00:00', NOON],
    ['2024-05-01T12:00Z', NOON],
    ['2024-5-1T12:00:00Z', NOON],
    ['2024-05-01T14:00:00+02:00', NOON],
    ['2024-05-01T14:00:00+0200', NOON],
    ['2024-05-01T14:00:00 +02', NOON],
    ['2024-05-01T06:30:00-05:30', NOON],
    [' 2024-05-01t12:00:00z ', NOON],
    ['2024-05-01T24:00:00Z', Date.UTC(2024, 4, 2)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['1970-01-01T00:00:00Z', 0],
    ['0001-01-01T00:00:00Z', new Date('0001-01-01T00:00:00Z').getTime()],
    ['1714564800', NOON],
    ['1714564800000', NOON],
  ])('reads %j', (text, ms) => {
    expect(parseStationTime(text)).toEqual({ text, ms })
  })

  it.each([
    '',
    'now',
    '2024-13-01T00:00:00Z',
    '2024-02-30T00:00:00Z',
    '2024-05-01T25:00:00Z',
    '2024-05-01T12:61:00Z',
    '2024-05-01T12:00:61Z',
    '2024-05-01',
    '12345',
  ])('keeps %j as text only', (text) => {
    expect(parseStationTime(text)).toEqual({ text, ms: undefined })
  })

  it('reads what formatTime writes, and never throws', () => {
    holds(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
        expect(parseStationTime(formatTime(ms)).ms).toBe(ms)
      }),
    )
    holds(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseStationTime(text).text).toBe(text.replaceAll('\0', '').slice(0, 48).toWellFormed())
      }),
    )
  })

  it('keeps of a text that is no time what may be part of a key', () => {
    expect(parseStationTime(`a\0b\ud800${'x'.repeat(10_000)}`)).toEqual({
      text: `ab\ufffd${'x'.repeat(45)}`,
      ms: undefined,
    })
    const long = `2024-05-01T12:00:00.${'1'.repeat(50)}Z`
    expect(parseStationTime(long)).toEqual({ text: long.slice(0, 48), ms: undefined })
  })
})

describe('formatTime', () => {
  it('stays within the years it can write', () => {
    expect(formatTime(-5)).toBe('1970-01-01T00:00:00.000Z')
    expect(formatTime(1e300)).toBe('9999-12-31T23:59:59.999Z')
    expect(formatTime(1.9)).toBe('1970-01-01T00:00:00.001Z')
  })
})
