import type { z } from 'zod'

/** Names of the fields that a schema refuses, for a form to mark. */
export function refusedFields(schema: z.ZodType, value: unknown): ReadonlySet<string> {
  const parsed = schema.safeParse(value)
  return new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))
}
