import type { Pool } from 'pg'
import type { StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import { parseQuirks } from '../../stations/index.ts'
import type { StationQuirks } from '../../stations/state.ts'
import type { StoredSecret } from '../credentials.ts'

/** What the handshake has to know of a station before it lets it in. */
export interface StationRecord {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly securityProfile: number
  readonly secret: StoredSecret | undefined
  readonly quirks: StationQuirks
  /** Largest message taken from it; null: as the setting says. */
  readonly maxFrameBytes: number | null
  /** The gateway process that held its socket last, while it is not known to have closed. */
  readonly connectedNode: string | null
  /** How strongly that socket has authenticated. */
  readonly connectedStrength: number
}

interface Row {
  readonly identity_folded: StationIdentity
  readonly station_id: StationKey
  readonly security_profile: number
  readonly secret_salt: Buffer | null
  readonly secret_hash: Buffer | null
  readonly quirks: unknown
  readonly max_frame_bytes: number | null
  readonly connected_node: string | null
  readonly connected_strength: number | null
}

/** Reads many stations by identity in one statement. Null for an identity nobody has registered. */
export async function lookUpStations(
  pool: Pool,
  tenantId: TenantId,
  identities: readonly StationIdentity[],
): Promise<readonly (StationRecord | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'station-lookup',
    text: `select identity_folded, station_id, security_profile, secret_salt, secret_hash, quirks, max_frame_bytes,
             connected_node, connected_strength
           from stations where tenant_id = $1 and identity_folded = any($2)`,
    values: [tenantId, identities],
  })
  const found = new Map(rows.map((row) => [row.identity_folded, recordOf(tenantId, row)]))
  return identities.map((identity) => found.get(identity) ?? null)
}

function recordOf(tenantId: TenantId, row: Row): StationRecord {
  const { secret_salt: salt, secret_hash: hash } = row
  return {
    tenantId,
    stationKey: row.station_id,
    securityProfile: row.security_profile,
    secret: salt === null || hash === null ? undefined : { salt, hash },
    quirks: parseQuirks(row.quirks),
    maxFrameBytes: row.max_frame_bytes,
    connectedNode: row.connected_node,
    connectedStrength: row.connected_strength ?? 0,
  }
}
