import { z } from 'zod'
import { OpeningTimes } from './opening-times.ts'
import { label, PageQuery, pageOf, Timestamp, TimeZone, Uuid } from './primitives.ts'

export const SiteContact = z.strictObject({
  name: label(100),
  /** What to call them for: "Facility manager", "Keys". */
  role: label(100).optional(),
  phone: label(40).optional(),
  email: z.email().max(254).optional(),
})
export type SiteContact = z.infer<typeof SiteContact>

export const SiteFields = z.strictObject({
  name: label(100),
  address: label(200).nullable().optional(),
  postalCode: label(20).nullable().optional(),
  city: label(100).nullable().optional(),
  country: label(60).nullable().optional(),
  latitude: z.number().min(-90).max(90).nullable().optional(),
  longitude: z.number().min(-180).max(180).nullable().optional(),
  timeZone: TimeZone,
  gridLimitW: z.int().min(0).max(1_000_000_000).nullable().optional(),
  /** Null: not said. */
  openingTimes: OpeningTimes.nullable().optional(),
  contacts: z.array(SiteContact).max(20).optional(),
})
export const SiteInput = SiteFields.extend({ timeZone: SiteFields.shape.timeZone.default('UTC') })
export type SiteInput = z.infer<typeof SiteInput>

/** Fields left out stay as they are; null empties one. */
export const SitePatch = SiteFields.partial()

export const Site = z.strictObject({
  id: Uuid,
  name: z.string(),
  address: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  timeZone: z.string(),
  gridLimitW: z.int().nullable(),
  openingTimes: OpeningTimes.nullable(),
  contacts: z.array(SiteContact),
  stationCount: z.int(),
  createdAt: Timestamp,
})
export type Site = z.infer<typeof Site>

export const SiteQuery = PageQuery.extend({ search: z.string().max(100).optional() })
export const SitePage = pageOf(Site)
