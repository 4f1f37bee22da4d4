import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi-document.ts'

/** `GET /api/v1/openapi.json`: the description of the API. It says nothing about this installation, so it is public. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  let text: string | undefined
  app.get('/api/v1/openapi.json', (_, reply) => {
    text ??= JSON.stringify(openApiDocument(version))
    return reply.type('application/json; charset=utf-8').header('cache-control', 'public, max-age=300').send(text)
  })
}
