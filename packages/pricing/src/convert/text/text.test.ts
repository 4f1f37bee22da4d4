import { describe, expect, test } from 'vitest'
import { decimal } from '../../money/decimal.ts'
import { price } from '../../price/price.ts'
import type { Formula } from '../../resolve/offer.ts'
import { SAMPLE_TARIFF } from '../../testing/sample-tariff.ts'
import { unwrap } from '../../testing/unwrap.ts'
import { readOcpiTariff } from '../ocpi/read-tariff.ts'
import { DE } from './de.ts'
import { describeLine } from './describe-line.ts'
import { describeTariff, tariffText } from './describe-tariff.ts'
import { EN } from './en.ts'
import { formulaText } from './formula-text.ts'
import { toPriceText16 } from './ocpp16-price-text.ts'

const sample = unwrap(readOcpiTariff(SAMPLE_TARIFF))

function read(members: object) {
  return unwrap(readOcpiTariff({ id: 'T', currency: 'EUR', last_updated: '2026-01-01T00:00:00Z', ...members }))
}

/** Intl writes a narrow or a plain no-break space before signs. */
function plain(text: string): string {
  return text.replace(/\u00a0|\u202f/g, ' ')
}

describe('prices for drivers', () => {
  test('come per kWh, per minute, per session, then others, taxes included', () => {
    const { prices, taxes } = describeTariff(sample, EN)
    expect(prices.map(({ part, text }) => `${part}: ${plain(text)}`)).toEqual([
      'per-kwh: €0.4165 per kWh (from 22:00 to 06:00, on Mon, Sun)',
      'per-kwh: €0.5355 per kWh (for the first 20.5 kWh, billed per 100 Wh begun)',
      'per-kwh: €0.6545 per kWh',
      'per-minute: €0.119 per minute while not charging (from 1 Jan 2026, after 240 min, billed per 60 s begun)',
      'per-session: €0.4165 per session',
      'other: €2.38 per reservation',
      'other: €5.95 if a reservation is not used',
      'other: at least €1.19 per session',
      'other: at most €59.50 per session',
    ])
    expect(taxes).toBe('Prices include 19 % VAT.')
  })

  test('are written as Germans write them', () => {
    const tariff = read({
      tax_included: 'YES',
      elements: [
        {
          price_components: [
            { type: 'FLAT', price: 0.35, vat: 19 },
            { type: 'TIME', price: 3, vat: 19, step_size: 60 },
            { type: 'ENERGY', price: 0.49, vat: 19, step_size: 1 },
          ],
        },
      ],
    })
    expect(plain(tariffText(tariff, DE))).toBe(
      '0,49 € je kWh; 0,05 € je Minute Ladezeit (abgerechnet je angefangene 60 s); 0,35 € je Ladevorgang. ' +
        'Preise inklusive 19 % Umsatzsteuer.',
    )
  })

  test('say free when it is, and when taxes are not known', () => {
    const free = read({ elements: [{ price_components: [{ type: 'FLAT', price: 0, step_size: 0 }] }] })
    expect([tariffText(free, EN), tariffText(free, DE)]).toEqual(['free of charge.', 'kostenlos.'])
    const open = read({ elements: [{ price_components: [{ type: 'ENERGY', price: 0.4 }] }] })
    expect(plain(tariffText(open, EN))).toBe('€0.40 per kWh. Taxes may be added.')
    const yen = read({
      currency: 'JPY',
      tax_included: 'N/A',
      elements: [{ price_components: [{ type: 'ENERGY', price: 55 }] }],
    })
    expect(plain(tariffText(yen, EN))).toBe('JP¥55 per kWh.')
  })

  test('name every condition', () => {
    const restrictions = {
      ...{ start_time: '08:00', end_date: '2026-07-01', min_kwh: 5, max_power: 22.5, min_power: 11 },
      ...{ min_current: 16, max_current: 32, max_duration: 90 },
    }
    const tariff = read({ elements: [{ price_components: [{ type: 'ENERGY', price: 1, vat: 0 }], restrictions }] })
    expect(plain(tariffText(tariff, DE))).toBe(
      '1,00 € je kWh (von 08:00 bis 24:00 Uhr, vor dem 01.07.2026, nach 5 kWh, ab 11 kW, unter 22,5 kW, ab 16 A, ' +
        'unter 32 A, für die ersten 1,5 min).',
    )
  })
})

test('formulas can be published', () => {
  const [tenth, half] = [decimal('0.1'), decimal('0.5')]
  const market: Formula = {
    kind: 'market',
    feed: 'f',
    factor: decimal('1.2'),
    adder: tenth,
    floor: tenth,
    cap: half,
    fallback: half,
  }
  expect(plain(formulaText(market, 'EUR', EN))).toBe(
    'market price × 1.2 + €0.10, at least €0.10, at most €0.50, €0.50 where the market has no price yet',
  )
  const bands = [
    { fromPercent: 80, adder: half },
    { fromPercent: 50, adder: tenth },
  ]
  expect(plain(formulaText({ kind: 'occupancy', base: half, bands }, 'EUR', DE))).toBe(
    '0,50 €, je nach belegten Ladepunkten beim Start: ab 50 % 0,10 € mehr, ab 80 % 0,50 € mehr',
  )
})

test('1.6 shows at most 512 characters, in several languages', () => {
  const text = toPriceText16(sample, [EN, DE])
  const long = { ...sample, elements: [...sample.elements, ...sample.elements] }
  expect(toPriceText16(long, [DE])?.priceText.endsWith('…')).toBe(true)
  expect(text?.priceText.startsWith('€0.4165 per kWh')).toBe(true)
  expect(text?.priceTextExtra).toMatchObject([{ format: 'UTF8', language: 'de' }])
  for (const content of [toPriceText16(long, [DE])?.priceText ?? '', text?.priceTextExtra[0]?.content ?? '']) {
    expect([...content].length).toBeLessThanOrEqual(512)
  }
  expect(toPriceText16(sample, [])).toBeUndefined()
})

test('lines say what, how much, at which price and why', () => {
  const startMs = Date.parse('2026-06-16T10:00:00Z')
  const at = (minutes: number) => startMs + minutes * 60_000
  const priced = unwrap(
    price(sample, {
      kind: 'recorded',
      timeZone: 'Europe/Berlin',
      events: [
        { kind: 'reserved', atMs: at(-10) },
        { kind: 'started', atMs: at(0) },
        { kind: 'meter', atMs: at(0), registerWh: 0 },
        { kind: 'meter', atMs: at(30), registerWh: 12_340 },
        { kind: 'activity', atMs: at(30), activity: 'parked' },
        { kind: 'ended', atMs: at(250.2) },
      ],
    }),
  )
  expect(priced.lines.map((line) => plain(describeLine(line, EN)))).toEqual([
    'Energy: 12.34 kWh × €0.45/kWh = €6.61',
    'Energy: 0.06 kWh (rounded up to 100 Wh) × €0.45/kWh = €0.03',
    'Time connected without charging: 0:10:12 h × €6.00/h = €1.21',
    'Time connected without charging: 0:00:48 h (rounded up to 60 s) × €6.00/h = €0.10',
    'Session fee: €0.42',
    'Reservation fee: €2.38',
  ])
  const cheap = unwrap(
    price(
      { ...sample, minPrice: { net: sample.elements[0]!.components[0]!.price } },
      {
        kind: 'recorded',
        timeZone: 'Europe/Berlin',
        events: [
          { kind: 'started', atMs: at(0) },
          { kind: 'ended', atMs: at(1) },
        ],
      },
    ),
  )
  expect(plain(describeLine(cheap.lines.at(-1)!, DE))).toBe('Mindestpreis je Ladevorgang: 1,96 €')
})

test('each language says each thing in its own words', () => {
  const phrases = ({ locale: _, dayNames, vat: __, ...texts }: typeof EN) => [
    ...Object.values(texts).map((text) => (typeof text === 'string' ? text : text('⟨1⟩', '⟨2⟩'))),
    ...Object.values(dayNames),
  ]
  for (const texts of [EN, DE]) {
    const all = phrases(texts)
    expect(new Set(all).size).toBe(all.length)
    for (const [name, text] of Object.entries(texts)) {
      if (typeof text === 'function') expect(text('⟨1⟩', '⟨2⟩'), name).toContain('⟨1⟩')
      if (typeof text === 'function' && text.length > 1) expect(text('⟨1⟩', '⟨2⟩'), name).toContain('⟨2⟩')
    }
  }
})
