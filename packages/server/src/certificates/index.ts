import type { InboxReader } from '../stations/inbox/index.ts'
import type { Responder } from '../stations/responder.ts'
import type { Tenants } from '../tenants/index.ts'
import type { StatusAddresses } from './authority/certificate-form.ts'
import type { KeyStore } from './authority/key-store.ts'
import type { KeyType } from './authority/keys.ts'
import { LocalAuthority } from './authority/local-authority.ts'
import { contractResponders } from './contract/contract-responders.ts'
import { installedReaders } from './installed.ts'
import { lifeCycleReaders } from './life-cycle/answers.ts'
import { signingResponder } from './life-cycle/signing-responder.ts'
import { startCertificateWork } from './life-cycle/work.ts'
import type { CertificateParts } from './ports.ts'
import { ownStatusOf } from './status/own-status.ts'
import { statusResponders } from './status/status-responders.ts'
import { StatusService } from './status/status-service.ts'

export { openKeyStore } from './authority/key-store.ts'
export { createSealing } from './authority/sealing.ts'
export { certificateHandlers } from './handlers.ts'
export type { CertificateParts } from './ports.ts'
export { registerPublicRoutes } from './public-routes.ts'
export { isDead, noteUse, type ShownCertificate } from './standing.ts'
export { type Revocation, revocationOf } from './status/revocation.ts'

/** What this module does for the rest of the program. */
export interface Certificates {
  readonly parts: CertificateParts
  readonly readers: readonly InboxReader[]
  readonly responders: readonly Responder[]
  /** Begins to sign, send and renew, for every tenant. */
  start(tenants: Pick<Tenants, 'all'>): AsyncDisposable
}

export interface CertificateOptions extends Omit<CertificateParts, 'local' | 'statuses'> {
  readonly keyStore: KeyStore
  /** Where others reach us; '' until we listen. */
  readonly publicUrl: () => string
}

/** Opens the module. Keys are made when they are wanted for the first time. */
export function openCertificates(options: CertificateOptions): Certificates {
  const { keyStore, publicUrl, ...given } = options
  const addressesOf = (type: KeyType) => statusAddresses(publicUrl(), type)
  const local = new LocalAuthority({ ...given, keyStore, addressesOf })
  const ownStatus: ConstructorParameters<typeof StatusService>[0]['ownStatus'] = (hashData) =>
    ownStatusOf({ ...given, authority: local }, hashData)
  const statuses = new StatusService({ ...given, ownStatus })
  const parts: CertificateParts = { ...given, local, statuses }
  return {
    parts,
    readers: [...lifeCycleReaders(parts), ...installedReaders()],
    responders: [signingResponder(parts), ...statusResponders(parts), ...contractResponders(parts)],
    start: (tenants) => startCertificateWork(parts, tenants),
  }
}

/** Only an address that others can reach belongs into certificates. */
function statusAddresses(publicUrl: string, type: KeyType): StatusAddresses | undefined {
  if (publicUrl === '') return undefined
  return { crlUrl: `${publicUrl}/pki/${type}.crl`, ocspUrl: `${publicUrl}/pki/ocsp` }
}
