import { describe, expect, it } from 'vitest'
import { readDecimal } from './reading.ts'
import { toBaseUnit } from './unit.ts'

describe('toBaseUnit', () => {
  it.each([
    [12.345, 'kWh', 0, 12_345],
    [5, undefined, 0, 5],
    [5, '', 0, 5],
    [5, ' KWH ', 0, 5000],
    [1234, 'W', -1, 123.4],
    [1.2, 'Wh', 3, 1200],
    [-3.3, 'kW', 0, -3300],
    [86, 'Fahrenheit', 0, 30],
    [273.15, 'K', 0, 0],
    [21, 'Celcius', 0, 21],
    [21, 'Celsius', 0, 21],
    [55, 'Percent', 0, 55],
  ])('reads %d %s at 10^%d', (value, unit, multiplier, base) => {
    expect(toBaseUnit(value, unit, multiplier)).toBeCloseTo(base, 9)
  })

  it('does not guess', () => {
    expect(toBaseUnit(1, 'furlong')).toBeUndefined()
    expect(toBaseUnit(1, 'Wh', 400)).toBeUndefined()
    for (const value of [1e307, 1e16, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(toBaseUnit(value, 'kWh')).toBeUndefined()
    expect(toBaseUnit(1e-300, 'V')).toBe(0)
    expect(toBaseUnit(1, '__proto__')).toBeUndefined()
  })
})

describe('readDecimal', () => {
  it.each([
    ['12.5', 12.5],
    [' 12,5 ', 12.5],
    ['-0.5', -0.5],
    ['1e3', 1000],
    ['.5', 0.5],
  ])('reads %j', (text, value) => {
    expect(readDecimal(text)).toBe(value)
  })

  it.each(['', 'NaN', '12 kWh', '0x1F', '1,234.5', '1e999', '1'.repeat(65)])('does not read %j', (text) => {
    expect(readDecimal(text)).toBeUndefined()
  })
})
