import { z } from 'zod'
import { CommandBody } from '../../packages/server/src/contract/commands.ts'
import { HOSTILE_TEXTS } from './hostile-values.ts'
import type { SeededRandom } from './seeded-random.ts'

/** The keywords that zod writes for commands. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly additionalProperties?: boolean | Schema
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** What fits the patterns of the contract; others are free text. */
const FITTING: Readonly<Record<string, string>> = {
  certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  chain: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  signingCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  checksum: 'd41d8cd98f00b204e9800998ecf8427e',
  issuerNameHash: 'ab'.repeat(32),
  issuerKeyHash: 'cd'.repeat(32),
  serialNumber: '0102',
  url: 'https://localhost/file',
  action: 'DataTransfer',
  currency: 'EUR',
  startTimeOfDay: '08:00',
  endTimeOfDay: '20:00',
  validFromDate: '2026-01-01',
  validToDate: '2026-12-31',
}
const MOST_ITEMS = 3
const OPTIONAL_SHARE = 0.3
const HOSTILE_SHARE = 0.1

export const COMMAND_SCHEMAS: ReadonlyMap<string, Schema> = schemasByKind()

/** What the API takes by a schema of its contract, nearly always, with hostile texts where text is free. */
export function validInput(schema: z.ZodType, random: SeededRandom): unknown {
  return make(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, '', random)
}

/** A body of the command, nearly always one that the API takes, with hostile texts where text is free. */
export function validCommand(kind: string, random: SeededRandom): unknown {
  const schema = COMMAND_SCHEMAS.get(kind)
  if (schema === undefined) throw new Error(`there is no command ${kind}`)
  return make(schema, '', random)
}

function schemasByKind(): ReadonlyMap<string, Schema> {
  // A plain JSON document: the cast names the keywords that are read.
  const { oneOf = [] } = z.toJSONSchema(CommandBody, { io: 'input', unrepresentable: 'any' }) as Schema
  return new Map(oneOf.map((schema) => [String(schema.properties?.['kind']?.const), schema]))
}

function make(schema: Schema, name: string, random: SeededRandom): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return random.pick(schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices !== undefined) return make(random.pick(choices), name, random)
  switch (schema.type) {
    case 'object':
      return makeObject(schema, random)
    case 'array': {
      const { minItems: least = 0, maxItems = MOST_ITEMS } = schema
      const length = random.integer(least, Math.max(least, Math.min(maxItems, MOST_ITEMS)))
      return Array.from({ length }, () => make(schema.items ?? {}, name, random))
    }
    case 'string':
      return makeText(schema, name, random)
    case 'integer':
      return makeNumber(schema, random, 1)
    case 'number':
      return makeNumber(schema, random, 10)
    case 'boolean':
      return random.chance(0.5)
    default:
      return random.pick<unknown>(['free data', 1, { any: random.pick(HOSTILE_TEXTS) }, random.pick(HOSTILE_TEXTS)])
  }
}

function makeObject(schema: Schema, random: SeededRandom): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (schema.required?.includes(key) || random.chance(OPTIONAL_SHARE)) made[key] = make(property, key, random)
  }
  return made
}

function makeText(
  { format, pattern, minLength = 0, maxLength = 40 }: Schema,
  name: string,
  random: SeededRandom,
): string {
  if (format === 'date-time') return new Date(Date.now() + random.integer(-3, 30) * 3_600_000).toISOString()
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  const fitting = FITTING[name]
  if (fitting !== undefined && (pattern !== undefined || random.chance(0.9))) return fitting
  if (random.chance(HOSTILE_SHARE)) return random.pick(HOSTILE_TEXTS).slice(0, maxLength)
  return 'a'.repeat(random.integer(Math.max(1, minLength), Math.min(maxLength, 20)))
}

function makeNumber({ minimum, maximum }: Schema, random: SeededRandom, parts: number): number {
  const [least, most] = [Math.max(minimum ?? 0, -1000), Math.min(maximum ?? 1000, 1000)]
  if (random.chance(0.1)) return random.pick([minimum ?? 0, maximum ?? 1000])
  return random.integer(least * parts, Math.max(least, most) * parts) / parts
}
