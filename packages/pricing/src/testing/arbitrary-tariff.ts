import fc from 'fast-check'
import { DAYS_OF_WEEK } from '../time/local-clock.ts'

/** An OCPI tariff as JSON, typed as far as the naive pricer reads it. */
export interface RawTariff {
  readonly id: string
  readonly currency: string
  readonly tax_included?: 'YES' | 'NO' | 'N/A'
  readonly elements: readonly RawElement[]
  readonly min_price?: RawLimit
  readonly max_price?: RawLimit
  readonly last_updated: string
}

export interface RawLimit {
  readonly excl_vat: number
  readonly incl_vat?: number
}

export interface RawElement {
  readonly price_components: readonly RawComponent[]
  readonly restrictions?: RawRestrictions
}

export interface RawComponent {
  readonly type: 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'FLAT'
  readonly price: number
  readonly vat?: number
  readonly step_size: number
}

export interface RawRestrictions {
  readonly start_time?: string
  readonly end_time?: string
  readonly start_date?: string
  readonly end_date?: string
  readonly day_of_week?: readonly string[]
  readonly min_kwh?: number
  readonly max_kwh?: number
  readonly min_current?: number
  readonly max_current?: number
  readonly min_power?: number
  readonly max_power?: number
  readonly min_duration?: number
  readonly max_duration?: number
  readonly reservation?: 'RESERVATION' | 'RESERVATION_EXPIRES'
}

const pricesArbitrary = (least: number) => fc.integer({ min: least, max: 90_000 }).map((units) => units / 10_000)
const timeArbitrary = fc.oneof(
  fc.constantFrom('00:00', '02:00', '02:30', '03:00', '17:00', '22:00'),
  fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
)
const dateArbitrary = fc.constantFrom(
  ...['2026-01-01', '2026-03-28', '2026-03-29', '2026-03-30', '2026-06-15', '2026-06-16', '2026-10-25', '2026-10-26'],
  ...['2026-11-01', '2027-01-01'],
)
const kwhArbitrary = fc.oneof(
  fc.constantFrom(0.5, 1, 2, 5, 10),
  fc.integer({ min: 1, max: 30_000 }).map((units) => units / 1000),
)
const secondsArbitrary = fc.oneof(fc.constantFrom(60, 300, 600, 1800, 3600), fc.integer({ min: 1, max: 5000 }))

/** Sometimes present. */
function maybe<Value>(arbitrary: fc.Arbitrary<Value>, freq = 5) {
  return fc
    .option(arbitrary, { nil: undefined, freq: 1, depthSize: 'max' })
    .chain((value) => fc.nat(freq - 1).map((roll) => (roll === 0 ? value : undefined)))
}

const restrictionArbitraries = {
  start_time: maybe(timeArbitrary, 3),
  end_time: maybe(timeArbitrary, 3),
  start_date: maybe(dateArbitrary, 8),
  end_date: maybe(dateArbitrary, 8),
  day_of_week: maybe(fc.uniqueArray(fc.constantFrom<string>(...DAYS_OF_WEEK), { minLength: 1, maxLength: 5 })),
  min_kwh: maybe(kwhArbitrary),
  max_kwh: maybe(kwhArbitrary),
  min_current: maybe(fc.constantFrom(6, 16, 32.5), 8),
  max_current: maybe(fc.constantFrom(16, 32, 64), 8),
  min_power: maybe(fc.constantFrom(3.6, 7.2, 10.8, 22), 8),
  max_power: maybe(fc.constantFrom(3.6, 11, 21.6, 50), 8),
  min_duration: maybe(secondsArbitrary, 6),
  max_duration: maybe(secondsArbitrary, 6),
  reservation: maybe(fc.constantFrom('RESERVATION' as const, 'RESERVATION_EXPIRES' as const)),
}

export interface TariffShape {
  /** Lowest price in ten-thousandths. */
  readonly leastPrice?: number
  /** Without restrictions on energy, power and current. */
  readonly isBlindToEnergy?: boolean
}

export function tariffArbitrary({ leastPrice = 0, isBlindToEnergy = false }: TariffShape = {}) {
  const element = fc.record({
    components: fc.uniqueArray(componentArbitrary(leastPrice), {
      minLength: 1,
      maxLength: 4,
      selector: (one) => one.type,
    }),
    restrictions: fc.option(fc.record(restrictionArbitraries), { nil: undefined, freq: 3 }),
  })
  return fc
    .record({
      currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD', 'USD'),
      taxIncluded: fc.constantFrom('YES' as const, 'NO' as const, 'N/A' as const, undefined),
      elements: fc.array(element, { minLength: 1, maxLength: 6 }),
      min: maybe(limitArbitrary(3), 1),
      max: maybe(limitArbitrary(15), 1),
    })
    .map(
      ({ currency, taxIncluded, elements, min, max }): RawTariff => ({
        id: 'T',
        currency,
        ...(taxIncluded === undefined ? {} : { tax_included: taxIncluded }),
        elements: elements.map(({ components, restrictions }) => ({
          price_components: components,
          ...(restrictions === undefined ? {} : { restrictions: present(restrictions, isBlindToEnergy) }),
        })),
        ...(min === undefined ? {} : { min_price: min }),
        ...(max === undefined ? {} : { max_price: max }),
        last_updated: '2026-01-01T00:00:00Z',
      }),
    )
}

function componentArbitrary(leastPrice: number): fc.Arbitrary<RawComponent> {
  return fc
    .record({
      type: fc.constantFrom('ENERGY' as const, 'TIME' as const, 'PARKING_TIME' as const, 'FLAT' as const),
      price: pricesArbitrary(leastPrice),
      vat: fc.constantFrom(undefined, 0, 5.2, 10, 19, 20),
      step_size: fc.constantFrom(0, 1, 1, 7, 60, 100, 300, 900, 1000),
    })
    .map(({ vat, ...rest }) => (vat === undefined ? rest : { ...rest, vat }))
}

/** The limit before taxes, and sometimes one after them. */
function limitArbitrary(around: number): fc.Arbitrary<RawLimit> {
  return fc
    .record({ net: fc.nat(around * 200), gross: fc.option(fc.nat(around * 200), { nil: undefined, freq: 1 }) })
    .map(({ net, gross }) => ({ excl_vat: net / 100, ...(gross === undefined ? {} : { incl_vat: gross / 100 }) }))
}

const OF_ENERGY = new Set(['min_kwh', 'max_kwh', 'min_current', 'max_current', 'min_power', 'max_power'])

function present(restrictions: Readonly<Record<string, unknown>>, isBlindToEnergy: boolean): RawRestrictions {
  return Object.fromEntries(
    Object.entries(restrictions).filter(
      ([name, value]) => value !== undefined && !(isBlindToEnergy && OF_ENERGY.has(name)),
    ),
  )
}
