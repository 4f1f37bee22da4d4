import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { writeOcpiTariff } from '../convert/ocpi/write-tariff.ts'
import { type Decimal, decimal, fromScaledInteger } from '../money/decimal.ts'
import { moneyText } from '../money/money.ts'
import { price } from '../price/price.ts'
import type { RecordedSession } from '../session/session.ts'
import type { PriceComponent, Tariff } from '../tariff/tariff.ts'
import { unwrap } from '../testing/unwrap.ts'
import type { Formula, Offer, OfferComponent, OfferElement, Situation, Voucher } from './offer.ts'
import { resolveOffer } from './resolve-offer.ts'

const VAT = decimal('19')
const ENERGY: PriceComponent = { dimension: 'ENERGY', price: decimal('0.5'), vatPercent: VAT, stepSize: 0 }
const FIXED: PriceComponent = { dimension: 'FLAT', price: decimal('1'), vatPercent: VAT, stepSize: 0 }

function offerOf(elements: readonly OfferElement[], members: Partial<Offer<'EUR'>> = {}): Offer<'EUR'> {
  return { id: 'O', currency: 'EUR', taxIncluded: 'YES', lastUpdatedS: 0, elements, ...members }
}

function only(...components: OfferComponent[]): Offer<'EUR'> {
  return offerOf([{ components }])
}

function situation(members: Partial<Situation> = {}): Situation {
  return { startMs: Date.parse('2026-06-15T12:00:00Z'), timeZone: 'Europe/Berlin', ...members }
}

/** Charging at 3.6 kW, which is 1 Wh in each second. */
function charge(startMs: number, seconds: number, wh = seconds): RecordedSession {
  return {
    kind: 'recorded',
    timeZone: 'Europe/Berlin',
    events: [
      { kind: 'started', atMs: startMs },
      { kind: 'meter', atMs: startMs, registerWh: 0 },
      { kind: 'meter', atMs: startMs + seconds * 1000, registerWh: wh },
      { kind: 'ended', atMs: startMs + seconds * 1000 },
    ],
  }
}

function costOf(tariff: Tariff, session: RecordedSession, places = 4): string {
  return moneyText(unwrap(price(tariff, session)).total.gross, places)
}

describe('prices of the market', () => {
  const formula: Formula = {
    kind: 'market',
    feed: 'day-ahead',
    factor: decimal('1.2'),
    adder: decimal('0.1'),
    floor: decimal('0.15'),
    cap: decimal('0.6'),
    fallback: decimal('0.45'),
  }
  const offer = only({ dimension: 'ENERGY', vatPercent: VAT, stepSize: 0, formula }, FIXED)

  function feed(fromMs: number, stepS: number, ...prices: string[]) {
    const fromS = fromMs / 1000
    const all = prices.map((text, at) => ({
      fromS: fromS + at * stepS,
      toS: fromS + (at + 1) * stepS,
      price: decimal(text),
    }))
    return new Map([['day-ahead', { currency: 'EUR', prices: all }]])
  }

  test('are the feed times the factor plus the adder, within floor and cap, and the fallback beyond', () => {
    const startMs = Date.parse('2026-06-15T12:00:00Z')
    const feeds = feed(startMs - 1_800_000, 3600, '0.25', '-0.3', '2')
    const tariff = unwrap(resolveOffer(offer, situation({ startMs, feeds })))
    // 30 min at 0.40, 1 h at the floor, 1 h at the cap, 30 min at the fallback, and the fixed price.
    expect(costOf(tariff, charge(startMs, 3 * 3600))).toBe(
      (1.8 * 0.4 + 3.6 * 0.15 + 3.6 * 0.6 + 1.8 * 0.45 + 1).toFixed(4),
    )
  })

  test('survive the night in which an hour comes twice', () => {
    const startMs = Date.parse('2026-10-24T22:00:00Z') // midnight in Berlin; 02:00 to 03:00 comes twice
    const feeds = feed(startMs, 3600, '0.1', '0.2', '0.3', '0.4', '0.25')
    const tariff = unwrap(resolveOffer(offer, situation({ startMs, feeds })))
    const perHour = [0.22, 0.34, 0.46, 0.58, 0.4]
    for (let hour = 0; hour < 5; hour++) {
      const from = startMs + hour * 3_600_000
      const session = charge(startMs, (hour + 1) * 3600)
      const before = perHour.slice(0, hour + 1).reduce((sum, one) => sum + one * 3.6, 1)
      expect(costOf(tariff, session), new Date(from).toISOString()).toBe(before.toFixed(4))
    }
  })

  test('survive the night in which an hour is missing', () => {
    const startMs = Date.parse('2026-03-29T00:00:00Z') // 01:00 in Berlin; 02:00 to 03:00 does not come
    const feeds = feed(startMs, 900, '0.1', '0.2', '0.3', '0.4', '0.25', '0.15', '0.05', '0.35')
    const tariff = unwrap(resolveOffer(offer, situation({ startMs, feeds })))
    const quarters = [0.22, 0.34, 0.46, 0.58, 0.4, 0.28, 0.16, 0.52]
    const sum = quarters.reduce((all, one) => all + one * 0.9, 1)
    expect(costOf(tariff, charge(startMs, 7200))).toBe(sum.toFixed(4))
  })

  test('keep the restrictions of their element', () => {
    const startMs = Date.parse('2026-06-15T12:00:00Z')
    const restricted = offerOf([
      {
        components: [{ dimension: 'ENERGY', vatPercent: VAT, stepSize: 0, formula }],
        restrictions: { startTimeS: 22 * 3600, endTimeS: 14.5 * 3600, maxEnergyMilliWh: 900_000 },
      },
      { components: [ENERGY] },
    ])
    const feeds = feed(startMs, 3600, '0.25', '0.25')
    const tariff = unwrap(resolveOffer(restricted, situation({ startMs, feeds })))
    // Till 14:30 local time and 0.9 kWh the market, then 0.50.
    expect(costOf(tariff, charge(startMs, 3600))).toBe((0.9 * 0.4 + 2.7 * 0.5).toFixed(4))
    expect(costOf(tariff, charge(startMs, 3600, 600))).toBe((0.3 * 0.4 + 0.3 * 0.5).toFixed(4))
  })

  test('need their feed, in the currency of the tariff', () => {
    expect(resolveOffer(offer, situation())).toMatchObject({ problems: [{ rule: 'offer.feed-missing', element: 0 }] })
    const feeds = new Map([['day-ahead', { currency: 'SEK', prices: [] }]])
    expect(resolveOffer(offer, situation({ feeds }))).toMatchObject({ problems: [{ rule: 'currency.mixed' }] })
  })

  test('are charged as they are exported, for any feed and moment', () => {
    const moments = fc.constantFrom(...['2026-10-24T21:50:00Z', '2026-03-28T23:10:00Z', '2026-06-15T21:00:00Z'])
    const prices = fc.array(fc.integer({ min: -500_000, max: 900_000 }), { minLength: 1, maxLength: 30 })
    const check = (moment: string, shiftS: number, hourly: boolean, units: number[]) => {
      const startMs = Date.parse(moment) + shiftS * 1000
      const stepS = hourly ? 3600 : 900
      const feeds = feed(
        Date.parse('2026-01-01T00:00:00Z') +
          Math.floor((startMs - Date.parse('2026-01-01T00:00:00Z')) / (stepS * 1000)) * stepS * 1000,
        stepS,
        ...units.map((unit) => String(unit / 1e6)),
      )
      const tariff = unwrap(resolveOffer(offer, situation({ startMs, feeds })))
      const session = charge(startMs, 4 * 3600 + 11)
      const { value, losses } = writeOcpiTariff(tariff, '2.3.0')
      expect(losses).toEqual([])
      expect(costOf(unwrap(readOcpiTariff(JSON.parse(JSON.stringify(value)))), session)).toBe(costOf(tariff, session))
      expect(costOf(tariff, session, 7)).toBe(bySecond(startMs, 4 * 3600 + 11, feeds.get('day-ahead')?.prices ?? []))
    }
    fc.assert(fc.property(moments, fc.nat(14_000), fc.boolean(), prices, check), { numRuns: 60 })
  })

  /** The cost if the feed itself is asked in each second. */
  function bySecond(
    startMs: number,
    seconds: number,
    prices: readonly { fromS: number; toS: number; price: Decimal }[],
  ) {
    let units = 0n
    for (let second = 0; second < seconds; second++) {
      const atS = startMs / 1000 + second
      const found = prices.find(({ fromS, toS }) => atS >= fromS && atS < toS)
      const raw = found === undefined ? 4500 : Math.round(Number(found.price * 12n + 1_000_000_000n) / 1_000_000)
      units += BigInt(found === undefined ? raw : Math.min(6000, Math.max(1500, raw)))
    }
    const total = units + 10_000_000n
    return `${total / 10_000_000n}.${(total % 10_000_000n).toString().padStart(7, '0')}`
  }
})

describe('prices by occupancy', () => {
  const formula: Formula = {
    kind: 'occupancy',
    base: decimal('0.4'),
    bands: [
      { fromPercent: 90, adder: decimal('0.3') },
      { fromPercent: 50, adder: decimal('0.1') },
    ],
    cap: decimal('0.65'),
  }
  const offer = only({ dimension: 'ENERGY', stepSize: 0, formula })
  const priceAt = (occupancyPercent: number) => {
    return unwrap(resolveOffer(offer, situation({ occupancyPercent }))).elements[0]?.components[0]?.price
  }

  test('follow the highest band that is reached', () => {
    expect([0, 49.9, 50, 89, 90, 100].map(priceAt)).toEqual(['0.4', '0.4', '0.5', '0.5', '0.65', '0.65'].map(decimal))
  })

  test('need the occupancy', () => {
    expect(resolveOffer(offer, situation())).toMatchObject({ problems: [{ rule: 'offer.occupancy-missing' }] })
    expect(resolveOffer(offer, situation({ occupancyPercent: 101 }))).toMatchObject({ ok: false })
  })
})

test('a member pays the lowest of the prices of all groups, never more than others', () => {
  const memberPrices = [
    { group: 'fleet', change: { kind: 'percent-off', percent: decimal('10') } as const },
    { group: 'club', dimensions: ['ENERGY'] as const, change: { kind: 'price', price: decimal('0.42') } as const },
    { group: 'odd', change: { kind: 'price', price: decimal('9') } as const },
    { group: 'staff', change: { kind: 'amount-off', amount: decimal('0.2') } as const },
  ]
  const offer = offerOf([{ components: [ENERGY, FIXED] }], { memberPrices })
  const pricesOf = (...groups: string[]) =>
    unwrap(resolveOffer(offer, situation({ groups }))).elements[0]?.components.map((one) => one.price)
  expect(pricesOf()).toEqual(['0.5', '1'].map(decimal))
  expect(pricesOf('fleet', 'club', 'odd')).toEqual(['0.42', '0.9'].map(decimal))
  expect(pricesOf('staff')).toEqual(['0.3', '0.8'].map(decimal))
})

test('a share off a price below zero does not make it dearer', () => {
  const offer = only({ ...ENERGY, price: decimal('-0.1') })
  const vouchers: Voucher[] = [{ kind: 'percent-off', percent: decimal('50') }]
  const tariff = unwrap(resolveOffer(offer, situation({ vouchers })))
  expect(tariff.elements[0]?.components[0]?.price).toBe(decimal('-0.1'))
})

describe('vouchers', () => {
  const session = charge(situation().startMs, 10_000)
  const costWith = (offer: Offer<'EUR'>, ...vouchers: Voucher[]) =>
    costOf(unwrap(resolveOffer(offer, situation({ vouchers }))), session)

  test('take a share off', () => {
    expect(costWith(only(ENERGY, FIXED), { kind: 'percent-off', percent: decimal('25') })).toBe('4.5000')
    const ofEnergy: Voucher = { kind: 'percent-off', percent: decimal('100'), dimensions: ['ENERGY'] }
    expect(costWith(only(ENERGY, FIXED), ofEnergy)).toBe('1.0000')
  })

  test('give energy', () => {
    expect(costWith(only(ENERGY, FIXED), { kind: 'free-energy', energyMilliWh: 4_000_000 })).toBe('4.0000')
    expect(costWith(only(FIXED), { kind: 'free-energy', energyMilliWh: 4_000_000 })).toBe('1.0000')
  })

  test('take an amount off, but never pay out', () => {
    const take = (gross: string): Voucher => ({ kind: 'amount-off', gross: decimal(gross) })
    expect(costWith(only(ENERGY, FIXED), take('2.5'))).toBe('3.5000')
    expect(costWith(only(ENERGY), take('2.5'), take('1'))).toBe('1.5000')
    expect(costWith(only(ENERGY), take('99'))).toBe('0.0000')
    const floor = { minPrice: { net: decimal('5'), gross: decimal('5.95') } }
    expect(costWith(offerOf([{ components: [ENERGY] }], floor), take('1'))).toBe('4.9500')
    const excluding = offerOf([{ components: [ENERGY] }], { taxIncluded: 'NO' })
    expect(costWith(excluding, take('2.5'))).toBe((5 * 1.19 - 2.5).toFixed(4))
  })

  test('say when OCPI cannot express them', () => {
    const late = offerOf([{ components: [ENERGY] }, { components: [FIXED], restrictions: { minDurationS: 3600 } }])
    const vouchers: Voucher[] = [{ kind: 'amount-off', gross: decimal('1') }]
    expect(resolveOffer(late, situation({ vouchers }))).toMatchObject({
      problems: [{ rule: 'voucher.not-expressible' }],
    })
    const wrong: Voucher[] = [{ kind: 'percent-off', percent: decimal('101') }]
    expect(resolveOffer(late, situation({ vouchers: wrong }))).toMatchObject({ problems: [{ path: 'vouchers[0]' }] })
  })
})

test('a spending cap is a highest price after taxes, before taxes too where all is taxed alike', () => {
  const capped = (offer: Offer<'EUR'>) => unwrap(resolveOffer(offer, situation({ spendingCap: decimal('4') })))
  const floor = { minPrice: { gross: decimal('4.5') } }
  const tariff = capped(offerOf([{ components: [ENERGY, FIXED] }], floor))
  expect(tariff).toMatchObject({
    maxPrice: { net: decimal('3.3613'), gross: decimal('4') },
    minPrice: { gross: decimal('4') },
  })
  expect(costOf(tariff, charge(situation().startMs, 10_000))).toBe('4.0000')
  const mixed = capped(only(ENERGY, { ...FIXED, vatPercent: decimal('7') }))
  expect(mixed.maxPrice).toEqual({ gross: decimal('4') })
  const lower = { maxPrice: { gross: fromScaledInteger(3, 0) } }
  expect(capped(offerOf([{ components: [ENERGY] }], lower)).maxPrice?.gross).toBe(decimal('3'))
})

test('the resolved tariff has the id it is given, and needs a known zone', () => {
  expect(unwrap(resolveOffer(only(ENERGY), situation({ tariffId: 'O-1' }))).id).toBe('O-1')
  expect(resolveOffer(only(ENERGY), situation({ timeZone: '' }))).toMatchObject({
    problems: [{ rule: 'time-zone.missing' }],
  })
  expect(resolveOffer(only(ENERGY), situation({ startMs: Number.NaN }))).toMatchObject({
    problems: [{ rule: 'json.time' }],
  })
  expect(resolveOffer(only(ENERGY), situation({ spendingCap: decimal('-1') }))).toMatchObject({ ok: false })
})
