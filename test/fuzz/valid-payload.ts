import { type MessagePart, type MessageSchema, type OcppVersion, type Schema, schemaOf } from '@stationmaster/ocpp'
import type { SeededRandom } from './seeded-random.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-'
const DEEPEST = 8
const LONGEST_TEXT = 24
const LONGEST_FREE_TEXT = 1000
const MOST_ITEMS = 3

export interface PayloadOptions {
  readonly part?: MessagePart
  /** Writes free text of at most so many characters. */
  readonly textOf?: (longest: number) => string
}

/** A payload that the version's schema accepts, with a random choice of the optional fields. */
export function validPayload(
  version: OcppVersion,
  action: string,
  random: SeededRandom,
  { part = 'request', textOf }: PayloadOptions = {},
): Record<string, unknown> {
  const schema = schemaOf(version, action, part)
  if (schema === undefined) throw new Error(`${version} has no ${part} ${action}`)
  return makeObject({ root: schema, random, textOf }, schema, 0)
}

/** The schema itself where it only points at a definition. */
export function definitionOf(root: MessageSchema, declared: Schema): Schema {
  const name = declared.$ref?.slice('#/definitions/'.length)
  return (name === undefined ? undefined : root.definitions[name]) ?? declared
}

interface Making {
  readonly root: MessageSchema
  readonly random: SeededRandom
  readonly textOf: PayloadOptions['textOf']
}

function makeValue(making: Making, declared: Schema, depth: number): unknown {
  const schema = definitionOf(making.root, declared)
  const { random } = making
  if (schema.enum !== undefined) return random.pick(schema.enum)
  switch (schema.type) {
    case 'object':
      return makeObject(making, schema, depth)
    case 'array': {
      const least = schema.minItems ?? 0
      const length = random.integer(least, Math.max(least, Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS)))
      return Array.from({ length }, () => makeValue(making, schema.items ?? {}, depth + 1))
    }
    case 'string':
      return makeText(making, schema)
    case 'integer':
      return random.integer(Math.max(schema.minimum ?? 0, 0), Math.min(schema.maximum ?? 100, 100))
    case 'number':
      return random.integer(Math.max(schema.minimum ?? 0, 0) * 10, Math.min(schema.maximum ?? 100, 100) * 10) / 10
    case 'boolean':
      return random.chance(0.5)
    default:
      return random.pick<unknown>([making.textOf?.(LONGEST_TEXT) ?? 'free data', 1, { any: 'thing' }])
  }
}

function makeObject(making: Making, schema: Schema, depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const wanted = schema.required?.includes(key) || (depth < DEEPEST && making.random.chance(0.4))
    if (wanted) made[key] = makeValue(making, property, depth + 1)
  }
  return made
}

function makeText({ random, textOf }: Making, schema: Schema): string {
  if (schema.format === 'date-time') return new Date(Date.now() - random.integer(0, 3_600_000)).toISOString()
  if (schema.format === 'uri') return 'https://localhost/file'
  if (textOf !== undefined) return textOf(schema.maxLength ?? LONGEST_FREE_TEXT)
  const length = random.integer(1, Math.min(schema.maxLength ?? LONGEST_TEXT, LONGEST_TEXT))
  return Array.from({ length }, () => LETTERS[random.integer(0, LETTERS.length - 1)]).join('')
}
