import { type Decimal, parseDecimal } from '../../money/decimal.ts'
import { error, type Problem, type Rule } from '../../problem.ts'

/** A JSON object that is being read, with the problems found on the way. Absent and null are the same, as in OCPI. */
export interface Fields {
  /** `elements[2].restrictions`; empty for the whole. */
  readonly path: string
  readonly members: Readonly<Record<string, unknown>>
  readonly problems: Problem[]
}

const LONGEST_LIST = 10_000

/** The object at the root of a document. What is no object is a problem and reads as an empty one. */
export function openFields(value: unknown, path = '', problems: Problem[] = []): Fields {
  if (isObject(value)) return { path, members: value, problems }
  problems.push(error('json.type', path, 'expected an object'))
  return { path, members: {}, problems }
}

export function note(fields: Fields, rule: Rule, name: string, message: string): undefined {
  fields.problems.push(error(rule, pathOf(fields, name), message))
  return undefined
}

export function pathOf({ path }: Fields, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

export function has({ members }: Fields, name: string): boolean {
  return members[name] !== undefined && members[name] !== null
}

export function objectField(fields: Fields, name: string): Fields | undefined {
  return has(fields, name) ? openFields(fields.members[name], pathOf(fields, name), fields.problems) : undefined
}

/** The objects of a list; an absent list is empty. */
export function listField(fields: Fields, name: string): Fields[] {
  return valuesField(fields, name).map((value, at) =>
    openFields(value, `${pathOf(fields, name)}[${at}]`, fields.problems),
  )
}

export function valuesField(fields: Fields, name: string): readonly unknown[] {
  if (!has(fields, name)) return []
  const value = fields.members[name]
  if (Array.isArray(value) && value.length <= LONGEST_LIST) return value
  note(fields, 'json.type', name, `expected a list of at most ${LONGEST_LIST}`)
  return []
}

export function textField(fields: Fields, name: string): string | undefined {
  if (!has(fields, name)) return undefined
  const value = fields.members[name]
  return typeof value === 'string' ? value : note(fields, 'json.type', name, 'expected text')
}

export function requiredText(fields: Fields, name: string): string {
  return textField(fields, name) ?? required(fields, name) ?? ''
}

export function booleanField(fields: Fields, name: string): boolean | undefined {
  if (!has(fields, name)) return undefined
  const value = fields.members[name]
  return typeof value === 'boolean' ? value : note(fields, 'json.type', name, 'expected true or false')
}

/** A number, also one written as text, as some peers send it. */
export function decimalField(fields: Fields, name: string): Decimal | undefined {
  if (!has(fields, name)) return undefined
  return parseDecimal(fields.members[name]) ?? note(fields, 'json.number', name, 'expected a number')
}

export function requiredDecimal(fields: Fields, name: string): Decimal | undefined {
  return decimalField(fields, name) ?? required(fields, name)
}

export function enumField<Value extends string>(
  fields: Fields,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = textField(fields, name)
  if (text === undefined) return undefined
  return oneOf(text, values) ?? note(fields, 'json.enum', name, `expected one of ${values.join(', ')}`)
}

export function oneOf<Value extends string>(text: unknown, values: readonly Value[]): Value | undefined {
  return values.find((value) => value === text)
}

export function required(fields: Fields, name: string): undefined {
  return has(fields, name) ? undefined : note(fields, 'json.required', name, 'is required')
}

/** An instant in Unix milliseconds. Without a zone it is UTC (OCPI types, DateTime); an offset is accepted. */
export function instantField(fields: Fields, name: string): number | undefined {
  const text = textField(fields, name)
  if (text === undefined) return undefined
  return parseInstant(text) ?? note(fields, 'json.time', name, 'expected an RFC 3339 date and time')
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/

export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text)
  if (match === null) return undefined
  const ms = Date.parse(match[2] === undefined ? `${text}Z` : text)
  return Number.isFinite(ms) ? ms : undefined
}

/** An instant as OCPI writes it: UTC, whole seconds. */
export function instantText(atS: number): string {
  return `${new Date(atS * 1000).toISOString().slice(0, 19)}Z`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is there only when it has a value. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [name in Name]?: Value } {
  if (value === undefined) return {}
  const member: { [name in Name]?: Value } = {}
  member[name] = value
  return member
}
