/** A JSON schema as far as it is shown. */
export type Schema = Readonly<Record<string, unknown>>

export interface ApiParameter {
  readonly name: string
  readonly place: string
  readonly isRequired: boolean
  readonly schema: Schema
  readonly description: string | null
}

/** One operation of the description of the API. */
export interface ApiOperation {
  readonly id: string
  readonly tag: string
  readonly method: string
  /** With the part before it, as it is called: `/api/v1/tokens`. */
  readonly path: string
  readonly summary: string
  /** `public` without sign-in; empty where being signed in is enough. */
  readonly permission: string
  readonly parameters: readonly ApiParameter[]
  readonly request: { readonly schema: Schema; readonly example: unknown } | null
  readonly response: { readonly status: string; readonly schema: Schema | null; readonly example: unknown }
}

export interface ApiDescription {
  readonly version: string
  readonly operations: readonly ApiOperation[]
  readonly schemas: Readonly<Record<string, Schema>>
}

const JSON_TYPE = 'application/json'

/** Reads an OpenAPI document of ours. */
export function readDescription(document: unknown): ApiDescription {
  const root = record(document)
  const base = text(record(list(root['servers'])[0])['url'])
  const operations = Object.entries(record(root['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => readOperation(base + path, method, record(operation))),
  )
  const schemas = Object.entries(record(record(root['components'])['schemas']))
  return {
    version: text(record(root['info'])['version']),
    operations,
    schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, record(schema)])),
  }
}

function readOperation(path: string, method: string, operation: Schema): ApiOperation {
  const request = operation['requestBody'] === undefined ? null : contentOf(record(operation['requestBody']))
  const [status = '200', answer] =
    Object.entries(record(operation['responses'])).find(([name]) => name.startsWith('2')) ?? []
  const content = contentOf(record(answer))
  const isPublic = Array.isArray(operation['security']) && operation['security'].length === 0
  return {
    id: text(operation['operationId']),
    tag: text(list(operation['tags'])[0]),
    method: method.toUpperCase(),
    path,
    summary: text(operation['summary']),
    permission: isPublic ? 'public' : text(operation['x-permission']),
    parameters: list(operation['parameters']).map((one) => readParameter(record(one))),
    request: request === null ? null : { schema: request.schema ?? {}, example: request.example },
    response: { status, ...content },
  }
}

function readParameter(parameter: Schema): ApiParameter {
  return {
    name: text(parameter['name']),
    place: text(parameter['in']),
    isRequired: parameter['required'] === true,
    schema: record(parameter['schema']),
    description: typeof parameter['description'] === 'string' ? parameter['description'] : null,
  }
}

function contentOf(holder: Schema): { readonly schema: Schema | null; readonly example: unknown } {
  const media = record(holder['content'])[JSON_TYPE]
  if (media === undefined) return { schema: null, example: undefined }
  return { schema: record(record(media)['schema']), example: record(media)['example'] }
}

/** The schema that a reference names. */
export function resolved(schema: Schema, schemas: ApiDescription['schemas']): Schema {
  const name = text(schema['$ref']).split('/').at(-1) ?? ''
  return schemas[name] ?? schema
}

/** A value that fits a schema, for where no example was written. */
export function sampleOf(given: Schema, schemas: ApiDescription['schemas'], depth = 0): unknown {
  const schema = resolved(given, schemas)
  if (schema['default'] !== undefined) return schema['default']
  if (schema['const'] !== undefined) return schema['const']
  const choices = list(schema['enum'])
  if (choices.length > 0) return choices[0]
  const variants = [...list(schema['anyOf']), ...list(schema['oneOf']), ...list(schema['allOf'])]
  if (variants.length > 0) return sampleOf(record(variants[0]), schemas, depth + 1)
  if (depth > 6) return null
  switch (schema['type']) {
    case 'object': {
      const required = new Set(list(schema['required']))
      const wanted = Object.entries(record(schema['properties'])).filter(([name]) => required.has(name))
      return Object.fromEntries(wanted.map(([name, part]) => [name, sampleOf(record(part), schemas, depth + 1)]))
    }
    case 'array':
      return [sampleOf(record(schema['items']), schemas, depth + 1)]
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 0
    case 'boolean':
      return true
    default:
      return schema['format'] === 'date-time' ? '2026-05-04T07:30:00Z' : 'text'
  }
}

/** A call of the operation for a shell, with the key in a variable. */
export function curlOf(operation: ApiOperation, { schemas }: ApiDescription, origin: string): string {
  const path = operation.path.replace(/\{(\w+)\}/g, '<$1>')
  const parts = [`curl -X ${operation.method} ${quoted(origin + path)}`]
  if (operation.permission !== 'public') parts.push(`-H "Authorization: Bearer $STATIONMASTER_KEY"`)
  if (operation.request !== null) {
    const body = operation.request.example ?? sampleOf(operation.request.schema, schemas)
    parts.push(`-H ${quoted(`Content-Type: ${JSON_TYPE}`)}`, `-d ${quoted(JSON.stringify(body))}`)
  }
  return parts.join(' \\\n  ')
}

function quoted(words: string): string {
  return `'${words.replaceAll("'", `'\\''`)}'`
}

/** Whether an operation is found by words that somebody types. */
export function isFound({ id, path, summary, tag, method }: ApiOperation, words: string): boolean {
  const all = [id, path, summary, tag, method].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

export function record(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
