import type { IncomingMessage } from 'node:http'
import type { GatewayConfig } from '../../config/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { networkOf } from '../../platform/http/network-of.ts'
import { RecentMap } from '../../platform/recent-map.ts'
import type { Tenants } from '../../tenants/index.ts'
import type { HandshakeOutcome } from '../metrics.ts'
import { BackOff } from './back-off.ts'
import { createAddressReader } from './client-address.ts'
import { type Hello, type NoHello, readHello } from './hello.ts'
import { originAllowed } from './origin.ts'
import type { Refusal } from './refuse.ts'
import { TokenBucket } from './token-bucket.ts'

export type GateVerdict =
  | { readonly ok: true; readonly hello: Hello }
  | { readonly ok: false; readonly outcome: HandshakeOutcome; readonly refusal: Refusal }

const WEB_SOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/
/** Those who came too fast are told to come back at different times. */
const BUSY_RETRY_S = { from: 5, spread: 10 }
/** Addresses with a bucket of their own; the longest unheard is forgotten when there are more. */
const ADDRESS_BUCKETS = 10_000

const NO_HELLO: Readonly<Record<NoHello, Refusal>> = {
  notFound: { status: 404 },
  unknownTenant: { status: 404 },
  suspended: { status: 403, retryAfterS: 600, sentence: 'The operator of this station is suspended.' },
}

/** Everything that can refuse a handshake without asking the database. */
export class Gate {
  readonly backOff: BackOff
  readonly #config: GatewayConfig
  readonly #clock: Clock
  readonly #tenants: Pick<Tenants, 'at'>
  readonly #readAddress: ReturnType<typeof createAddressReader>
  readonly #bucket: TokenBucket
  readonly #addressBuckets = new RecentMap<string, TokenBucket>(ADDRESS_BUCKETS)
  /** Open sockets and handshakes under way, by address. */
  readonly #sockets = new Map<string, number>()
  #turnedAway = 0

  constructor(config: GatewayConfig, clock: Clock, tenants: Pick<Tenants, 'at'>) {
    this.#config = config
    this.#clock = clock
    this.#tenants = tenants
    this.#readAddress = createAddressReader(config)
    this.#bucket = new TokenBucket(config.handshake.perSecond, config.handshake.burst, clock.monotonicMs())
    this.backOff = new BackOff(config.handshake)
  }

  /** Where a request comes from. */
  addressOf(request: IncomingMessage): string {
    return this.#readAddress(request).address
  }

  check(request: IncomingMessage): GateVerdict {
    const nowMs = this.#clock.monotonicMs()
    const from = this.#readAddress(request)
    const hello = readHello(request, from, this.#tenants)
    if (typeof hello === 'string') return refusal(hello, NO_HELLO[hello])
    if (!isWebSocketRequest(request)) return refusal('malformed', { status: 400 })
    const network = networkOf(from.address)
    if (!this.#addressBucket(network, nowMs).take(nowMs)) {
      return refusal('rateLimited', { status: 429, retryAfterS: this.#busyRetryS() })
    }
    if ((this.#sockets.get(network) ?? 0) >= this.#config.handshake.socketsPerAddress) {
      return refusal('tooManySockets', { status: 429, retryAfterS: 60 })
    }
    if (!originAllowed(request.headers.origin, this.#config.allowedOrigins)) return refusal('origin', { status: 403 })
    const waitMs = this.backOff.waitMs(from.address, hello, nowMs)
    if (waitMs > 0) return refusal('backOff', { status: 429, retryAfterS: Math.ceil(waitMs / 1000) })
    // Last: what one address is refused for anyway must not use up what all share.
    if (!this.#bucket.take(nowMs)) return refusal('rateLimited', { status: 503, retryAfterS: this.#busyRetryS() })
    return { ok: true, hello }
  }

  /** Counts a socket of the address until the returned function is called. */
  occupy(address: string): () => void {
    const network = networkOf(address)
    this.#sockets.set(network, (this.#sockets.get(network) ?? 0) + 1)
    let open = true
    return () => {
      if (!open) return
      open = false
      const left = (this.#sockets.get(network) ?? 1) - 1
      if (left > 0) this.#sockets.set(network, left)
      else this.#sockets.delete(network)
    }
  }

  #busyRetryS(): number {
    this.#turnedAway = (this.#turnedAway + 1) % BUSY_RETRY_S.spread
    return BUSY_RETRY_S.from + this.#turnedAway
  }

  #addressBucket(network: string, nowMs: number): TokenBucket {
    const { perAddressPerSecond: perSecond, burst } = this.#config.handshake
    const known = this.#addressBuckets.get(network)
    const bucket = known ?? new TokenBucket(perSecond, Math.max(perSecond, burst), nowMs)
    this.#addressBuckets.set(network, bucket)
    return bucket
  }
}

function refusal(outcome: HandshakeOutcome, how: Refusal): GateVerdict {
  return { ok: false, outcome, refusal: how }
}

/** What the WebSocket handshake needs (RFC 6455 §4.2.1); checked here so that nothing is taken over by a request that cannot succeed. */
function isWebSocketRequest({ method, headers }: IncomingMessage): boolean {
  const version = headers['sec-websocket-version']
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    WEB_SOCKET_KEY.test(headers['sec-websocket-key'] ?? '') &&
    (version === '13' || version === '8')
  )
}
