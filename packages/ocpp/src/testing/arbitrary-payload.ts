import * as fc from 'fast-check'
import type { MessageSchema, Schema } from '../messages/schemas.ts'
import { resolveSchema } from '../validation/compile.ts'

/** Payloads that a message's schema accepts, with optional fields present or not. */
export function arbitraryPayload(root: MessageSchema): fc.Arbitrary<unknown> {
  return arbitraryValue(root, root)
}

function arbitraryValue(root: MessageSchema, declared: Schema): fc.Arbitrary<unknown> {
  const schema = resolveSchema(root, declared)
  switch (schema.type) {
    case 'object':
      return arbitraryObject(root, schema)
    case 'array':
      return fc.array(arbitraryValue(root, schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 2, (schema.minItems ?? 0) + 1),
      })
    case 'string':
      return arbitraryText(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -100, max: schema.maximum ?? 1_000_000 })
    case 'number':
      return arbitraryNumber(schema)
    case 'boolean':
      return fc.boolean()
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function arbitraryObject(root: MessageSchema, schema: Schema): fc.Arbitrary<object> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([key, property]) => [key, arbitraryValue(root, property)] as const,
  )
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true })
}

function arbitraryText(schema: Schema): fc.Arbitrary<string> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.format === 'uri') return fc.constant('https://example.com/file')
  if (schema.format === 'date-time') {
    return fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms).toISOString())
  }
  return fc.string({ maxLength: Math.min(schema.maxLength ?? 12, 12) })
}

function arbitraryNumber(schema: Schema): fc.Arbitrary<number> {
  const { minimum = -100, maximum = 1000 } = schema
  return fc.integer({ min: Math.ceil(minimum * 10), max: Math.floor(maximum * 10) }).map((tenths) => tenths / 10)
}

/** A payload with one or more places replaced by what does not belong there. */
export function arbitraryDamage(payload: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const junk = fc.oneof(
    fc.constantFrom<unknown>(null, '', ' 12,5 ', '12', 'true', 'TRUE', 0, -1, 1e308, 3.7, [], {}, [null], 'accepted'),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const wound = fc.record({ at: fc.nat(), with: junk, how: fc.constantFrom('replace', 'remove', 'add') })
  return fc.tuple(payload, fc.array(wound, { minLength: 1, maxLength: 4 })).map(([sound, wounds]) => {
    const root = { payload: structuredClone(sound) }
    for (const { at, with: value, how } of wounds) damage(root, at, { value: structuredClone(value), how })
    return root.payload
  })
}

function damage(root: object, at: number, { value, how }: { readonly value: unknown; readonly how: string }): void {
  const places = placesIn(root)
  const place = places[at % places.length]
  if (place === undefined) return
  const [holder, key] = place
  if (how === 'remove' && holder !== root) Reflect.deleteProperty(holder, key)
  else Reflect.set(holder, how === 'add' && holder !== root ? `${key}X` : key, value)
}

function placesIn(value: unknown): readonly (readonly [object, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [[value, key] as const, ...placesIn(child)])
}
