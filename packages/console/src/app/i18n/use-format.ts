import { useMemo } from 'react'
import { type IntlShape, useIntl } from 'react-intl'

/** Numbers, units and times as the reader writes them. Times are in the reader's own zone. */
export interface Format {
  number(value: number, digits?: number): string
  /** W → "22.1 kW". */
  power(powerW: number): string
  /** The same for an axis: no digits that say nothing. */
  powerTick(powerW: number): string
  energyTick(energyWh: number): string
  /** Wh → "12.34 kWh", MWh from 10,000 kWh on. */
  energy(energyWh: number): string
  percent(percent: number): string
  /** The same with a digit after the point, for small shares. */
  sharePercent(percent: number): string
  /** An amount in a currency of ISO 4217. */
  money(amount: number, currency: string): string
  /** An amount in smallest units of its currency. */
  minor(amountMinor: number, currency: string): string
  /** How much more or less something costs: with its sign. */
  moneyDifference(amount: number, currency: string): string
  /** The price of one unit: with as many decimals as it has, up to four. */
  unitPrice(price: number, currency: string): string
  /** Day and time; the year only when it is another one. */
  dateTime(at: string | Date): string
  day(at: string | Date): string
  time(at: string | Date): string
  /** With seconds. */
  clock(at: string | Date): string
  /** With milliseconds, for logs. */
  preciseTime(at: string | Date): string
  /** "3 minutes ago". */
  ago(at: string | Date, nowMs: number): string
  /** "1h 12m"; seconds only below a minute, years from two on. */
  duration(durationMs: number): string
}

const SHORT_DATE = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const

export function useFormat(): Format {
  const intl = useIntl()
  return useMemo(() => formatOf(intl), [intl])
}

export function formatOf(intl: IntlShape): Format {
  const unit = (value: string, name: 'kW' | 'kWh' | 'MWh') => intl.formatMessage({ id: `unit.${name}` }, { value })
  const number = (value: number, digits = 0) =>
    intl.formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return {
    number,
    power: (powerW) => unit(number(powerW / 1000, Math.abs(powerW) < 1_000_000 ? 1 : 0), 'kW'),
    powerTick: (powerW) => unit(intl.formatNumber(powerW / 1000, { maximumFractionDigits: 1 }), 'kW'),
    energyTick: (energyWh) => unit(intl.formatNumber(energyWh / 1000, { maximumFractionDigits: 2 }), 'kWh'),
    energy: (energyWh) =>
      Math.abs(energyWh) < 10_000_000
        ? unit(number(energyWh / 1000, Math.abs(energyWh) < 1_000_000 ? 2 : 0), 'kWh')
        : unit(number(energyWh / 1_000_000, 1), 'MWh'),
    money: (amount, currency) => intl.formatNumber(amount, { style: 'currency', currency }),
    minor: (amountMinor, currency) =>
      intl.formatNumber(amountMinor / 10 ** minorPlaces(currency), { style: 'currency', currency }),
    moneyDifference: (amount, currency) =>
      intl.formatNumber(amount, { style: 'currency', currency, signDisplay: 'exceptZero' }),
    unitPrice: (price, currency) =>
      intl.formatNumber(price, {
        ...{ style: 'currency', currency, minimumFractionDigits: minorPlaces(currency), maximumFractionDigits: 4 },
      }),
    percent: (percent) => intl.formatNumber(percent / 100, { style: 'percent', maximumFractionDigits: 0 }),
    sharePercent: (percent) => intl.formatNumber(percent / 100, { style: 'percent', maximumFractionDigits: 1 }),
    dateTime: (at) => intl.formatDate(at, isThisYear(at) ? SHORT_DATE : { dateStyle: 'medium', timeStyle: 'short' }),
    day: (at) => intl.formatDate(at, { dateStyle: 'medium' }),
    time: (at) => intl.formatTime(at, { hour: '2-digit', minute: '2-digit' }),
    clock: (at) => intl.formatTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    preciseTime: (at) =>
      intl.formatTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }),
    ago: (at, nowMs) => agoOf(intl, nowMs - new Date(at).getTime()),
    duration: (durationMs) => durationOf(intl, durationMs),
  }
}

/** Decimals of a currency (ISO 4217), as the browser knows them. */
function minorPlaces(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

function isThisYear(at: string | Date): boolean {
  return new Date(at).getFullYear() === new Date().getFullYear()
}

function agoOf(intl: IntlShape, ageMs: number): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000))
  if (seconds < 60) return intl.formatRelativeTime(-seconds, 'second', { numeric: 'auto', style: 'short' })
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return intl.formatRelativeTime(-minutes, 'minute', { style: 'short' })
  const hours = Math.round(minutes / 60)
  if (hours < 48) return intl.formatRelativeTime(-hours, 'hour', { style: 'short' })
  return intl.formatRelativeTime(-Math.round(hours / 24), 'day', { style: 'short' })
}

function durationOf(intl: IntlShape, durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000))
  const part = (value: number, unit: 'year' | 'day' | 'hour' | 'minute' | 'second') =>
    intl.formatNumber(value, { style: 'unit', unit, unitDisplay: unit === 'year' ? 'long' : 'narrow' })
  if (seconds < 60) return part(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return part(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${part(hours, 'hour')} ${part(minutes % 60, 'minute')}`
  const days = Math.floor(hours / 24)
  return days < 730 ? `${part(days, 'day')} ${part(hours % 24, 'hour')}` : part(Math.round(days / 365), 'year')
}
