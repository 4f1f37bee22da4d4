import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fits, matches } from './matching.ts'

test.each([
  ['Norrvolt', 'norrvolt', true],
  ['Norr*', 'Norrvolt Duo', true],
  ['*duo*', 'Norrvolt Duo 22', true],
  ['a*b*c', 'a-b-c', true],
  ['a*bc*c', 'abc', false],
  ['ab*ba', 'aba', false],
  ['', '', true],
  ['*', 'anything', true],
])('%s fits %s: %s', (pattern, value, expected) => {
  expect(matches(pattern, value)).toBe(expected)
})

test('a pattern means what the same pattern means as an expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 })
  fc.assert(
    fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }), (pattern, value) => {
      const source = pattern
        .split('*')
        .map((part) => part.replaceAll('.', String.raw`\.`))
        .join('.*')
      expect(matches(pattern, value)).toBe(new RegExp(`^${source}$`).test(value))
    }),
  )
})

test('a profile without patterns fits nobody by itself', () => {
  const make = { vendor: 'V', model: 'M', firmwareVersion: '1' }
  expect(fits({ vendor: null, model: null, firmware: null }, make)).toBe(false)
  expect(fits({ vendor: 'v', model: null, firmware: '1*' }, make)).toBe(true)
  expect(fits({ vendor: 'v', model: 'x', firmware: null }, make)).toBe(false)
})
