import type { Pool } from 'pg'
import type { StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import { parseQuirks } from '../../stations/index.ts'
import type { StationQuirks } from '../../stations/state.ts'
import type { StoredSecret } from '../credentials.ts'

/** How a station says who it is: identities are unique within a tenant. */
export interface StationName {
  readonly tenantId: TenantId
  readonly identity: StationIdentity
}

/** What the handshake has to know of a station before it lets it in. */
export interface StationRecord {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly securityProfile: number
  /** The highest profile it has connected with. */
  readonly reachedProfile: number
  /** What CN of its client certificate must be; null: its identity. */
  readonly certificateName: string | null
  /** Until then an expired certificate lets it in to get a new one; null: it does not. */
  readonly expiredCertificateUntilMs: number | null
  readonly secret: StoredSecret | undefined
  /** Passwords it may have been told of that are not confirmed yet. */
  readonly nextSecrets: readonly StoredSecret[]
  readonly quirks: StationQuirks
  /** Largest message taken from it; null: as the setting says. */
  readonly maxFrameBytes: number | null
  /** The gateway process that held its socket last, while it is not known to have closed. */
  readonly connectedNode: string | null
  /** How strongly that socket has authenticated. */
  readonly connectedStrength: number
}

interface Row {
  readonly tenant_id: TenantId
  readonly identity_folded: StationIdentity
  readonly station_id: StationKey
  readonly security_profile: number
  readonly reached_profile: number
  readonly certificate_name: string | null
  readonly expired_certificate_until: Date | null
  readonly secret_salt: Buffer | null
  readonly secret_hash: Buffer | null
  readonly next_salt: Buffer | null
  readonly next_hashes: readonly Buffer[] | null
  readonly quirks: unknown
  readonly max_frame_bytes: number | null
  readonly connected_node: string | null
  readonly connected_strength: number | null
}

/** Reads many stations by name in one statement. Null for one that nobody has registered. */
export async function lookUpStations(
  pool: Pool,
  names: readonly StationName[],
): Promise<readonly (StationRecord | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'station-lookup',
    text: `select s.tenant_id, s.identity_folded, s.station_id, s.security_profile, s.reached_profile, s.certificate_name,
             s.expired_certificate_until, s.secret_salt, s.secret_hash, r.next_salt, r.next_hashes, s.quirks, s.max_frame_bytes, s.connected_node,
             s.connected_strength
           from unnest($1::smallint[], $2::text[]) as wanted(tenant_id, identity_folded)
           join stations s using (tenant_id, identity_folded)
           left join password_rotations r on r.station_id = s.station_id and r.ended_at is null`,
    values: [names.map(({ tenantId }) => tenantId), names.map(({ identity }) => identity)],
  })
  const found = new Map(rows.map((row) => [`${row.tenant_id} ${row.identity_folded}`, recordOf(row)]))
  return names.map(({ tenantId, identity }) => found.get(`${tenantId} ${identity}`) ?? null)
}

function recordOf(row: Row): StationRecord {
  const { secret_salt: salt, secret_hash: hash, next_salt: nextSalt } = row
  return {
    tenantId: row.tenant_id,
    stationKey: row.station_id,
    securityProfile: row.security_profile,
    reachedProfile: row.reached_profile,
    certificateName: row.certificate_name,
    expiredCertificateUntilMs: row.expired_certificate_until?.getTime() ?? null,
    secret: salt === null || hash === null ? undefined : { salt, hash },
    nextSecrets: nextSalt === null ? [] : (row.next_hashes ?? []).map((next) => ({ salt: nextSalt, hash: next })),
    quirks: parseQuirks(row.quirks),
    maxFrameBytes: row.max_frame_bytes,
    connectedNode: row.connected_node,
    connectedStrength: row.connected_strength ?? 0,
  }
}
