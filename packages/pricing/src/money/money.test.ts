import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isCurrency, minorUnitPlaces } from './currency.ts'
import {
  decimal,
  decimalText,
  divideRounded,
  ofBillionths,
  parseDecimal,
  roundDecimal,
  toJsonNumber,
} from './decimal.ts'
import { distribute } from './distribute.ts'
import { compare, difference, type Fraction, quotient, reduce, roundFraction, sum, times } from './fraction.ts'
import { add, compareMoney, money, moneyText, subtract, toMinorUnits, zero } from './money.ts'

describe('decimals', () => {
  it.each([
    [0.1, '0.1'],
    [20.45, '20.45'],
    ['1e-7', '0.0000001'],
    [1e21, undefined],
    [1e-10, '0'],
    ['0.0000000005', '0.000000001'],
    ['-0.0000000005', '-0.000000001'],
    ['+.5', '0.5'],
    ['7.', '7'],
    [0.30000000000000004, '0.3'],
    [Number.NaN, undefined],
    [Infinity, undefined],
    ['', undefined],
    ['.', undefined],
    ['-', undefined],
    ['1,5', undefined],
    ['0x10', undefined],
    ['1e999', undefined],
    [null, undefined],
    [12n, undefined],
    [`${'9'.repeat(70)}`, undefined],
  ])('reads %s as %s', (value, text) => {
    const read = parseDecimal(value)
    expect(read === undefined ? undefined : decimalText(read)).toBe(text)
  })

  test('with four places go through JSON unchanged', () => {
    const check = (units: number) => {
      const value = ofBillionths(BigInt(units) * 100_000n)
      expect(parseDecimal(JSON.parse(JSON.stringify(toJsonNumber(value))))).toBe(value)
    }
    fc.assert(fc.property(fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }), check))
  })

  test('round halves away from zero', () => {
    expect(['2.00005', '-2.00005', '2.00004'].map((text) => decimalText(roundDecimal(decimal(text), 4)))).toEqual([
      ...['2.0001', '-2.0001', '2'],
    ])
    expect([5n, -5n, 4n, 15n].map((value) => divideRounded(value, 10n))).toEqual([1n, -1n, 0n, 2n])
    expect(decimalText(decimal('3'), 2)).toBe('3.00')
    expect(() => decimal('three')).toThrow(RangeError)
  })
})

const bigs = fc.bigInt({ min: -1_000_000n, max: 1_000_000n })
const fractions = fc.record({ over: bigs, under: fc.bigInt({ min: 1n, max: 5000n }) })

test('fractions are a field', () => {
  const equal = (a: Fraction, b: Fraction) => expect(compare(a, b)).toBe(0)
  const check = (a: Fraction, b: Fraction, c: Fraction) => {
    equal(sum(a, b), sum(b, a))
    equal(sum(sum(a, b), c), sum(a, sum(b, c)))
    equal(difference(sum(a, b), b), a)
    equal(times(a, sum(b, c)), sum(times(a, b), times(a, c)))
    if (b.over !== 0n) equal(times(quotient(a, b), b), a)
    equal(reduce(a), a)
    expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)))
    expect(compare(a, b)).toBe(Math.sign(Number(a.over * b.under - b.over * a.under)))
  }
  fc.assert(fc.property(fractions, fractions, fractions, check))
})

test('shares add up to the total, and none is off by a unit or more', () => {
  const check = (parts: Fraction[]) => {
    const total = roundFraction(parts.reduce(sum), 2)
    const shares = distribute('EUR', total, parts)
    expect(shares.reduce((all, share) => all + share, 0n)).toBe(total)
    parts.forEach((part, at) => {
      const off = difference({ over: shares[at] ?? 0n, under: 100n }, part)
      if (parts.length > 1)
        expect(
          compare({ over: off.over < 0n ? -off.over : off.over, under: off.under }, { over: 1n, under: 100n }),
        ).toBe(-1)
    })
  }
  fc.assert(fc.property(fc.array(fractions, { minLength: 1, maxLength: 8 }), check))
  expect(distribute('EUR', 0n, [])).toEqual([])
})

test('money adds within its currency, and throws where the compiler could not know', () => {
  const [a, b] = [money('EUR', decimal('1.005')), money('EUR', decimal('2'))]
  expect(moneyText(add(a, b), 3)).toBe('3.005')
  expect(moneyText(subtract(a, b))).toBe('-1.00')
  expect(toMinorUnits(a)).toBe(101n)
  expect([compareMoney(a, b), compareMoney(zero('EUR'), zero('EUR'))]).toEqual([-1, 0])
  const pounds: string = 'GBP'
  expect(() => add<string>(a, money(pounds, decimal('1')))).toThrow(TypeError)
})

test('currencies have the decimals of ISO 4217', () => {
  expect(['JPY', 'EUR', 'HUF', 'KWD', 'CLF', 'toString'].map(minorUnitPlaces)).toEqual([0, 2, 2, 3, 4, 2])
  expect(['EUR', 'eur', 'XYZ', ''].map(isCurrency)).toEqual([true, false, false, false])
  expect(moneyText(money('JPY', decimal('99.5')))).toBe('100')
})
