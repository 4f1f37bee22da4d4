import { lookup } from 'node:dns/promises'
import { type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type GivenUrl, hostOf, readGivenUrl, type UrlRules } from './given-url.ts'
import { isAddressOpen } from './public-address.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

export interface EgressOptions extends UrlRules {
  /** For everything: name, connection, answer. */
  readonly timeoutMs: number
  /** All addresses of a name; the system's resolver unless a test has its own. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>
  /** PEM of certificate authorities to trust beside the usual ones. */
  readonly extraAuthorities?: readonly string[]
}

export interface EgressRequest {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  /** Of an answer that is longer only the beginning is read. */
  readonly maxBytes: number
}

export type EgressResult =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: IncomingHttpHeaders
      readonly body: Buffer
      /** The answer was longer than `maxBytes`. */
      readonly isCut: boolean
    }
  /** Nothing was sent: the address breaks a rule. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Requests to addresses that people have given us. They must not lead into our own network: a name is resolved once, all
 * its addresses are checked, and the connection goes to those very addresses, so that no second answer of the resolver
 * can lead elsewhere. Redirects are answers like any other; nothing follows them.
 */
export class Egress {
  readonly #options: EgressOptions

  constructor(options: EgressOptions) {
    this.#options = options
  }

  /** What can be said of an address before anything is sent there; for forms. */
  check(url: string): GivenUrl {
    return readGivenUrl(url, this.#options)
  }

  /** Sends one request. Never throws for what the other side does. */
  async send(request: EgressRequest): Promise<EgressResult> {
    const given = this.check(request.url)
    if (!given.ok) return { kind: 'refused', reason: `The address ${given.rule}.` }
    const signal = AbortSignal.timeout(this.#options.timeoutMs)
    try {
      const addresses = await abortable(this.#addressesOf(hostOf(given.url)), signal)
      const { allowedNetworks } = this.#options
      if (addresses.length === 0 || !addresses.every(({ address }) => isAddressOpen(address, allowedNetworks))) {
        return { kind: 'refused', reason: 'The name of the address leads into an internal network.' }
      }
      return await abortable(this.#exchange(request, given.url, { addresses, signal }), signal)
    } catch (error) {
      return {
        kind: 'failed',
        reason: signal.aborted ? `No answer within ${this.#options.timeoutMs} ms.` : said(error),
      }
    }
  }

  async #addressesOf(host: string): Promise<readonly ResolvedAddress[]> {
    const family = isIP(host)
    if (family !== 0) return [{ address: host, family }]
    const { resolve = (name: string) => lookup(name, { all: true }) } = this.#options
    return resolve(host)
  }

  #exchange(request: EgressRequest, url: URL, { addresses, signal }: Connection): Promise<EgressResult> {
    const { method, headers = {}, body, maxBytes } = request
    const length = body === undefined ? 0 : Buffer.byteLength(body)
    const options = {
      ...{ method, signal, agent: false, lookup: always(addresses) },
      headers: { ...headers, 'accept-encoding': 'identity', ...(method === 'GET' ? {} : { 'content-length': length }) },
      ...(this.#options.extraAuthorities === undefined ? {} : { ca: [...this.#options.extraAuthorities] }),
    }
    return new Promise((resolve, reject) => {
      const outgoing = url.protocol === 'https:' ? tlsRequest(url, options) : plainRequest(url, options)
      // An answer that changes the protocol (101) ends a request with neither an error nor an answer.
      const closed = () => reject(new Error('The connection was closed without an answer.'))
      outgoing.once('error', reject)
      outgoing.once('close', closed)
      outgoing.once('response', (response) => {
        outgoing.off('close', closed)
        readAnswer(response, maxBytes).then(resolve, reject)
      })
      outgoing.end(body)
    })
  }
}

interface Connection {
  readonly addresses: readonly ResolvedAddress[]
  readonly signal: AbortSignal
}

/** A resolver for sockets that knows one answer. */
function always(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses
    if (options.all === true) answer(null, [...addresses])
    else if (first === undefined) answer(new Error('The name has no address'), '')
    else answer(null, first.address, first.family)
  }
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<EgressResult> {
  const { statusCode: status = 0, headers } = response
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    const piece = Buffer.from(chunk)
    chunks.push(piece)
    bytes += piece.length
    // Leaving the loop closes the connection.
    if (bytes > maxBytes) break
  }
  const body = Buffer.concat(chunks).subarray(0, maxBytes)
  return { kind: 'answered', status, headers, body, isCut: bytes > maxBytes }
}

/** The system's resolver cannot be called off, nor can what waits for a socket that is gone; whoever waits for them can. */
function abortable<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  if (signal.aborted) reject(signal.reason)
  else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return Promise.race([work, promise])
}

/** An error in the words of the system, without its stack. */
function said(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return said(error.errors[0])
  const text = error instanceof Error ? error.message : String(error)
  return text === '' ? 'The connection failed.' : text.slice(0, 500)
}
