import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { insertRoot, type RootPurpose } from '../roots.ts'
import type { x509 } from '../x509.ts'
import type { KeyType } from './keys.ts'
import type { LocalAuthority } from './local-authority.ts'

const KEY_TYPES: readonly KeyType[] = ['ecdsa', 'rsa']
/** Stations know our server by it, and we know stations by it. */
const PURPOSES: readonly RootPurpose[] = ['station', 'csms']

export interface LocalRootParts {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly local: LocalAuthority
}

/** Both roots of our own authority, made and trusted when they were not yet. */
export async function ensureLocalRoots(
  parts: LocalRootParts,
  tenantId: TenantId,
): Promise<readonly x509.X509Certificate[]> {
  const certificates = []
  for (const type of KEY_TYPES) {
    const { certificate } = await parts.local.root(type)
    await trustLocalRoot(parts, tenantId, certificate)
    certificates.push(certificate)
  }
  return certificates
}

async function trustLocalRoot(
  { database, clock, ids }: LocalRootParts,
  tenantId: TenantId,
  certificate: x509.X509Certificate,
): Promise<void> {
  const common = { tenantId, source: 'local', label: null, certificate, nowMs: clock.nowMs() } as const
  await database.transaction(async (tx) => {
    for (const purpose of PURPOSES) await insertRoot(tx, { ...common, purpose, rootId: ids.next() })
  })
}
