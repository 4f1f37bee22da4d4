import { X509Certificate } from 'node:crypto'
import { FIRST_TENANT } from '../../accounts/index.ts'
import { judgeCertificate } from '../../gateway/handshake/client-certificate.ts'
import type { StationKey } from '../../stations/ids.ts'
import type { TestApp } from '../../testing/test-app.ts'
import { readRoots } from '../roots.ts'
import { isDead, noteUse } from '../standing.ts'

/** The row key of a station. */
export async function stationKeyOf({ database }: TestApp, identity: string): Promise<StationKey> {
  const { rows } = await database.pool.query<{ station_id: StationKey }>(
    'select station_id from stations where identity = $1',
    [identity],
  )
  const [row] = rows
  if (row === undefined) throw new Error(`${identity} was not stored`)
  return row.station_id
}

/** Judges a certificate as the door does after the TLS handshake; null: it is let in. `chain` is PEM, its own first. */
export async function refusalAtDoor(
  app: TestApp,
  identity: string,
  chain: string,
  commonName = identity,
): Promise<string | null> {
  const leaf = leafOf(chain)
  const roots = await readRoots(app.database.kysely, FIRST_TENANT, ['station'])
  const trusted = roots.map(({ pem }) => new X509Certificate(pem))
  const rule = { commonName, organization: undefined, nowMs: Date.now() }
  const refusal = judgeCertificate({ leaf, chain: [] }, trusted, rule)
  if (refusal !== null) return refusal
  return (await isDead(app.database.kysely, await shown(app, identity, leaf))) ? 'certificateRevoked' : null
}

/** Comes in with a certificate. */
export async function comeIn(app: TestApp, identity: string, chain: string): Promise<void> {
  const refusal = await refusalAtDoor(app, identity, chain)
  if (refusal !== null) throw new Error(refusal)
  await noteUse(app.database, await shown(app, identity, leafOf(chain)), Date.now())
}

function leafOf(chain: string): X509Certificate {
  return new X509Certificate(chain)
}

async function shown(app: TestApp, identity: string, leaf: X509Certificate) {
  const fingerprint = leaf.fingerprint256.replaceAll(':', '').toLowerCase()
  return { tenantId: FIRST_TENANT, stationKey: await stationKeyOf(app, identity), fingerprint }
}
