import { z } from 'zod'
import { EXPORT_KINDS, LiveMessage, type Operation, operations, Problem } from '../contract/index.ts'
import { examples } from './openapi-examples.ts'
import { type JsonSchema, SchemaWriter } from './openapi-schemas.ts'

const DESCRIPTION =
  'Stations, sessions, id tokens, sites and commands of a charging network. Errors are problem documents (RFC 9457) ' +
  'with a stable code. Lists are paged by cursor. See docs/api.md.'

/** The OpenAPI 3.1 description of everything below /api/v1, from the same schemas that validate it. */
export function openApiDocument(version: string): JsonSchema {
  const writer = new SchemaWriter()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const path = operation.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(id, operation, writer) }
  }
  paths['/live'] = { get: describeLive(writer) }
  paths['/files/{id}/content'] = { get: FILE_CONTENT }
  paths['/export/{kind}'] = { get: EXPORT_STREAM }
  paths['/exports/{id}/content'] = { get: EXPORT_CONTENT }
  writer.write(Problem, 'output')
  const schemas = Object.fromEntries([...writer.components].sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    openapi: '3.1.0',
    info: { title: 'Stationmaster', version, description: DESCRIPTION, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { browserSession: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key' },
        browserSession: { type: 'apiKey', in: 'cookie', name: 'stationmaster', description: 'Set by sign-in' },
      },
    },
  }
}

function describeOperation(id: string, operation: Operation, writer: SchemaWriter): JsonSchema {
  const parameters = [
    ...parametersOf(operation.params, 'path', writer),
    ...parametersOf(operation.query, 'query', writer),
    ...(operation.idempotent === true ? [IDEMPOTENCY_KEY] : []),
  ]
  const example = examples[id]
  return {
    operationId: id,
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.permission === 'public' ? { security: [] } : { 'x-permission': operation.permission }),
    ...(operation.wholeTenant === true ? { 'x-whole-tenant': true } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(writer.write(operation.body, 'input'), example?.request) } }),
    responses: {
      ...successOf(operation, writer, example?.response),
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function successOf(operation: Operation, writer: SchemaWriter, example: unknown): JsonSchema {
  if (operation.download !== undefined) {
    const content = operation.download.map((type) => [type, { schema: { type: 'string' } }])
    return { 200: { description: 'A file to be saved', content: Object.fromEntries(content) } }
  }
  if (operation.response === undefined) return { 204: { description: 'Done' } }
  const content = json(writer.write(operation.response, 'output'), example)
  return { [operation.status ?? 200]: { description: 'Done', content } }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Repeating a request with the same key gives the first answer again, for 72 hours',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const FILE_CONTENT: JsonSchema = {
  operationId: 'getFileContent',
  summary: 'The bytes of a firmware image or log, to be saved',
  tags: ['files'],
  'x-permission': 'files.read',
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  responses: {
    200: { description: 'The file', content: { 'application/octet-stream': {} } },
    default: {
      description: 'Refused',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
}

const EXPORT_STREAM: JsonSchema = {
  operationId: 'streamExport',
  summary: 'A list as a file, as it is now; takes the filters of the list',
  tags: ['import and export'],
  'x-permission': 'records.export',
  parameters: [
    { name: 'kind', in: 'path', required: true, schema: { type: 'string', enum: EXPORT_KINDS } },
    { name: 'format', in: 'query', required: true, schema: { type: 'string', enum: ['csv', 'json'] } },
  ],
  responses: FILE_CONTENT['responses'],
}

const EXPORT_CONTENT: JsonSchema = {
  ...FILE_CONTENT,
  operationId: 'getExportContent',
  summary: 'The file of an export of yours',
  tags: ['import and export'],
  'x-permission': 'records.export',
}

function describeLive(writer: SchemaWriter): JsonSchema {
  const schema = writer.write(LiveMessage, 'output')
  return {
    operationId: 'live',
    summary: 'Stream of changes as server-sent events; each data field is a LiveMessage',
    tags: ['network'],
    'x-permission': 'network.read',
    responses: { 200: { description: 'The stream', content: { 'text/event-stream': { schema } } } },
  }
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', writer: SchemaWriter): JsonSchema[] {
  if (schema === undefined) return []
  const written = Parameters.parse(writer.write(schema, 'input'))
  return Object.entries(written.properties).map(([name, property]) => ({
    name,
    in: place,
    ...(place === 'path' || written.required?.includes(name) ? { required: true } : {}),
    schema: property,
  }))
}

const Parameters = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).optional(),
})

function json(schema: JsonSchema, example: unknown): JsonSchema {
  return { 'application/json': example === undefined ? { schema } : { schema, example } }
}
