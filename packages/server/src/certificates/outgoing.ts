import { lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** A request to somebody else's service. */
export interface Outgoing {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  readonly timeoutMs: number
  readonly maxBytes: number
  /** Gives up before the time-out. */
  readonly signal?: AbortSignal
  /** PEM that the service's certificate has to stand under; the system's roots without. */
  readonly tlsRoot?: string | undefined
  /** The address was named by a station: only public addresses on the usual ports, unless its origin is listed here. */
  readonly fromStation?: { readonly trustedOrigins: readonly string[] }
}

export type Received =
  | {
      readonly ok: true
      readonly status: number
      readonly contentType: string
      readonly body: Buffer
      readonly retryAfterS: number | undefined
    }
  | { readonly ok: false; readonly reason: string }

/** Networks that only we can reach: a station must not make us ask there. */
const PRIVATE = privateNetworks()
const USUAL_PORTS = new Set(['', '80', '443'])

/** Asks once, follows no redirect, reads no more than it may. Whatever goes wrong is a value. */
export function ask(outgoing: Outgoing): Promise<Received> {
  const url = URL.canParse(outgoing.url) ? new URL(outgoing.url) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return Promise.resolve({ ok: false, reason: 'the address is no http or https URL' })
  }
  const { fromStation } = outgoing
  const isGuarded = fromStation !== undefined && !fromStation.trustedOrigins.includes(url.origin)
  if (isGuarded) {
    const refusal = refusalOf(url)
    if (refusal !== undefined) return Promise.resolve({ ok: false, reason: refusal })
  }
  return send(url, outgoing, isGuarded)
}

function refusalOf(url: URL): string | undefined {
  if (!USUAL_PORTS.has(url.port)) return 'the address is not on port 80 or 443'
  if (url.username !== '' || url.password !== '') return 'the address carries credentials'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(host) !== 0 && isPrivate(host) ? 'the address is not a public one' : undefined
}

function send(url: URL, outgoing: Outgoing, isGuarded: boolean): Promise<Received> {
  const { method, headers = {}, body, timeoutMs, maxBytes, tlsRoot } = outgoing
  const patience = AbortSignal.timeout(timeoutMs)
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ ok: false, reason })
    const start = url.protocol === 'https:' ? requestHttps : requestHttp
    const call = start(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
      agent: false,
      signal: outgoing.signal === undefined ? patience : AbortSignal.any([patience, outgoing.signal]),
      ...(tlsRoot === undefined ? {} : { ca: tlsRoot }),
      ...(isGuarded ? { lookup: publicLookup } : {}),
    })
    call.on('error', (error) =>
      fail(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'no answer in time' : error.message),
    )
    call.on('response', (response) => {
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size <= maxBytes) parts.push(part)
        else {
          fail('the answer is too long')
          call.destroy()
        }
      })
      response.on('error', (error) => fail(error.message))
      response.on('end', () => {
        const retryAfterS = Number(response.headers['retry-after'])
        resolve({
          ok: true,
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: Buffer.concat(parts),
          retryAfterS: Number.isFinite(retryAfterS) && retryAfterS > 0 ? retryAfterS : undefined,
        })
      })
    })
    call.end(body)
  })
}

/** Checks every address that a name stands for at the moment of connecting: a name may change what it stands for. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, [])
    if (addresses.some(({ address }) => isPrivate(address))) {
      return callback(new Error('the address is not a public one'), [])
    }
    const [first] = addresses
    if (options.all === true) return callback(null, addresses)
    return callback(null, first?.address ?? '', first?.family)
  })
}

function isPrivate(address: string): boolean {
  const family = isIP(address)
  return family === 0 || PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

function privateNetworks(): BlockList {
  const list = new BlockList()
  const v4 = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const
  for (const [network, prefix] of v4) list.addSubnet(network, prefix, 'ipv4')
  const v6 = [
    ['::', 96],
    // Addresses that carry an IPv4 address inside: by NAT64, Teredo and 6to4.
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['2001::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const
  for (const [network, prefix] of v6) list.addSubnet(network, prefix, 'ipv6')
  return list
}
