import 'reflect-metadata'
import { createPrivateKey, type webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 86_400_000

/** PEM of a certificate and its key. */
export interface TestCertificate {
  readonly cert: string
  readonly key: string
}

export interface TestLeaf {
  readonly commonName?: string | readonly string[]
  readonly organization?: string
  /** The serial number in the subject. */
  readonly subjectSerial?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly purpose?: 'client' | 'server'
}

/** A certificate authority of a test: its root, and whatever leaves are needed. */
export interface TestAuthority {
  readonly pem: string
  leaf(leaf: TestLeaf): Promise<TestCertificate>
}

export async function createTestAuthority(name = 'Test Root'): Promise<TestAuthority> {
  const keys = await newKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ECDSA,
    ...lifetime({}),
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  })
  let serial = 1
  return {
    pem: root.toString('pem'),
    leaf: async (leaf) => {
      const own = await newKeys()
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: (++serial).toString(16).padStart(4, '0'),
        subject: subjectOf(leaf),
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ECDSA,
        ...lifetime(leaf),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.ExtendedKeyUsageExtension([
            leaf.purpose === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth,
          ]),
        ],
      })
      return { cert: certificate.toString('pem'), key: await keyPem(own.privateKey) }
    },
  }
}

function subjectOf({ commonName = [], organization, subjectSerial }: TestLeaf): string {
  const names = typeof commonName === 'string' ? [commonName] : commonName
  return [
    ...names.map((one) => `CN=${one}`),
    ...(organization === undefined ? [] : [`O=${organization}`]),
    ...(subjectSerial === undefined ? [] : [`2.5.4.5=${subjectSerial}`]),
  ].join(', ')
}

function lifetime({ notBefore, notAfter }: TestLeaf) {
  const nowMs = Date.now()
  return { notBefore: notBefore ?? new Date(nowMs - DAY_MS), notAfter: notAfter ?? new Date(nowMs + DAY_MS) }
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify'])
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
}
