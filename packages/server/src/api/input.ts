import type { z } from 'zod'
import { Refusal } from '../platform/errors.ts'

type Where = 'params' | 'query' | 'body'

/** Reads one part of a request with its schema; refuses with every field and rule that is broken. */
export function parseInput(where: Where, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined
  const unstorable = findUnstorableText(value, [])
  if (unstorable !== undefined) {
    throw new Refusal('invalidInput', {
      errors: [{ field: fieldOf(where, unstorable), rule: 'must be text without null characters and lone surrogates' }],
    })
  }
  const result = schema.safeParse(value ?? (where === 'body' ? undefined : {}))
  if (result.success) return result.data
  const errors = result.error.issues.flatMap((issue) => errorsOf(where, issue))
  throw new Refusal('invalidInput', { errors: errors.slice(0, 20) })
}

function errorsOf(where: Where, issue: z.core.$ZodIssue): { field: string; rule: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: fieldOf(where, [...issue.path, key]), rule: 'is not a known field' }))
  }
  return [{ field: fieldOf(where, issue.path), rule: issue.message }]
}

/** `command.keys[2]`; a whole part goes by its own name. */
function fieldOf(where: Where, path: readonly PropertyKey[]): string {
  if (path.length === 0) return where
  return path.reduce<string>((field, step) => {
    if (typeof step === 'number') return `${field}[${step}]`
    return field === '' ? String(step) : `${field}.${String(step)}`
  }, '')
}

/** PostgreSQL can keep neither U+0000 nor half a surrogate pair; the path to the first such text. */
function findUnstorableText(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (findUnstorableText(key, path) !== undefined) return path
    const found = findUnstorableText(inner, [...path, Array.isArray(value) ? Number(key) : key])
    if (found !== undefined) return found
  }
  return undefined
}
