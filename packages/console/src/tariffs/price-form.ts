import { TariffPrices } from '@stationmaster/server/contract'

const FIELDS = ['perKwh', 'perHourCharging', 'perHourParked', 'parkedFreeMinutes', 'startFee', 'vatPercent'] as const
export type PriceField = (typeof FIELDS)[number]

/** Fields as they stand in the form: text, but for the switch. */
export type PriceForm = Readonly<Record<PriceField, string>> & { readonly includesVat: boolean }

export function priceForm(prices: TariffPrices | undefined): PriceForm {
  return {
    perKwh: prices?.perKwh ?? '',
    perHourCharging: prices?.perHourCharging ?? '',
    perHourParked: prices?.perHourParked ?? '',
    parkedFreeMinutes: String(prices?.parkedFreeMinutes ?? 0),
    startFee: prices?.startFee ?? '',
    vatPercent: prices?.vatPercent ?? '',
    includesVat: prices?.includesVat ?? true,
  }
}

/** What the form says, for the server. A comma is a point; an empty field is no price. */
export function pricesOf(form: PriceForm) {
  const word = (text: string) => text.trim().replace(',', '.')
  const amount = (text: string) => (word(text) === '' ? null : word(text))
  return {
    perKwh: word(form.perKwh),
    perHourCharging: amount(form.perHourCharging),
    perHourParked: amount(form.perHourParked),
    parkedFreeMinutes: word(form.parkedFreeMinutes) === '' ? 0 : Number(word(form.parkedFreeMinutes)),
    startFee: amount(form.startFee),
    vatPercent: word(form.vatPercent),
    includesVat: form.includesVat,
  }
}

/** The prices, or undefined as long as a field breaks its rule. */
export function soundPrices(form: PriceForm): TariffPrices | undefined {
  return TariffPrices.safeParse(pricesOf(form)).data
}
