import { z } from 'zod'
import { PageQuery, pageOf, Timestamp, Uuid } from './primitives.ts'
import { SessionQuery } from './sessions.ts'
import { SiteQuery } from './sites.ts'
import { StationQuery } from './stations.ts'
import { TokenQuery } from './tokens.ts'

export const EXPORT_KINDS = ['stations', 'sites', 'tokens', 'sessions'] as const
export const ExportKind = z.enum(EXPORT_KINDS)
export type ExportKind = z.infer<typeof ExportKind>
export const ExportFormat = z.enum(['csv', 'json'])
export type ExportFormat = z.infer<typeof ExportFormat>

const page = { cursor: true, limit: true } as const
/** Filters of the lists, without their pages. */
export const EXPORT_FILTERS = {
  stations: StationQuery.omit({ ...page, sort: true }),
  sites: SiteQuery.omit(page),
  tokens: TokenQuery.omit(page),
  sessions: SessionQuery.omit({ ...page, sort: true }),
} as const

/** An export to be made in the background. */
export const ExportInput = z.strictObject({
  kind: ExportKind,
  format: ExportFormat,
  /** As the query of the list; what is in the list is in the file. */
  filter: z.record(z.string(), z.string().max(200)).default({}),
})
export type ExportInput = z.infer<typeof ExportInput>

export const Export = z.strictObject({
  id: Uuid,
  kind: ExportKind,
  format: ExportFormat,
  /** gone: the file has been kept for its time. */
  state: z.enum(['queued', 'running', 'ready', 'failed', 'gone']),
  masked: z.boolean(),
  rows: z.int(),
  sizeBytes: z.int().nullable(),
  detail: z.string().nullable(),
  createdBy: z.string(),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type Export = z.infer<typeof Export>
export const ExportQuery = PageQuery
export const ExportPage = pageOf(Export)
