import { z } from 'zod'

/** RFC 3339 UTC. */
export const Timestamp = z.iso.datetime({ offset: true })
/** A time as a caller writes it; becomes UTC. Databases and RFC 3339 have the years 1 to 9999 in common. */
export const TimeInput = Timestamp.refine(isWithinCalendar, {
  error: 'must be in the years 1 to 9999',
  abort: true,
}).overwrite((text) => new Date(text).toISOString())
/**
 * The station's OCPP identity (identifierString), without ':' which Basic credentials reserve; compared without case.
 */
export const StationIdentity = z
  .string()
  .regex(/^[A-Za-z0-9*\-_=+@.|]{1,48}$/, 'must be 1–48 of letters, digits and * - _ = + @ . |')
  .refine((text) => text !== '.' && !text.includes('..'), 'must not contain ..')
export const Uuid = z.uuid()
/** The number of a tenant, as the database keeps it. */
export const TenantId = z.int().min(1).max(32_767)
export const EvseId = z.coerce.number().int().min(0).max(999)
export const ConnectorId = z.coerce.number().int().min(0).max(99)
/** UTC, or a name of the IANA list with its region. */
export const TimeZone = z.string().max(60).refine(isTimeZone, 'must be a time zone such as Europe/Berlin')
export const OcppVersion = z.enum(['1.6', '2.0.1', '2.1'])
export type OcppVersion = z.infer<typeof OcppVersion>

function isWithinCalendar(text: string): boolean {
  const ms = Date.parse(text)
  return ms >= Date.parse('0001-01-01T00:00:00Z') && ms <= Date.parse('9999-12-31T23:59:59.999Z')
}

function isTimeZone(name: string): boolean {
  // PostgreSQL lacks short names that Intl knows (AET, NET), and takes the sign of an offset the other way round.
  if (name !== 'UTC' && !name.includes('/')) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A text a person typed: trimmed, 1 to max characters, no control characters. */
export function label(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
}

/** Cursor paging: `items` and the cursor of the next page, absent on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().optional(), total: z.int().optional() })
}

/** Order of a list: a column, or `-` and the column for the other way round. */
export function sortBy<const Column extends string>(columns: readonly Column[]) {
  return z.enum(columns.flatMap((column): (Column | `-${Column}`)[] => [column, `-${column}`]))
}

export const PageQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

/** RFC 9457 problem document; `code` is stable, `errors` names fields. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.strictObject({ field: z.string(), rule: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>
