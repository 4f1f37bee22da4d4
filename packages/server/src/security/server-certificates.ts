import { X509Certificate } from 'node:crypto'
import type { Handlers } from '../api/handler.ts'
import { instant } from '../api/instant.ts'
import type { ServerCertificate } from '../contract/index.ts'

/** The certificates that this server shows; empty without TLS of its own. */
export type ShownCertificates = () => readonly ServerCertificate[]

export function serverCertificateHandlers(shown: ShownCertificates): Pick<Handlers, 'listServerCertificates'> {
  return { listServerCertificates: async () => ({ items: [...shown()] }) }
}

/** What a certificate file says; its chain and key are left out. */
export function serverCertificateOf(pem: string, source: ServerCertificate['source']): ServerCertificate {
  const certificate = new X509Certificate(pem)
  return {
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    names: (certificate.subjectAltName ?? '').split(', ').filter((name) => name !== ''),
    keyType: certificate.publicKey.asymmetricKeyType ?? 'unknown',
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notBefore: instant(certificate.validFromDate),
    notAfter: instant(certificate.validToDate),
    source,
  }
}

/** Undefined for a certificate without a subject, which names itself otherwise. */
function inOneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}
