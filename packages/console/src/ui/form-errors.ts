import type { z } from 'zod'
import { ApiError } from '../app/api.ts'
import type { Text } from '../app/i18n/use-text.ts'

/** Names of the fields that a schema refuses, for a form to mark. */
export function refusedFields(schema: z.ZodType, value: unknown): ReadonlySet<string> {
  const parsed = schema.safeParse(value)
  return new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))
}

/** Fields of which a refusal speaks without naming them: mostly such as must be unique. */
const fieldsMeant = new Map([
  ['stationExists', 'id'],
  ['siteExists', 'name'],
  ['tokenExists', 'value'],
  ['tenantExists', 'slug'],
  ['tariffExists', 'name'],
  ['driverNotFound', 'driverId'],
  ['siteNotFound', 'siteId'],
])

/** What the server said against one field of a form, to stand beside it; null when nothing. */
export function serverRefusal(error: unknown, field: string, text: Text): string | null {
  if (!(error instanceof ApiError)) return null
  const { code, errors, title } = error.problem
  if (fieldsMeant.get(code) === field) return text.maybe(`error.${code}`) ?? title
  return errors?.some((refused) => refused.field === field) === true ? text('form.invalid') : null
}
