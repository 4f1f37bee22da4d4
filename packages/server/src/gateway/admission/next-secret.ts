import type { OcppVersion } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import { verifySecret } from '../credentials.ts'
import type { StationRecord } from './station-lookup.ts'

/**
 * A station has connected with a password it was told, whose acceptance may have been lost (2.x A01.FR.08/09): it becomes
 * the station's password, the one before is dead from here on, and the rotation has succeeded.
 */
export async function confirmSecret(
  pool: Pool,
  { stationKey, nextSecrets }: StationRecord,
  {
    presented,
    version,
    nowMs,
  }: { readonly presented: Uint8Array; readonly version: OcppVersion; readonly nowMs: number },
): Promise<void> {
  const secret = nextSecrets.find((next) => verifySecret(presented, next, version))
  if (secret === undefined) return
  await pool.query({
    name: 'next-secret-confirmed',
    text: `
      with rotation as (
        update password_rotations
        set state = 'confirmed', next_salt = null, next_hashes = '{}', updated_at = $4, ended_at = $4,
          detail = 'The station has connected with its new password.'
        where station_id = $1 and ended_at is null and $3 = any(next_hashes)
        returning station_id
      )
      update stations s set secret_salt = $2, secret_hash = $3 from rotation where s.station_id = rotation.station_id`,
    values: [stationKey, secret.salt, secret.hash, new Date(nowMs)],
  })
}
