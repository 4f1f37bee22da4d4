import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'
import { Refusal } from '../errors.ts'
import type { Readiness } from './readiness.ts'

export interface ProbeOptions {
  readonly readiness: Readiness
  readonly metrics: Registry
  /** Serve /metrics without a key to this machine. */
  readonly metricsOnLoopback: boolean
  /** Throws a Refusal for callers who may not read the metrics. */
  readonly authorizeMetrics: (request: FastifyRequest) => Promise<unknown>
}

const UNLIMITED = { config: { rateLimit: false } } as const

/** `/healthz` says the process lives, `/readyz` that it wants traffic, `/metrics` how it fares. */
export function addProbes(app: FastifyInstance, options: ProbeOptions): void {
  app.get('/healthz', UNLIMITED, (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }))

  app.get('/readyz', UNLIMITED, (_, reply) => {
    const reasons = options.readiness.reasons()
    const isReady = Object.keys(reasons).length === 0
    return reply
      .header('cache-control', 'no-store')
      .code(isReady ? 200 : 503)
      .send(isReady ? { status: 'ready' } : { status: 'notReady', reasons })
  })

  app.get('/metrics', UNLIMITED, async (request, reply) => {
    if (!(options.metricsOnLoopback && isFromThisMachine(request))) await options.authorizeMetrics(request)
    return reply.type(options.metrics.contentType).send(await options.metrics.metrics())
  })
}

/** Not through a proxy on this machine: that would be somebody else's request. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers['forwarded'] !== undefined
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(address)
}

/** Refuses everyone; for a server without accounts. */
export function refuseMetrics(): Promise<never> {
  return Promise.reject(new Refusal('signInRequired'))
}
