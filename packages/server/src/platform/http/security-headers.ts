import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { HttpConfig } from '../../config/index.ts'

/** What a page may do, by directive; of styles, our files and nothing written into the page. */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  // The map draws in a worker.
  'worker-src': "'self' blob:",
  'font-src': "'self' data:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

/** What browsers offer and no page of ours wants; passkeys open the door. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'bluetooth',
    'browsing-topics',
    'camera',
    'display-capture',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'magnetometer',
  ],
  ...['microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
]
const OWN_PERMISSIONS = ['publickey-credentials-create', 'publickey-credentials-get']
const PERMISSIONS_POLICY = [
  ...PERMISSIONS.map((name) => `${name}=()`),
  ...OWN_PERMISSIONS.map((name) => `${name}=(self)`),
].join(', ')

/** Headers that keep a browser from running, framing or sending anything that is not ours. No inline script or style. */
export async function addSecurityHeaders(app: FastifyInstance, config: HttpConfig): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: isSecure(config) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'content-security-policy': contentPolicy(),
      'permissions-policy': PERMISSIONS_POLICY,
      // Answers are somebody's; a route whose answers are everybody's says so.
      ...(request.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
    })
  })
}

/**
 * The content security policy. The component library makes style elements at run time: they carry the nonce of their
 * page.
 */
export function contentPolicy(nonce?: string): string {
  const style = nonce === undefined ? {} : { 'style-src': `'self' 'nonce-${nonce}'` }
  return Object.entries({ ...POLICY, ...style })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join(';')
}

/** Whether browsers reach us over TLS, here or at a proxy. */
export function isSecure(config: HttpConfig): boolean {
  return servesTls(config) || config.publicUrl?.startsWith('https:') === true
}

/** Whether the one port speaks TLS. Our own certificates serve it only where stations have no TLS port of their own. */
export function servesTls({ tls, localCertificate, stationTlsPort }: HttpConfig): boolean {
  return tls !== undefined || (localCertificate && stationTlsPort === undefined)
}
