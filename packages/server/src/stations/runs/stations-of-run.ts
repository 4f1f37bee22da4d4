import { sql } from 'kysely'
import type { z } from 'zod'
import type { CommandRunInput } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { foldIdentity } from '../identity.ts'
import type { TenantId } from '../ids.ts'
import { matchingStationKeys } from '../queries.ts'

/** The stations a run is for, in the order of their turns. Refuses names that no station has, and a filter that finds none. */
export async function stationsOfRun(
  db: Db,
  tenantId: TenantId,
  stations: z.output<typeof CommandRunInput>['stations'],
): Promise<readonly number[]> {
  if ('filter' in stations) {
    const keys = await matchingStationKeys(db, tenantId, stations.filter)
    if (keys.length > 0) return keys
    throw new Refusal('invalidInput', {
      errors: [{ field: 'stations.filter', rule: 'must match at least one station' }],
    })
  }
  const found = await keysByIdentity(db, tenantId, stations.ids.map(foldIdentity))
  const keys = stations.ids.map((identity) => found.get(foldIdentity(identity)))
  const unknown = keys.flatMap((key, index) => (key === undefined ? [index] : []))
  if (unknown.length > 0) {
    const errors = unknown.map((index) => ({ field: `stations.ids.${index}`, rule: 'must be a registered station' }))
    throw new Refusal('invalidInput', { errors: errors.slice(0, 100) })
  }
  return [...new Set(keys.flatMap((key) => key ?? []))]
}

/** Keys of stations by folded identity; those that are not there are left out. */
export async function keysByIdentity(
  db: Db,
  tenantId: TenantId,
  identities: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ identity_folded: string; station_id: number }>`
    select identity_folded, station_id from stations
    where tenant_id = ${tenantId} and identity_folded = any(${[...identities]}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.identity_folded, row.station_id]))
}
