import { expect, test } from 'vitest'
import { decimal } from '../money/decimal.ts'
import type { Formula, MemberPrice, Offer } from '../resolve/offer.ts'
import { validateOffer } from './validate-offer.ts'

function offerWith(formula: Formula, memberPrices: readonly MemberPrice[] = []): Offer {
  const component = { dimension: 'ENERGY', vatPercent: decimal('19'), stepSize: 1, formula } as const
  return {
    id: 'O',
    currency: 'EUR',
    taxIncluded: 'NO',
    lastUpdatedS: 0,
    elements: [{ components: [component] }],
    memberPrices,
  }
}

function problemsOf(offer: Offer) {
  return validateOffer(offer).map(({ rule, path }) => `${rule} ${path}`)
}

const half = decimal('0.5')
const market: Formula = { kind: 'market', feed: 'f', factor: half, adder: half, fallback: half }

test('a sound offer has no problem; its tariff is validated as others are', () => {
  expect(problemsOf(offerWith(market))).toEqual([])
  expect(problemsOf({ ...offerWith(market), currency: 'XXY' })).toEqual(['currency.unknown currency'])
})

test('formulas and member prices keep their order and range', () => {
  const crossed = { floor: decimal('0.6'), cap: half }
  const path = 'elements[0].price_components[0].formula'
  expect(problemsOf(offerWith({ ...market, ...crossed }))).toEqual([`offer.out-of-range ${path}.floor`])
  const bands = [10, 10, 101].map((fromPercent) => ({ fromPercent, adder: half }))
  expect(problemsOf(offerWith({ kind: 'occupancy', base: half, bands }))).toEqual([
    `offer.out-of-range ${path}.bands[1].fromPercent`,
    `offer.out-of-range ${path}.bands[2].fromPercent`,
  ])
  const members: MemberPrice[] = [
    { group: 'a', change: { kind: 'percent-off', percent: decimal('101') } },
    { group: 'a', change: { kind: 'amount-off', amount: decimal('-1') } },
    { group: 'a', change: { kind: 'price', price: decimal('0') } },
  ]
  expect(problemsOf(offerWith(market, members))).toEqual([
    'offer.out-of-range memberPrices[0].change',
    'offer.out-of-range memberPrices[1].change',
  ])
})
