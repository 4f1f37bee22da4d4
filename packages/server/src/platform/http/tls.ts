import { readFileSync } from 'node:fs'
import type { TlsOptions } from 'node:tls'
import type { CertificateFiles, HttpConfig } from '../../config/index.ts'

/** What a TLS listener shows, and whose client certificates it believes. Can change while it listens. */
export interface TlsMaterial {
  /** Chains in PEM with their keys: at most one for each kind of key. */
  readonly certificates: readonly { readonly cert: string; readonly key: string }[]
  /** Roots and sub-CAs of client certificates, PEM. Clients are asked for certificates of these alone; none: not asked. */
  readonly clientRoots: readonly string[]
}

/**
 * The TLS 1.2 suites of OCPP (2.x A00.FR.315, 1.6 security whitepaper A00.FR.313): elliptic curves first, with either kind
 * of server key. TLS 1.3 has suites of its own.
 */
const FORWARD_SECRET = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
]
const RSA_KEY_EXCHANGE = ['AES128-GCM-SHA256', 'AES256-GCM-SHA384']
const TLS_13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']

/**
 * Options of a TLS server, version 1.2 and newer. A client certificate is asked for, not demanded: what follows from it, or
 * from its absence, is decided for each station (gateway/handshake). OpenSSL is built without TLS compression.
 */
export function tlsOptions(material: TlsMaterial, { rsaKeyExchange }: Pick<HttpConfig, 'rsaKeyExchange'>): TlsOptions {
  const suites = [...TLS_13, ...FORWARD_SECRET, ...(rsaKeyExchange ? RSA_KEY_EXCHANGE : [])]
  return {
    cert: material.certificates.map(({ cert }) => cert),
    key: material.certificates.map(({ key }) => key),
    minVersion: 'TLSv1.2',
    ciphers: suites.join(':'),
    honorCipherOrder: true,
    requestCert: material.clientRoots.length > 0,
    rejectUnauthorized: false,
    // An empty list would mean every root that comes with Node.
    ...(material.clientRoots.length > 0 && { ca: [...material.clientRoots], allowPartialTrustChain: true }),
  }
}

/** Reads the certificate files of the configuration; empty when there are none. Throws a sentence for the operator. */
export function readCertificateFiles(config: Pick<HttpConfig, 'tls' | 'secondTls'>): TlsMaterial['certificates'] {
  const first = config.tls === undefined ? [] : [readPair(config.tls, 'TLS')]
  const second = config.secondTls === undefined ? [] : [readPair(config.secondTls, 'TLS_SECOND')]
  return [...first, ...second]
}

function readPair({ certFile, keyFile }: CertificateFiles, prefix: string) {
  return { cert: readPem(`${prefix}_CERT_FILE`, certFile), key: readPem(`${prefix}_KEY_FILE`, keyFile) }
}

function readPem(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    throw new Error(`${setting} points at a file that cannot be read: ${cause}.`, { cause: error })
  }
}
