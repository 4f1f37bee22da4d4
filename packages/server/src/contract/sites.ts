import { z } from 'zod'
import { label, PageQuery, pageOf, Timestamp, Uuid } from './primitives.ts'

const SiteFields = z.strictObject({
  name: label(100),
  address: label(200).optional(),
  city: label(100).optional(),
  country: label(60).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  timeZone: z.string().max(60),
  gridLimitW: z.int().min(0).max(1_000_000_000).optional(),
})
export const SiteInput = SiteFields.extend({ timeZone: SiteFields.shape.timeZone.default('UTC') })
export type SiteInput = z.infer<typeof SiteInput>

/** Fields left out stay as they are. */
export const SitePatch = SiteFields.partial()

export const Site = z.strictObject({
  id: Uuid,
  name: z.string(),
  address: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  timeZone: z.string(),
  gridLimitW: z.int().nullable(),
  stationCount: z.int(),
  createdAt: Timestamp,
})
export type Site = z.infer<typeof Site>

export const SiteQuery = PageQuery.extend({ search: z.string().max(100).optional() })
export const SitePage = pageOf(Site)
