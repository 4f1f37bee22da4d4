import { z } from 'zod'
import { label, TimeInput, Timestamp, Uuid } from './primitives.ts'

/** An exact amount of the tariff's currency, as people write it; with a point, whatever their language. */
const PriceText = z.string().regex(/^\d{1,6}(\.\d{1,4})?$/, 'must be an amount such as 0.45')
const Percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, 'must be a percentage such as 19')
  .refine((text) => Number(text) <= 100, 'must be at most 100')

/** What people set. Null: nothing is taken for it. */
export const TariffPrices = z.strictObject({
  perKwh: PriceText,
  /** Of time in which the vehicle charges. */
  perHourCharging: PriceText.nullable().default(null),
  /** Of time in which the vehicle stays connected without charging. */
  perHourParked: PriceText.nullable().default(null),
  /** Minutes since the start of the session in which staying costs nothing. */
  parkedFreeMinutes: z.int().min(0).max(10_080).default(0),
  /** Once for each session. */
  startFee: PriceText.nullable().default(null),
  vatPercent: Percent,
  /** Whether the prices hold the VAT. */
  includesVat: z.boolean(),
})
export type TariffPrices = z.infer<typeof TariffPrices>

export const TariffVersion = z.strictObject({
  id: Uuid,
  validFrom: Timestamp,
  prices: TariffPrices,
  state: z.enum(['upcoming', 'inForce', 'past', 'withdrawn']),
  publishedAt: Timestamp,
  publishedBy: z.string(),
  withdrawnAt: Timestamp.nullable(),
  withdrawnBy: z.string().nullable(),
})
export type TariffVersion = z.infer<typeof TariffVersion>

const TariffSite = z.strictObject({ id: Uuid, name: z.string() })

export const Tariff = z.strictObject({
  id: Uuid,
  name: z.string(),
  currency: z.string(),
  /** Whether it is the network's: for all sites without one of their own. */
  isDefault: z.boolean(),
  /** The sites that have it as their own. */
  sites: z.array(TariffSite),
  inForce: TariffVersion.nullable(),
  next: TariffVersion.nullable(),
})
export type Tariff = z.infer<typeof Tariff>

export const TariffList = z.strictObject({ items: z.array(Tariff) })
export const TariffInput = z.strictObject({ name: label(100) })
export const TariffPatch = z.strictObject({ name: label(100) })
export const VersionInput = z.strictObject({
  prices: TariffPrices,
  /** Left out: at once, or so many seconds from now, in which they can still be withdrawn. */
  validFrom: TimeInput.optional(),
  afterS: z.int().min(0).max(60).default(0),
})
export const TariffVersions = z.strictObject({ items: z.array(TariffVersion) })

/** Which tariff applies at a site, or in the network; null: none of its own. */
export const TariffAssignment = z.strictObject({ tariffId: Uuid.nullable() })
export const SiteTariff = z.strictObject({
  /** Null: the site goes by the network's. */
  own: Uuid.nullable(),
  /** The one that applies; null: neither the site nor the network has one. */
  tariff: Tariff.nullable(),
})
export type SiteTariff = z.infer<typeof SiteTariff>

/** What a vehicle does, to see what it would pay. */
export const SampleSession = z.strictObject({
  energyWh: z.int().min(0).max(1_000_000),
  chargingMinutes: z.int().min(1).max(10_080),
  /** How long it stays connected in all. */
  connectedMinutes: z.int().min(1).max(10_080),
})
export type SampleSession = z.infer<typeof SampleSession>

export const PricePreviewInput = z.strictObject({
  prices: TariffPrices,
  samples: z.array(SampleSession).min(1).max(10),
})

/** Totals with VAT in the smallest unit of the currency; null: no price is in force. */
export const PricePreview = z.strictObject({
  currency: z.string(),
  /** Decimal places of the smallest unit. */
  places: z.int(),
  samples: z.array(z.strictObject({ before: z.int().nullable(), after: z.int() })),
})
export type PricePreview = z.infer<typeof PricePreview>
