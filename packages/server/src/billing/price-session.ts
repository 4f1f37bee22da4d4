import { describeLine, EN, type Price, type PriceSnapshot, price, snapshotPrice } from '@stationmaster/pricing'
import type { TariffInForce } from '../tariffs/index.ts'
import { recordedSession, type SessionCourse } from './course.ts'

/** A line as it is kept: its figures, and the English sentence that explains it. */
export type KeptLine = PriceSnapshot['lines'][number] & { readonly text: string }

export interface SessionWorth {
  readonly currency: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
  readonly grossMinor: bigint
  readonly lines: readonly KeptLine[]
}

/** What a session costs; or why nobody can say. */
export type Pricing =
  | { readonly kind: 'priced'; readonly tariff: TariffInForce; readonly worth: SessionWorth }
  | { readonly kind: 'unpriced'; readonly reason: 'noTariff' }
  | {
      readonly kind: 'unpriced'
      readonly reason: 'notPriceable'
      /** Undefined: nobody came as far as to know it. */
      readonly tariff: TariffInForce | undefined
      /** Sentences, of the pricing engine for the most part. */
      readonly problems: readonly string[]
    }

/** Prices what was recorded by the tariff in force when it started. */
export function priceCourse(course: SessionCourse, tariff: TariffInForce | null): Pricing {
  if (tariff === null) return { kind: 'unpriced', reason: 'noTariff' }
  if (tariff.tariff === null) return notPriceable(tariff, tariff.problems)
  const result = price(tariff.tariff, recordedSession(course, tariff.timeZone))
  if (result.ok) return { kind: 'priced', tariff, worth: worthOf(result.value) }
  return notPriceable(
    tariff,
    result.problems.map(({ message }) => message),
  )
}

export function notPriceable(tariff: TariffInForce | undefined, problems: readonly string[]): Pricing {
  return { kind: 'unpriced', reason: 'notPriceable', tariff, problems }
}

function worthOf(priced: Price): SessionWorth {
  const { currency, total, lines } = priced
  const snapshots = snapshotPrice(priced).lines
  return {
    currency,
    netMinor: total.rounded.net,
    taxMinor: total.rounded.tax,
    grossMinor: total.rounded.gross,
    lines: lines.flatMap((line, at): KeptLine[] => {
      const snapshot = snapshots[at]
      return snapshot === undefined ? [] : [{ ...snapshot, text: describeLine(line, EN) }]
    }),
  }
}
