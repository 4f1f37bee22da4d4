import type { TenantId } from '../stations/ids.ts'
import type { KeyType } from './authority/keys.ts'
import { ensureLocalRoots } from './authority/local-roots.ts'
import { recordIssued } from './issued.ts'
import type { CertificateParts } from './ports.ts'
import { chainPem } from './x509.ts'

const VALIDITY_DAYS = 397

/** A certificate for a listener of this process, with its private key. Keep the key in memory. */
export interface ServerCertificate {
  /** PEM, the server's own certificate first. */
  readonly chain: string
  /** PKCS #8 PEM. */
  readonly privateKey: string
  readonly notAfterMs: number
}

/** Makes a key and a certificate for these host names and addresses, signed by our own authority; for local use and tests. */
export async function issueServerCertificate(
  parts: CertificateParts,
  tenantId: TenantId,
  order: { readonly names: readonly [string, ...string[]]; readonly keyType: KeyType },
): Promise<ServerCertificate> {
  await ensureLocalRoots(parts, tenantId)
  const { root, certificate, keyPem } = await parts.local.signServer({ ...order, validityDays: VALIDITY_DAYS })
  const [subject] = order.names
  const nowMs = parts.clock.nowMs()
  await parts.database.transaction((tx) =>
    recordIssued(tx, { tenantId, authority: `local-${root.type}`, kind: 'server', subject, certificate, nowMs }),
  )
  return { chain: chainPem([certificate]), privateKey: keyPem, notAfterMs: certificate.notAfter.getTime() }
}
