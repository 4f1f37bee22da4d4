import { explainDifference } from '../diff/difference.ts'
import type { Price } from '../price/price.ts'
import { decimal } from './decimal.ts'
import { add, compareMoney, type MinorUnits, type Money, money, subtract, toMinorUnits } from './money.ts'

/** Checked by the compiler, never run: what must not compile does not. */
export function misuse(euros: Price<'EUR'>, pounds: Price<'GBP'>): unknown[] {
  const euro = money('EUR', decimal('1'))
  const pound = money('GBP', decimal('1'))
  const sum: Money<'EUR'> = add(euro, euro)
  // @ts-expect-error two currencies do not add up
  const mixed = add(euro, pound)
  // @ts-expect-error nor can one be taken from the other
  const difference = subtract(pound, euro)
  // @ts-expect-error nor compared
  const order = compareMoney(euro, pound)
  // @ts-expect-error cents are no pence
  const pence: MinorUnits<'GBP'> = toMinorUnits(euro)
  // @ts-expect-error a bare number of cents is no amount
  const bare: MinorUnits<'EUR'> = 100n
  // @ts-expect-error a float is no price
  const float = money('EUR', 0.1)
  // @ts-expect-error prices of two currencies have no difference
  const why = explainDifference(euros, pounds)
  // @ts-expect-error a price in pounds is none in euros
  const price: Price<'EUR'> = pounds
  return [sum, mixed, difference, order, pence, bare, float, why, price]
}
