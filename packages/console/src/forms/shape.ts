import { z } from 'zod'

/** What a form asks for, read off a schema. */
export type Shape =
  | { readonly kind: 'text'; readonly maxLength: number | undefined; readonly isLong: boolean }
  | { readonly kind: 'number'; readonly isInteger: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'time' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** Several of a fixed set. */
  | { readonly kind: 'choices'; readonly options: readonly string[] }
  | { readonly kind: 'json' }
  | GroupShape
  | { readonly kind: 'list'; readonly item: Shape; readonly least: number; readonly most: number | undefined }

export interface GroupShape {
  readonly kind: 'group'
  readonly fields: readonly Field[]
}

export interface Field {
  readonly name: string
  readonly shape: Shape
  readonly isRequired: boolean
  /** What it is when nothing is said. */
  readonly initial?: unknown
}

/** As much of JSON Schema as our own contract makes. */
interface JsonSchema {
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>
  readonly required?: readonly string[]
  readonly items?: unknown
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
  readonly default?: unknown
}

/** Texts that may be longer than this get room for several lines. */
const ONE_LINE = 600
/** JSON Schema says of every integer that it is a safe one; that is no limit worth showing. */
const SAFE = Number.MAX_SAFE_INTEGER

/** The fields of an object's schema, without its discriminator. */
export function groupOf(schema: z.ZodType): GroupShape {
  return groupShape(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
}

function groupShape({ properties = {}, required = [] }: JsonSchema): GroupShape {
  const fields = Object.entries(properties)
    .filter(([name]) => name !== 'kind')
    .map(([name, schema]): Field => {
      const its: JsonSchema = typeof schema === 'object' ? schema : {}
      const initial = its.default === undefined ? {} : { initial: its.default }
      return { name, shape: shapeOf(its), isRequired: required.includes(name), ...initial }
    })
  return { kind: 'group', fields }
}

function shapeOf(schema: JsonSchema): Shape {
  if (schema.enum !== undefined) return { kind: 'choice', options: schema.enum.map(String) }
  switch (schema.type) {
    case 'string':
      return textShape(schema)
    case 'integer':
    case 'number':
      return { kind: 'number', isInteger: schema.type === 'integer', ...limitsOf(schema) }
    case 'boolean':
      return { kind: 'flag' }
    case 'array':
      return listShape(schema)
    case 'object':
      return schema.properties === undefined ? { kind: 'json' } : groupShape(schema)
    default:
      return { kind: 'json' }
  }
}

function textShape({ format, maxLength }: JsonSchema): Shape {
  if (format === 'date-time') return { kind: 'time' }
  return { kind: 'text', maxLength, isLong: (maxLength ?? 0) > ONE_LINE }
}

function limitsOf({ minimum, maximum }: JsonSchema): { min?: number; max?: number } {
  return {
    ...(minimum === undefined || minimum <= -SAFE ? {} : { min: minimum }),
    ...(maximum === undefined || maximum >= SAFE ? {} : { max: maximum }),
  }
}

function listShape({ items, minItems = 0, maxItems }: JsonSchema): Shape {
  const item = shapeOf((items ?? {}) as JsonSchema)
  if (item.kind === 'choice') return { kind: 'choices', options: item.options }
  return { kind: 'list', item, least: minItems, most: maxItems }
}
