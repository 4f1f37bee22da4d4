import { describe, expect, it } from 'vitest'
import { coerceScalar } from './coerce.ts'

describe('coerceScalar', () => {
  it.each([
    ['string', 12.5, '12.5'],
    ['string', true, 'true'],
    ['number', '12.5', 12.5],
    ['number', ' 12,5 ', 12.5],
    ['number', '-1e3', -1000],
    ['number', '.5', 0.5],
    ['integer', '12.6', 13],
    ['integer', 3.7, 4],
    ['boolean', 'TRUE', true],
    ['boolean', '1', true],
    ['boolean', ' false ', false],
    ['boolean', '0', false],
    ['boolean', 1, true],
    ['boolean', 0, false],
  ])('as %s reads %j', (type, value, read) => {
    expect(coerceScalar(type, value)?.value).toBe(read)
  })

  it.each([
    ['string', {}],
    ['string', null],
    ['number', ''],
    ['number', '1.2.3'],
    ['number', '0x10'],
    ['number', '1e999'],
    ['number', true],
    ['number', Number.NaN],
    ['integer', Number.POSITIVE_INFINITY],
    ['boolean', 'yes'],
    ['boolean', 2],
    ['object', 'x'],
  ])('as %s does not read %j', (type, value) => {
    expect(coerceScalar(type, value)).toBeUndefined()
  })
})
