import type { z } from 'zod'
import { Refusal } from '../platform/errors.ts'

/** No input of ours, and no OCPP message in one, nests half as deep. */
const DEEPEST = 64

type Where = 'params' | 'query' | 'body'

/** Reads one part of a request with its schema; refuses with every field and rule that is broken. */
export function parseInput(where: Where, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined
  const flaw = findFlaw(value, [])
  if (flaw !== undefined) {
    throw new Refusal('invalidInput', { errors: [{ field: fieldOf(where, flaw.path), rule: flaw.rule }] })
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

interface Flaw {
  readonly path: readonly PropertyKey[]
  readonly rule: string
}

const UNSTORABLE = 'must be text without null characters and lone surrogates'

/** The first text that PostgreSQL cannot keep (U+0000, half a surrogate pair), or the first value that lies too deep. */
function findFlaw(value: unknown, path: readonly PropertyKey[]): Flaw | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : { path, rule: UNSTORABLE }
  if (typeof value !== 'object' || value === null) return undefined
  if (path.length > DEEPEST) return { path: path.slice(0, 1), rule: `must not nest deeper than ${DEEPEST} levels` }
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return { path, rule: UNSTORABLE }
    const found = findFlaw(inner, [...path, Array.isArray(value) ? Number(key) : key])
    if (found !== undefined) return found
  }
  return undefined
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
