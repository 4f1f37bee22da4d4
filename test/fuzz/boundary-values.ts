import type { MessageSchema, Schema } from '@stationmaster/ocpp'
import type { SeededRandom } from './seeded-random.ts'
import { definitionOf } from './valid-payload.ts'

type Json = Record<string, unknown>

/** A field of a payload with what its schema says of it. */
interface Place {
  readonly holder: Json | unknown[]
  readonly key: string
  readonly schema: Schema
  readonly isRequired: boolean
}

const INTEGERS = [-2_147_483_649, -2_147_483_648, -1, -0, 0, 1, 2_147_483_647, 2_147_483_648, 2 ** 53, 1e308]
const NUMBERS = [...INTEGERS, -1e308, 5e-324, 0.1 + 0.2, 1e15 + 0.5, 1e-7]
const CHARACTERS = ['x', 'é', '😀', '\u0000', '\ud800', '\u0301', '"', '\\', '\u2028', '\u202e']
/** Longer than any list of the standard, short enough for a frame. */
const MANY = 300

/**
 * Moves one to three fields of a payload (in place) to where their schema ends, or one step beyond: lengths, ranges,
 * items, names of enumerations, required fields.
 */
export function mutateToBoundary(root: MessageSchema, payload: Json, random: SeededRandom): void {
  for (let left = random.integer(1, 3); left > 0; left -= 1) {
    const places = placesIn(root, root, payload)
    if (places.length === 0) return
    const place = random.pick(places)
    if (place.isRequired && random.chance(0.05)) Reflect.deleteProperty(place.holder, place.key)
    else Reflect.set(place.holder, place.key, boundaryOf(place, random))
  }
}

function placesIn(root: MessageSchema, declared: Schema, value: unknown): Place[] {
  const schema = definitionOf(root, declared)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]): Place[] => {
    const own = Array.isArray(value) ? schema.items : schema.properties?.[key]
    if (own === undefined) return []
    const isRequired = schema.required?.includes(key) === true
    const place = { holder: value as Json, key, schema: definitionOf(root, own), isRequired }
    return [place, ...placesIn(root, own, member)]
  })
}

function boundaryOf({ holder, key, schema }: Place, random: SeededRandom): unknown {
  const value = Reflect.get(holder, key)
  if (schema.enum !== undefined) return wrongName(random.pick(schema.enum), random)
  switch (schema.type) {
    case 'string':
      return textOf(schema, random)
    case 'integer':
    case 'number': {
      const { minimum, maximum } = schema
      const ends = [minimum, maximum].flatMap((end) => (end === undefined ? [] : [end - 1, end, end + 1]))
      return random.pick([...ends, ...(schema.type === 'integer' ? INTEGERS : NUMBERS)])
    }
    case 'array':
      return itemsOf(schema, Array.isArray(value) ? value : [], random)
    case 'boolean':
      return random.pick<unknown>([!value, 'true', 0, null])
    default:
      return random.pick<unknown>([{}, [], null, 'text', value])
  }
}

function textOf({ maxLength = 255 }: Schema, random: SeededRandom): string {
  const length = random.pick([0, 1, maxLength - 1, maxLength, maxLength + 1, 2 * maxLength])
  return random.pick(CHARACTERS).repeat(Math.max(0, length))
}

function wrongName(name: string, random: SeededRandom): string {
  return random.pick([name, name.toLowerCase(), name.toUpperCase(), ` ${name}`, `${name}\u0000`, name.slice(1), ''])
}

function itemsOf({ minItems = 0, maxItems = MANY }: Schema, items: unknown[], random: SeededRandom): unknown[] {
  const length = random.pick([0, minItems - 1, minItems, Math.min(maxItems, MANY), Math.min(maxItems + 1, MANY)])
  const [first] = items
  // The same item again and again: what names the rows of a table comes twice.
  return first === undefined ? [] : Array.from({ length: Math.max(0, length) }, () => structuredClone(first))
}
