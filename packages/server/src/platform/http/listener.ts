import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { HttpConfig } from '../../config/index.ts'
import { type TlsMaterial, tlsOptions } from './tls.ts'

const KEEP_ALIVE_TIMEOUT_MS = 65_000
const MAX_HEADER_BYTES = 16_384

/**
 * The one listening server, shared by HTTP and by WebSocket upgrades, plain or with TLS 1.2 and newer. Slow clients
 * are cut off while they send; what happens after an upgrade is the gateway's business.
 */
export function createListener(config: HttpConfig, listener: RequestListener, tls: TlsMaterial | undefined): Server {
  const limits = {
    headersTimeout: config.headerTimeoutMs,
    // Headers are limited here, bodies by their routes (request-time.ts): a firmware image may take hours.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    connectionsCheckingInterval: Math.min(5_000, config.headerTimeoutMs),
    shouldUpgradeCallback: wantsWebSocket,
  }
  if (tls === undefined) return createServer(limits, listener)
  try {
    return createTlsServer({ ...limits, ...tlsOptions(tls, config) }, listener)
  } catch (error) {
    throw new Error('TLS_CERT_FILE and TLS_KEY_FILE must hold a PEM certificate and its private key.', { cause: error })
  }
}

/** Clients that offer HTTP/2 by an upgrade (h2c) are answered in the HTTP they speak already (RFC 9110 §7.8). */
function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}
