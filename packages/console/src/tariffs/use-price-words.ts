import type { TariffPrices } from '@stationmaster/server/contract'
import { useIntl } from 'react-intl'
import { useText } from '../app/i18n/use-text.ts'

/** Prices in one sentence. */
export function usePriceWords(): (prices: TariffPrices, currency: string) => string {
  const text = useText()
  const intl = useIntl()
  return (prices, currency) => {
    const amount = (price: string) =>
      intl.formatNumber(Number(price), { style: 'currency', currency, maximumFractionDigits: 4 })
    const parts = [
      text('prices.part.kwh', { amount: amount(prices.perKwh) }),
      prices.perHourCharging === null ? null : text('prices.part.charging', { amount: amount(prices.perHourCharging) }),
      prices.perHourParked === null
        ? null
        : text('prices.part.parked', { amount: amount(prices.perHourParked), minutes: prices.parkedFreeMinutes }),
      prices.startFee === null ? null : text('prices.part.start', { amount: amount(prices.startFee) }),
      text(prices.includesVat ? 'prices.part.withVat' : 'prices.part.plusVat', { percent: Number(prices.vatPercent) }),
    ]
    return parts.filter((part) => part !== null).join(', ')
  }
}
