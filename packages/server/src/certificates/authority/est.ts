import type { CheckedCsr } from '../csr.ts'
import { ask, type Outgoing, type Received } from '../outgoing.ts'
import { x509 } from '../x509.ts'
import type { Signed } from './signed.ts'

const TIMEOUT_MS = 15_000
const MAX_BYTES = 262_144
const DEFAULT_RETRY_S = 60

/** An enrolment service (EST, RFC 7030): its address up to and without `/simpleenroll`. */
export interface EstService {
  readonly url: string
  readonly username: string | null
  readonly password: string | undefined
  readonly tlsRoot: string | null
}

/** Has a request signed (RFC 7030 §4.2). The chain comes back in order, the station's own certificate first. */
export async function enroll(service: EstService, csr: CheckedCsr, signal: AbortSignal): Promise<Signed> {
  const received = await ask({
    ...callOf(service, 'simpleenroll'),
    method: 'POST',
    headers: {
      ...credentials(service),
      'content-type': 'application/pkcs10',
      'content-transfer-encoding': 'base64',
    },
    body: base64Lines(new Uint8Array(csr.request.rawData)),
    signal,
  })
  const read = certificatesIn(received)
  if (!read.ok) return read
  const key = Buffer.from(csr.request.publicKey.rawData)
  const leaf = read.certificates.find((one) => Buffer.from(one.publicKey.rawData).equals(key))
  if (leaf === undefined) return { ok: false, isFinal: true, reason: 'The service sent no certificate for the key.' }
  return { ok: true, chain: inOrder(leaf, read.certificates) }
}

/** The authority's own certificates (RFC 7030 §4.1): the roots that its certificates stand under, and what is between. */
export async function readAuthorities(
  service: EstService,
): Promise<
  | { readonly ok: true; readonly certificates: readonly x509.X509Certificate[] }
  | { readonly ok: false; readonly reason: string }
> {
  return certificatesIn(await ask({ ...callOf(service, 'cacerts'), method: 'GET', headers: credentials(service) }))
}

function callOf(
  { url, tlsRoot }: EstService,
  operation: string,
): Pick<Outgoing, 'url' | 'timeoutMs' | 'maxBytes' | 'tlsRoot'> {
  return {
    url: `${url.replace(/\/+$/, '')}/${operation}`,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    tlsRoot: tlsRoot ?? undefined,
  }
}

function credentials({ username, password }: EstService): Record<string, string> {
  if (username === null) return {}
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` }
}

type ReadCertificates =
  | { readonly ok: true; readonly certificates: readonly x509.X509Certificate[] }
  | Extract<Signed, { readonly ok: false }>

function certificatesIn(received: Received): ReadCertificates {
  if (!received.ok) return { ok: false, isFinal: false, reason: `The service cannot be reached: ${received.reason}.` }
  if (received.status === 202) {
    const retryAfterS = received.retryAfterS ?? DEFAULT_RETRY_S
    return { ok: false, isFinal: false, retryAfterS, reason: 'The service takes its time.' }
  }
  if (received.status !== 200) {
    const isFinal = received.status >= 400 && received.status < 500 && ![401, 403, 408, 429].includes(received.status)
    return { ok: false, isFinal, reason: `The service answers with status ${received.status}.` }
  }
  try {
    // Base64 with line ends by the standard; some services send the DER as it is.
    const isDer = received.body[0] === 0x30
    const der = isDer ? received.body : Buffer.from(received.body.toString('latin1'), 'base64')
    return { ok: true, certificates: [...new x509.X509Certificates(new Uint8Array(der).buffer)] }
  } catch {
    return { ok: false, isFinal: true, reason: 'The answer of the service holds no certificates.' }
  }
}

/** From the leaf upwards, the self-signed root left out: the station has it, or must not take it from here. */
function inOrder(leaf: x509.X509Certificate, all: readonly x509.X509Certificate[]): readonly x509.X509Certificate[] {
  const chain = [leaf]
  for (let current = leaf; chain.length <= all.length; ) {
    const { issuer } = current
    const next = all.find((one) => one.subject === issuer && one.subject !== one.issuer)
    if (next === undefined) break
    chain.push(next)
    current = next
  }
  return chain
}

function base64Lines(der: Uint8Array): string {
  return Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\r\n')
}
