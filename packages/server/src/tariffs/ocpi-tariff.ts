import { isUsable, readOcpiTariff, type Tariff, validateTariff } from '@stationmaster/pricing'
import type { TariffPrices } from '../contract/index.ts'

/** A tariff as OCPI writes it. */
export type OcpiTariff = Readonly<Record<string, unknown>>

export interface TariffIdentity {
  readonly tariffId: string
  readonly currency: string
  readonly atMs: number
}

/** What people have set, as a tariff of OCPI 2.3.0. Amounts stay text: none goes through a binary fraction. */
export function toOcpiTariff(prices: TariffPrices, { tariffId, currency, atMs }: TariffIdentity): OcpiTariff {
  const component = (type: string, price: string) => ({ type, price, vat: prices.vatPercent, step_size: 1 })
  const always = [
    component('ENERGY', prices.perKwh),
    ...(prices.perHourCharging === null ? [] : [component('TIME', prices.perHourCharging)]),
    ...(prices.startFee === null ? [] : [component('FLAT', prices.startFee)]),
  ]
  return {
    id: tariffId,
    currency,
    tax_included: prices.includesVat ? 'YES' : 'NO',
    elements: [{ price_components: always }, ...parkedElement(prices, component)],
    last_updated: new Date(atMs).toISOString(),
  }
}

function parkedElement(
  { perHourParked, parkedFreeMinutes }: TariffPrices,
  component: (type: string, price: string) => object,
): object[] {
  if (perHourParked === null) return []
  const restrictions = parkedFreeMinutes === 0 ? {} : { restrictions: { min_duration: parkedFreeMinutes * 60 } }
  return [{ price_components: [component('PARKING_TIME', perHourParked)], ...restrictions }]
}

/** A tariff as it was kept; or, in sentences, why nothing can be priced by it. */
export type KeptTariff =
  | { readonly tariff: Tariff; readonly problems: readonly [] }
  | { readonly tariff: null; readonly problems: readonly string[] }

/** Reads a tariff that we have written ourselves; one that somebody has spoilt since is no reason to fail. */
export function readOwnTariff(written: OcpiTariff): KeptTariff {
  const read = readOcpiTariff(written)
  const problems = read.ok ? validateTariff(read.value) : read.problems
  if (read.ok && isUsable(problems)) return { tariff: read.value, problems: [] }
  return { tariff: null, problems: problems.map(({ message }) => message) }
}
