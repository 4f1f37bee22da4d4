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

/** A tariff that we have written ourselves. Throws when it is none: then we are wrong. */
export function readOwnTariff(written: OcpiTariff): Tariff {
  const read = readOcpiTariff(written)
  const problems = read.ok ? validateTariff(read.value) : read.problems
  if (read.ok && isUsable(problems)) return read.value
  throw new Error(`A tariff of ours cannot be used: ${problems.map(({ message }) => message).join('; ')}`)
}
