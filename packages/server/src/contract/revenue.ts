import { z } from 'zod'
import { PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

/** The longest span that is added up at once. */
export const MOST_REVENUE_DAYS = 400

/** A day of the organisation's calendar. */
const Day = z.iso.date().refine((day) => day >= '2000' && day < '3000', 'must be in the years 2000 to 2999')

/** Amounts are in smallest units of the currency; only sessions that have a price are counted, but for the last two. */
export const RevenueFigures = z.strictObject({
  sessions: z.int(),
  energyWh: z.int(),
  netMinor: z.int(),
  taxMinor: z.int(),
  grossMinor: z.int(),
  /** Sessions that nobody can price, because no tariff was in force or it does not fit what was recorded. */
  unpriced: z.int(),
  /** Doubtful sessions, without a price until somebody has looked at them. */
  waiting: z.int(),
})
export type RevenueFigures = z.infer<typeof RevenueFigures>

const SiteRevenue = RevenueFigures.extend({
  /** Null: of stations that have no site. */
  siteId: Uuid.nullable(),
  /** Null: without a site, or the site is gone. */
  siteName: z.string().nullable(),
})
export type SiteRevenue = z.infer<typeof SiteRevenue>

/** Priced in a currency that is not the organisation's now; no other figure holds them. */
const OtherCurrency = z.strictObject({
  currency: z.string(),
  sessions: z.int(),
  netMinor: z.int(),
  taxMinor: z.int(),
  grossMinor: z.int(),
})

export const Revenue = z.strictObject({
  currency: z.string(),
  /** By whose midnight days begin. A session belongs to the day on which it ended. */
  timeZone: z.string(),
  /** The day it is there. */
  day: z.iso.date(),
  today: RevenueFigures,
  thisMonth: RevenueFigures,
  /** Of the last month, as many days as this one has had; for comparison. */
  sameDaysOfLastMonth: RevenueFigures,
  lastMonth: RevenueFigures,
  from: z.iso.date(),
  to: z.iso.date(),
  total: RevenueFigures,
  /** Every day of the span. */
  days: z.array(RevenueFigures.extend({ day: z.iso.date() })),
  /** What brought in the most comes first. */
  sites: z.array(SiteRevenue),
  otherCurrencies: z.array(OtherCurrency),
})
export type Revenue = z.infer<typeof Revenue>

/** Both ends count; left out: this month until today. */
export const RevenueQuery = z.strictObject({ from: Day.optional(), to: Day.optional() })

export const UnpricedReason = z.enum(['noTariff', 'notPriceable'])
export type UnpricedReason = z.infer<typeof UnpricedReason>

/** A session in the books. */
export const RevenueSession = z.strictObject({
  sessionId: Uuid,
  /** Null: the station is no longer within reach. */
  stationId: StationIdentity.nullable(),
  siteId: Uuid.nullable(),
  siteName: z.string().nullable(),
  startedAt: Timestamp,
  endedAt: Timestamp,
  energyWh: z.int(),
  /** Null: it has no price, and `unpricedReason` says why. */
  currency: z.string().nullable(),
  netMinor: z.int().nullable(),
  taxMinor: z.int().nullable(),
  grossMinor: z.int().nullable(),
  unpricedReason: UnpricedReason.nullable(),
})
export type RevenueSession = z.infer<typeof RevenueSession>
export const RevenueSessionQuery = PageQuery.extend({
  from: Day,
  to: Day,
  siteId: Uuid.optional(),
  /** Of stations that had no site. */
  withoutSite: z.stringbool().optional(),
  state: z.enum(['priced', 'unpriced']).optional(),
})
export const RevenueSessionPage = pageOf(RevenueSession)

/** One line of a price. */
export const PriceLineItem = z.strictObject({
  category: z.enum(['energy', 'time', 'parking', 'fixed', 'reservation', 'limit']),
  /** consumption: measured; fixed: once; step: rounded up; the others: the least or most that is charged. */
  reason: z.enum(['consumption', 'fixed', 'step', 'min-price', 'max-price']),
  /** mWh of energy, seconds of time; null for what has no amount. */
  quantity: z.number().nullable(),
  /** Decimal text: per kWh, per hour, or once. */
  unitPrice: z.string().nullable(),
  isTaxIncluded: z.boolean().nullable(),
  netMinor: z.int(),
  taxMinor: z.int(),
  grossMinor: z.int(),
  /** The line as an English sentence. */
  text: z.string(),
})
export type PriceLineItem = z.infer<typeof PriceLineItem>

export const SessionPrice = z.strictObject({
  /** soFar: it runs; waiting: it is doubtful, and nobody has looked at it; pending: it has only just ended. */
  state: z.enum(['priced', 'unpriced', 'soFar', 'waiting', 'pending']),
  unpricedReason: UnpricedReason.nullable(),
  /** What the pricing engine could not make sense of, in English. */
  problems: z.array(z.string()),
  tariffId: Uuid.nullable(),
  /** Which of its versions was in force when the session started. */
  tariffVersionId: Uuid.nullable(),
  tariffName: z.string().nullable(),
  /** Since when these prices were in force. */
  tariffValidFrom: Timestamp.nullable(),
  currency: z.string().nullable(),
  netMinor: z.int().nullable(),
  taxMinor: z.int().nullable(),
  grossMinor: z.int().nullable(),
  lines: z.array(PriceLineItem),
  pricedAt: Timestamp.nullable(),
  /** What it was thought to cost before it was priced anew, the last one first. */
  earlier: z.array(
    z.strictObject({
      currency: z.string().nullable(),
      grossMinor: z.int().nullable(),
      energyWh: z.int(),
      pricedAt: Timestamp,
      supersededAt: Timestamp,
    }),
  ),
})
export type SessionPrice = z.infer<typeof SessionPrice>
