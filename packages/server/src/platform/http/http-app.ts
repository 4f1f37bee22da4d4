import rateLimit from '@fastify/rate-limit'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import type { HttpConfig } from '../../config/index.ts'
import type { Clock } from '../clock/index.ts'
import { Refusal } from '../errors.ts'
import type { Ids } from '../ids/index.ts'
import type { Logger } from '../logging/index.ts'
import type { Random } from '../random/index.ts'
import { allowOrigins } from './cross-origin.ts'
import { createListener } from './listener.ts'
import { networkOf } from './network-of.ts'
import { addProbes, type ProbeOptions } from './probes.ts'
import { answerErrorsAsProblems, sendFrameworkProblem } from './problems.ts'
import { measureRequests } from './request-metrics.ts'
import { limitRequestTime } from './request-time.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { readCertificateFiles, type TlsMaterial } from './tls.ts'
import { serveWebApp } from './web-app.ts'

export interface HttpAppOptions extends Omit<ProbeOptions, 'metricsOnLoopback'> {
  readonly config: HttpConfig
  readonly logger: Logger
  readonly ids: Ids
  readonly clock: Clock
  readonly random: Random
  /** Serves TLS with it, instead of with the certificate files of the configuration. */
  readonly tls?: TlsMaterial
  /** The folder of the built console, when there is one. */
  readonly webAppFolder?: string
}

const MAX_BODY_BYTES = 262_144
/** A percent-encoded station identity of 48 characters of 4 bytes. */
const MAX_PARAMETER_LENGTH = 600
/** Longest time a request's body may take to come, where its route says nothing else. */
const REQUEST_TIME_MS = 30_000
const TRACKED_ADDRESSES = 20_000

/**
 * Builds the HTTP side of the program, without listening: limits, security headers, problem documents, probes, the
 * console. Modules add their routes; the gateway takes WebSocket upgrades from `app.server`.
 */
export async function createHttpApp(options: HttpAppOptions): Promise<FastifyInstance> {
  const { config, ids, metrics } = options
  const tls = options.tls ?? tlsOfFiles(config)
  const loggerInstance: FastifyBaseLogger = options.logger.child({ subsystem: 'http' })
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    serverFactory: (handler) => createListener(config, handler, tls),
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => ids.next(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // An address that cannot be read belongs to no route: no hook of ours has seen it.
    frameworkErrors: sendFrameworkProblem,
  })
  // Forms of other sites can send text; nothing here reads it.
  app.removeContentTypeParser('text/plain')
  answerErrorsAsProblems(app)
  measureRequests(app, metrics)
  limitRequestTime(app, options.clock, REQUEST_TIME_MS)
  await addSecurityHeaders(app, config)
  allowOrigins(app, config.allowedOrigins)
  await app.register(rateLimit, {
    global: true,
    enableDraftSpec: true,
    max: config.requestsPerMinute,
    timeWindow: 60_000,
    cache: TRACKED_ADDRESSES,
    keyGenerator: (request) => networkOf(request.ip),
    errorResponseBuilder: (_, { ttl }) => new Refusal('tooManyRequests', { retryAfterS: Math.ceil(ttl / 1000) }),
  })
  addProbes(app, { ...options, metricsOnLoopback: config.metricsOnLoopback })
  await serveWebApp(app, options.webAppFolder, options.random)
  return app
}

function tlsOfFiles(config: HttpConfig): TlsMaterial | undefined {
  if (config.tls === undefined) return undefined
  return { certificates: readCertificateFiles(config), clientRoots: [] }
}
