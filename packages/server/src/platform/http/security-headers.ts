import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { HttpConfig } from '../../config/index.ts'

/** Headers that keep a browser from running, framing or sending anything that is not ours. No inline script. */
export async function addSecurityHeaders(app: FastifyInstance, config: HttpConfig): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets style elements and attributes at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        // The map draws in a worker.
        workerSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure(config) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
}

/** Whether browsers reach us over TLS, here or at a proxy. */
export function isSecure(config: HttpConfig): boolean {
  return servesTls(config) || config.publicUrl?.startsWith('https:') === true
}

/** Whether the one port speaks TLS. Our own certificates serve it only where stations have no TLS port of their own. */
export function servesTls({ tls, localCertificate, stationTlsPort }: HttpConfig): boolean {
  return tls !== undefined || (localCertificate && stationTlsPort === undefined)
}
