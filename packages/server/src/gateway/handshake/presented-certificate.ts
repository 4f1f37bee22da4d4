import { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'

/** A client certificate as it was shown, with the certificates that came along. Nothing of it is believed yet. */
export interface PresentedCertificate {
  readonly leaf: X509Certificate
  readonly chain: readonly X509Certificate[]
}

/** Longest chain that is looked at. */
const LONGEST_CHAIN = 5
const LONGEST_HEADER = 16_384
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The certificate of a TLS connection of ours: its private key has been proved. */
export function certificateOfSocket(socket: TLSSocket): PresentedCertificate | undefined {
  const leaf = socket.getPeerX509Certificate()
  if (leaf === undefined) return undefined
  const chain: X509Certificate[] = []
  let next = leaf.issuerCertificate
  while (next !== undefined && chain.length < LONGEST_CHAIN && next.fingerprint256 !== chain.at(-1)?.fingerprint256) {
    chain.push(next)
    next = next.issuerCertificate
  }
  return { leaf, chain }
}

/**
 * The certificate a trusted proxy passes on, which has proved its key to the proxy: URL-encoded PEM (nginx
 * `$ssl_client_escaped_cert`, Envoy and HAProxy forms alike), RFC 9440 `:base64:`, or base64 of the DER, several with commas
 * between them. Undefined for an empty header or one that is none of these.
 */
export function certificateOfHeader(header: string): PresentedCertificate | undefined {
  if (header === '' || header.length > LONGEST_HEADER) return undefined
  const [leaf, ...chain] = readCertificates(header.trim())
  return leaf === undefined ? undefined : { leaf, chain: chain.slice(0, LONGEST_CHAIN) }
}

function readCertificates(header: string): X509Certificate[] {
  const blocks = decoded(header).match(PEM_BLOCK)
  if (blocks !== null) return blocks.flatMap(readOne)
  return header.split(',').flatMap((part) => {
    const text = part.trim().replace(/^:|:$/g, '')
    return BASE64.test(text) ? readOne(Buffer.from(text, 'base64')) : []
  })
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}

function readOne(encoded: string | Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(encoded)]
  } catch {
    return []
  }
}
