import type { TenantId } from '../stations/ids.ts'
import type { InboxReader } from '../stations/inbox/index.ts'
import type { Responder } from '../stations/responder.ts'
import type { StatusAddresses } from './authority/certificate-form.ts'
import { openKeyStore } from './authority/key-store.ts'
import type { KeyType } from './authority/keys.ts'
import { LocalAuthority } from './authority/local-authority.ts'
import { ensureLocalRoots } from './authority/local-roots.ts'
import { createSealing } from './authority/sealing.ts'
import { contractResponders } from './contract/contract-responders.ts'
import { checkAtDoor, type DoorVerdict, type Presenter, useAtDoor } from './door.ts'
import { installedReaders } from './installed.ts'
import { lifeCycleReaders } from './life-cycle/answers.ts'
import { signingResponder } from './life-cycle/signing-responder.ts'
import { startCertificateWork } from './life-cycle/work.ts'
import type { CertificateParts } from './ports.ts'
import { readRoots } from './roots.ts'
import { issueServerCertificate, type ServerCertificate } from './server-certificate.ts'
import { ownStatusOf } from './status/own-status.ts'
import { statusResponders } from './status/status-responders.ts'
import { StatusService } from './status/status-service.ts'

export type { KeyType } from './authority/keys.ts'
export type { DoorRefusal, DoorVerdict, Presenter } from './door.ts'
export type { CertificateParts, CommandPort, OwnCommand } from './ports.ts'
export { registerPublicRoutes } from './public-routes.ts'
export { certificateHandlers } from './routes.ts'
export type { ServerCertificate } from './server-certificate.ts'

/** What this module does for the rest of the program. */
export interface Certificates {
  readonly parts: CertificateParts
  readonly readers: readonly InboxReader[]
  readonly responders: readonly Responder[]
  /** Begins to sign, send and renew. */
  start(tenantId: TenantId): AsyncDisposable
  /** PEM of every root that stations' client certificates may stand under. Makes our own roots when there are none. */
  stationRoots(tenantId: TenantId): Promise<readonly string[]>
  /** Whether a client certificate lets a station in; `own` and `others` are DER. Everything but the TLS proof of the key. */
  checkClient(
    presenter: Presenter,
    presented: { readonly own: Uint8Array; readonly others?: readonly Uint8Array[] },
  ): Promise<DoorVerdict>
  /** To be called when a station has come in with a certificate of ours: its first use ends what it had before. */
  clientUsed(certificateId: string): Promise<void>
  /** A certificate with its key, for a listener of this process; one of each kind of key serves every station. */
  issueServer(
    tenantId: TenantId,
    order: { readonly names: readonly [string, ...string[]]; readonly keyType: KeyType },
  ): Promise<ServerCertificate>
}

export interface CertificateOptions extends Omit<CertificateParts, 'local' | 'sealing' | 'statuses'> {
  readonly dataDir: string
  /** Where others reach us; '' until we listen. */
  readonly publicUrl: () => string
}

/** Opens the module. Keys are made when they are wanted for the first time. */
export function openCertificates(options: CertificateOptions): Certificates {
  const { dataDir, publicUrl, ...given } = options
  const keyStore = openKeyStore(dataDir)
  const addressesOf = (type: KeyType) => statusAddresses(publicUrl(), type)
  const local = new LocalAuthority({ ...given, keyStore, addressesOf })
  const ownStatus: ConstructorParameters<typeof StatusService>[0]['ownStatus'] = (hashData) =>
    ownStatusOf({ ...given, authority: local }, hashData)
  const sealing = createSealing(keyStore, given.random)
  const statuses = new StatusService({ ...given, ownStatus })
  const parts: CertificateParts = { ...given, local, sealing, statuses }
  return {
    parts,
    readers: [...lifeCycleReaders(parts), ...installedReaders()],
    responders: [signingResponder(parts), ...statusResponders(parts), ...contractResponders(parts)],
    start: (tenantId) => startCertificateWork(parts, tenantId),
    async stationRoots(tenantId) {
      await ensureLocalRoots(parts, tenantId)
      const roots = await readRoots(parts.database.kysely, tenantId, ['station', 'manufacturer'])
      return roots.map(({ pem }) => pem)
    },
    checkClient: (presenter, presented) => checkAtDoor(parts, presenter, presented),
    clientUsed: (certificateId) => useAtDoor(parts, certificateId),
    issueServer: (tenantId, order) => issueServerCertificate(parts, tenantId, order),
  }
}

/** Only an address that others can reach belongs into certificates. */
function statusAddresses(publicUrl: string, type: KeyType): StatusAddresses | undefined {
  if (publicUrl === '') return undefined
  return { crlUrl: `${publicUrl}/pki/${type}.crl`, ocspUrl: `${publicUrl}/pki/ocsp` }
}
