import type { MessageSchema, Schema } from '../messages/schemas.ts'
import { coerceScalar } from './coerce.ts'
import { resolveSchema } from './compile.ts'
import { codeOfKeyword } from './describe.ts'
import { meantEnumerator } from './enumerator.ts'
import type { Refusal } from './result.ts'

/** Notes kept for one payload: a hostile one may need a repair at every character. */
export const MAX_NOTES = 20

/** Longest note: names of unknown fields are the sender's text. */
const LONGEST_NOTE = 200

/**
 * Enumerators that only add detail to a report. A report says what has happened and is not refused for a word
 * nobody knows; an unknown word here is kept, like those in nested fields.
 */
const DETAIL = new Set(['errorCode', 'triggerReason', 'reason'])

/** What a walk over one payload has found. */
interface Walk {
  readonly action: string
  readonly root: MessageSchema
  readonly notes: string[]
  /** Whether something against the schema was knowingly kept. */
  kept: boolean
  refusal: Refusal | undefined
}

export interface Repair {
  /** The payload as it can be used; the same object when nothing had to change. */
  readonly payload: unknown
  readonly notes: readonly string[]
  /** Whether the payload still deviates from the schema where a note says so. */
  readonly kept: boolean
  /** The first violation that has no tolerance. */
  readonly refusal: Refusal | undefined
}

const RFC_3339 = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/i

/** Stands for "leave this field out". */
const ABSENT = Symbol('absent')

/** Walks payload and schema side by side and makes the payload usable where that is safe. Never changes its input. */
export function repairPayload(action: string, root: MessageSchema, payload: unknown): Repair {
  const walk: Walk = { action, root, notes: [], kept: false, refusal: undefined }
  const repaired = repairValue(walk, root, payload, '')
  return { payload: repaired, notes: walk.notes, kept: walk.kept, refusal: walk.refusal }
}

function repairValue(walk: Walk, declared: Schema, value: unknown, path: string): unknown {
  const schema = resolveSchema(walk.root, declared)
  // Free data (DataTransfer, customData) is kept as it is.
  const { type } = schema
  if (type === undefined) return value
  if (type === 'object') {
    return isRecord(value) ? repairObject(walk, schema, value, path) : refuseType(walk, type, path)
  }
  if (type !== 'array') return repairScalar(walk, schema, type, { value, path })
  if (Array.isArray(value)) return repairArray(walk, schema, value, path)
  return isRecord(value) ? repairLoneItem(walk, schema, value, path) : refuseType(walk, type, path)
}

function repairObject(walk: Walk, schema: Schema, value: Record<string, unknown>, path: string): unknown {
  const entries: [string, unknown][] = []
  let changed = false
  for (const key of Object.keys(value)) {
    const result = repairProperty(walk, schema, { value: value[key], key, path: join(path, key) })
    if (result !== value[key]) changed = true
    if (result !== ABSENT) entries.push([key, result])
  }
  for (const key of schema.required ?? []) {
    if (entries.some(([present]) => present === key)) continue
    const missing = join(path, key)
    if (resolveSchema(walk.root, schema.properties?.[key] ?? {}).type === 'array') {
      note(walk, missing, 'is absent, read as an empty list')
      entries.push([key, []])
      changed = true
    } else refuse(walk, 'required', `${missing} is required`)
  }
  // fromEntries defines, it does not assign: a key called __proto__ stays a plain key.
  return changed ? Object.fromEntries(entries) : value
}

interface Property {
  readonly key: string
  readonly value: unknown
  readonly path: string
}

function repairProperty(walk: Walk, schema: Schema, { key, value, path }: Property): unknown {
  const { properties = {}, required = [], additionalProperties } = schema
  const declared = Object.hasOwn(properties, key) ? properties[key] : undefined
  if (declared === undefined) {
    if (additionalProperties !== false) return value
    note(walk, path, 'is not a field of this message, ignored')
    return ABSENT
  }
  if (value === null) {
    note(walk, path, 'is null, read as absent')
    return ABSENT
  }
  const resolved = resolveSchema(walk.root, declared)
  if (!required.includes(key)) return repairOptional(walk, resolved, value, path)
  const decides = path === key && resolved.enum !== undefined && !isDetail(walk.action, key)
  return decides ? repairDecidingEnumerator(walk, resolved, value, path) : repairValue(walk, resolved, value, path)
}

/** Firmware, log and diagnostics progress is told in words too; a connector's status is not among them. */
function isDetail(action: string, key: string): boolean {
  return DETAIL.has(key) || (key === 'status' && /.StatusNotification$/.test(action))
}

/** What is optional and beyond repair is left out, so that the rest of a report is not lost with it. */
function repairOptional(walk: Walk, schema: Schema, value: unknown, path: string): unknown {
  if (value === '' && schema.enum !== undefined) {
    note(walk, path, 'is empty, read as absent')
    return ABSENT
  }
  const attempt: Walk = { ...walk, refusal: undefined }
  const repaired = repairValue(attempt, schema, value, path)
  if (attempt.refusal === undefined) {
    walk.kept = attempt.kept
    return repaired
  }
  note(walk, path, `ignored: ${attempt.refusal.description}`)
  return ABSENT
}

/** A required enumerator of the message itself says what the message means: an unknown one is refused. */
function repairDecidingEnumerator(walk: Walk, schema: Schema, value: unknown, path: string): unknown {
  const repaired = repairValue(walk, schema, value, path)
  if (typeof repaired === 'string' && schema.enum?.includes(repaired) === false) {
    refuse(walk, 'enum', `${path} is not one of the allowed values`)
  }
  return repaired
}

function repairArray(walk: Walk, schema: Schema, value: readonly unknown[], path: string): unknown {
  const { items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
  const repaired: unknown[] = []
  let changed = false
  for (const [index, item] of value.entries()) {
    const result = repairOptional(walk, resolveSchema(walk.root, items), item, `${path}/${index}`)
    if (result !== item) changed = true
    if (result !== ABSENT) repaired.push(result)
  }
  if (repaired.length < minItems) keep(walk, path, `has fewer than ${minItems} items`)
  if (repaired.length > maxItems) keep(walk, path, `has more than ${maxItems} items`)
  return changed ? repaired : value
}

function repairLoneItem(walk: Walk, schema: Schema, item: Record<string, unknown>, path: string): unknown {
  note(walk, path, 'is not a list, read as a list of one')
  return repairArray(walk, schema, [item], path)
}

function repairScalar(
  walk: Walk,
  schema: Schema,
  type: 'string' | 'number' | 'integer' | 'boolean',
  { value, path }: { readonly value: unknown; readonly path: string },
): unknown {
  let scalar = value
  if (!hasType(type, value)) {
    const coercion = coerceScalar(type, value)
    if (coercion === undefined) return refuseType(walk, type, path)
    note(walk, path, coercion.note)
    scalar = coercion.value
  }
  if (typeof scalar === 'string') return repairText(walk, schema, scalar, path)
  if (typeof scalar === 'number') checkRange(walk, schema, scalar, path)
  return scalar
}

function repairText(walk: Walk, schema: Schema, text: string, path: string): string {
  if (schema.enum !== undefined && !schema.enum.includes(text)) {
    const meant = meantEnumerator(text, schema.enum)
    if (meant === undefined) keep(walk, path, 'is not one of the known values')
    else note(walk, path, `read as ${meant}`)
    return meant ?? text
  }
  // JSON schema counts characters, not UTF-16 units.
  if (schema.maxLength !== undefined && text.length > schema.maxLength && [...text].length > schema.maxLength) {
    keep(walk, path, `is longer than ${schema.maxLength} characters`)
  }
  if (schema.format === 'date-time' && !RFC_3339.test(text)) keep(walk, path, 'is not an RFC 3339 time')
  return text
}

function checkRange(walk: Walk, schema: Schema, value: number, path: string): void {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema
  if (value < minimum) refuse(walk, 'minimum', `${path} must be >= ${minimum}`)
  if (value > maximum) refuse(walk, 'maximum', `${path} must be <= ${maximum}`)
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value)
  return typeof value === type
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuseType(walk: Walk, type: string, path: string): unknown {
  refuse(walk, 'type', `${path === '' ? 'payload' : path} must be ${type}`)
  return undefined
}

function refuse(walk: Walk, keyword: string, description: string): void {
  walk.refusal ??= { ok: false, code: codeOfKeyword(keyword), description }
}

function note(walk: Walk, path: string, what: string): void {
  if (walk.notes.length < MAX_NOTES) walk.notes.push(`${path} ${what}`.slice(0, LONGEST_NOTE))
}

/** A deviation without harm: the value stays, and the note says so. */
function keep(walk: Walk, path: string, what: string): void {
  walk.kept = true
  note(walk, path, `${what}, kept`)
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`
}
