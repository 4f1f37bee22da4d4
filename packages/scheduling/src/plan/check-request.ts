import { faultOfProfile } from '../site/time-profile.ts'
import type { PlanRequest } from './request.ts'

/** Why a request cannot be planned at all. What is wrong with single vehicles is a problem of the result instead. */
export type RequestFault =
  | { readonly kind: 'bad-number'; readonly field: string; readonly value: number }
  | {
      readonly kind: 'bad-price'
      readonly field: 'buy' | 'sell'
      readonly rule: 'not-a-number' | 'empty' | 'unordered'
    }

/** The first fault of a request; `undefined` when it can be planned. */
export function faultOfRequest({
  nowMs,
  prices,
  values,
  demandCharge,
  slotMs,
  horizonMs,
}: PlanRequest): RequestFault | undefined {
  const finite = { nowMs, ...demandCharge }
  for (const [field, value] of Object.entries(finite)) {
    if (!Number.isFinite(value)) return { kind: 'bad-number', field, value }
  }
  const notNegative = { ...values, pricePerKw: demandCharge?.pricePerKw ?? 0 }
  for (const [field, value] of Object.entries(notNegative)) {
    if (!Number.isFinite(value) || value < 0) return { kind: 'bad-number', field, value }
  }
  const positive = { slotMs: slotMs ?? 1, horizonMs: horizonMs ?? 1 }
  for (const [field, value] of Object.entries(positive)) {
    if (!Number.isFinite(value) || value <= 0) return { kind: 'bad-number', field, value }
  }
  for (const field of ['buy', 'sell'] as const) {
    // Prices may be negative, which other profiles may not.
    const price = prices[field]
    const rule = price === undefined ? undefined : faultOfProfile(magnitudes(price))
    if (rule !== undefined && rule !== 'negative') return { kind: 'bad-price', field, rule }
    const values = typeof price === 'number' ? [price] : (price ?? []).map(({ value }) => value)
    if (!values.every(Number.isFinite)) return { kind: 'bad-price', field, rule: 'not-a-number' }
  }
  return undefined
}

function magnitudes(price: NonNullable<PlanRequest['prices']['sell']>) {
  return typeof price === 'number'
    ? Math.abs(price)
    : price.map(({ fromMs, value }) => ({ fromMs, value: Math.abs(value) }))
}
