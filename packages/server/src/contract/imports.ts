import { z } from 'zod'
import { label, PageQuery, pageOf, Timestamp, Uuid } from './primitives.ts'
import { StationCredentials } from './stations.ts'

export const IMPORT_KINDS = ['stations', 'sites', 'tokens'] as const
export const ImportKind = z.enum(IMPORT_KINDS)
export type ImportKind = z.infer<typeof ImportKind>

/** Rows of one file. */
export const MOST_IMPORT_ROWS = 20_000
/** Characters of one file. */
export const MOST_IMPORT_TEXT = 12_000_000

/** A file to be looked at. Nothing is written by looking. */
export const ImportInput = z.strictObject({
  kind: ImportKind,
  /** csv: a heading line, then a row a line; json: a list of objects; ocpi: Locations of OCPI 2.2.1, for sites. */
  format: z.enum(['csv', 'json', 'ocpi']),
  fileName: label(200).default('import'),
  content: z.string().min(1).max(MOST_IMPORT_TEXT),
})

/** What a row would do; the rows of all are those of the file. */
const ImportCounts = z.strictObject({ create: z.int(), change: z.int(), unchanged: z.int(), refused: z.int() })

export const Import = z.strictObject({
  id: Uuid,
  kind: ImportKind,
  format: z.enum(['csv', 'json', 'ocpi']),
  fileName: z.string(),
  /** Columns that mean nothing to an import: unknown ones, and those that are only exported. */
  ignoredColumns: z.array(z.string()),
  counts: ImportCounts,
  createdBy: z.string(),
  createdAt: Timestamp,
  /** Null: it is a preview still. */
  appliedAt: Timestamp.nullable(),
})
export type Import = z.infer<typeof Import>

export const ImportAction = z.enum(['create', 'change', 'unchanged', 'refused'])
export type ImportAction = z.infer<typeof ImportAction>

export const ImportRow = z.strictObject({
  /** As a spreadsheet counts: the heading of a CSV file is row 1. Objects of JSON are counted from 1. */
  row: z.int(),
  name: z.string(),
  action: ImportAction,
  problems: z.array(z.strictObject({ column: z.string(), rule: z.string() })),
  /** As cells of a CSV file; null: nothing. */
  changes: z.array(z.strictObject({ column: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
})
export type ImportRow = z.infer<typeof ImportRow>
export const ImportRowQuery = PageQuery.extend({ action: ImportAction.optional() })
export const ImportRowPage = pageOf(ImportRow)

/** What has been written. Passwords that were made for new stations are told once, to the call that wrote them. */
export const AppliedImport = z.strictObject({ import: Import, credentials: z.array(StationCredentials) })
export type AppliedImport = z.infer<typeof AppliedImport>
