import type { FastifyInstance } from 'fastify'

const ALLOWED_METHODS = 'GET, POST, PATCH, PUT, DELETE'
const ALLOWED_HEADERS = 'authorization, content-type, idempotency-key'
const PREFLIGHT_SECONDS = 600

/**
 * Lets browsers on the listed origins call the API with a key. Cookies stay with our own origin, so a foreign page
 * never acts as the person who is signed in.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  const allowed = new Set(origins)
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    void reply.header('vary', 'origin')
    if (origin === undefined || !allowed.has(origin)) return
    void reply.header('access-control-allow-origin', origin)
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    await reply
      .headers({
        'access-control-allow-methods': ALLOWED_METHODS,
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      .code(204)
      .send()
  })
}
