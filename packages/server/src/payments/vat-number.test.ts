import { expect, test } from 'vitest'
import { judgeVatNumber } from './vat-number.ts'

// Published examples of how the check digits are computed, none of a real company's choosing.
test.each(['ATU13585627', 'BE0411905847', 'DE136695976', 'IT00743110157', 'LU15027442', 'de 136.695-976'])(
  '%s is well formed, down to its check digits',
  (text) => {
    expect(judgeVatNumber(text)).toMatchObject({ ok: true })
  },
)

test.each([
  ['ATU13585626', 'WrongCheckDigit'],
  ['BE0411905848', 'WrongCheckDigit'],
  ['DE136695977', 'WrongCheckDigit'],
  ['IT00743110158', 'WrongCheckDigit'],
  ['LU15027443', 'WrongCheckDigit'],
  ['DE12', 'WrongFormat'],
  ['FRIO123456789', 'WrongFormat'],
  ['US123456789', 'UnknownCountry'],
  ['', 'UnknownCountry'],
] as const)('%s is refused: %s', (text, reason) => {
  expect(judgeVatNumber(text)).toEqual({ ok: false, reason })
})

test('one wrong digit never passes where the country has check digits', () => {
  for (const good of ['ATU13585627', 'DE136695976', 'IT00743110157']) {
    for (const [index, digit] of [...good].entries()) {
      if (!/\d/.test(digit)) continue
      for (const other of '0123456789'.replace(digit, '')) {
        expect(judgeVatNumber(good.slice(0, index) + other + good.slice(index + 1)).ok).toBe(false)
      }
    }
  }
})
