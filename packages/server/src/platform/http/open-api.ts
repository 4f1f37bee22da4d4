import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Operation, Problem } from '../../contract/index.ts'
import { refusals } from '../errors.ts'

type Json = Record<string, unknown>

export interface DescriptionOptions {
  readonly version: string
  /** What every path starts with, such as /api/v1. */
  readonly prefix: string
  readonly sessionCookie: string
}

/** Describes operations as an OpenAPI 3.1 document, from the schemas that validate them. */
export function describeApi(operations: Readonly<Record<string, Operation>>, options: DescriptionOptions): Json {
  const paths: Record<string, Json> = {}
  for (const [id, operation] of Object.entries(operations)) {
    const path = `${options.prefix}${operation.path}`.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(id, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stationmaster',
      version: options.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      responses: { Problem: problemResponse() },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        browserSession: { type: 'apiKey', in: 'cookie', name: options.sessionCookie },
      },
    },
  }
}

/** Serves a description under its prefix, to everyone: it holds nothing that the source does not. */
export function serveDescription(app: FastifyInstance, description: Json, prefix: string): void {
  const text = JSON.stringify(description)
  app.get(`${prefix}/openapi.json`, (_, reply) => reply.type('application/json; charset=utf-8').send(text))
}

function describeOperation(id: string, operation: Operation): Json {
  const parameters = [
    ...parametersOf('path', operation.params),
    ...parametersOf('query', operation.query),
    ...(operation.idempotent ? [IDEMPOTENCY_KEY] : []),
  ]
  return {
    operationId: id,
    summary: operation.summary,
    tags: [operation.tag],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(operation.body, 'input') } }),
    responses: { ...successOf(operation), default: { $ref: '#/components/responses/Problem' } },
    security: operation.permission === 'public' ? [] : [{ apiKey: [] }, { browserSession: [] }],
    'x-permission': operation.permission,
  }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A repetition with the same key and the same request gets the first answer again, for 72 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

function successOf(operation: Operation): Json {
  if (operation.response === undefined) return { 204: { description: 'Done' } }
  return { [operation.status ?? 200]: { description: operation.summary, content: json(operation.response, 'output') } }
}

function problemResponse(): Json {
  const codes = Object.entries(refusals).map(([code, { status, title }]) => `- ${status} \`${code}\`: ${title}`)
  const schema = { $ref: '#/components/schemas/Problem' }
  return { description: `A refusal:\n\n${codes.join('\n')}`, content: { 'application/problem+json': { schema } } }
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return []
  const { properties, required } = ObjectSchema.parse(schemaOf(schema, 'input'))
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
})

function json(schema: z.ZodType, io: 'input' | 'output'): Json {
  return { 'application/json': { schema: schemaOf(schema, io) } }
}

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })
  return rest
}
