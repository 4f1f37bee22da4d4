import { sql } from 'kysely'
import type { LeftOut, StationChange } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../ids.ts'
import { isSiteKnown } from '../registration.ts'
import { widenTemplate } from './widen-template.ts'

export interface ChangeOrder {
  readonly tenantId: TenantId
  readonly stationKeys: readonly number[]
  readonly change: StationChange
  readonly nowMs: number
}

export interface Changed {
  /** Row keys of stations that are other than before. */
  readonly changed: ReadonlySet<number>
  readonly leftOut: readonly LeftOut[]
}

/** Changes many stations in one transaction, each part in one statement. Says who is other than before. */
export async function changeStations(tx: Tx, order: ChangeOrder): Promise<Changed> {
  const { change } = order
  await refuseUnknown(tx, order)
  const parts = [
    ...(change.addTags === undefined ? [] : [await addTags(tx, order, change.addTags)]),
    ...(change.removeTags === undefined ? [] : [await removeTags(tx, order, change.removeTags)]),
    ...(change.addToGroups === undefined ? [] : [await addToGroups(tx, order, change.addToGroups)]),
    ...(change.removeFromGroups === undefined ? [] : [await removeFromGroups(tx, order, change.removeFromGroups)]),
    ...(change.siteId === undefined ? [] : [await moveToSite(tx, order, change.siteId)]),
  ]
  const widened = change.templateId === undefined ? undefined : await widenTemplate(tx, order, change.templateId)
  return {
    changed: new Set([...parts.flat(), ...(widened?.changed ?? [])]),
    leftOut: widened?.leftOut ?? [],
  }
}

async function refuseUnknown(tx: Tx, { tenantId, change }: ChangeOrder): Promise<void> {
  if (change.siteId != null && !(await isSiteKnown(tx, tenantId, change.siteId))) {
    throw new Refusal('siteNotFound', { errors: [{ field: 'change.siteId', rule: 'must be the id of a site' }] })
  }
  const groups = [...new Set([...(change.addToGroups ?? []), ...(change.removeFromGroups ?? [])])]
  const known = await sql<{ n: number }>`
    select count(*)::int as n from station_groups
    where tenant_id = ${tenantId} and group_id = any(${groups}::uuid[])`.execute(tx)
  if ((known.rows[0]?.n ?? 0) < groups.length) throw new Refusal('groupNotFound')
}

interface KeyRow {
  readonly station_id: number
}

const keysIn = (rows: readonly KeyRow[]) => rows.map((row) => row.station_id)

async function addTags(tx: Tx, { tenantId, stationKeys }: ChangeOrder, tags: readonly string[]): Promise<number[]> {
  const { rows } = await sql<KeyRow>`
    insert into station_tags (tenant_id, station_id, tag)
    select ${tenantId}, station_id, tag
    from unnest(${[...stationKeys]}::int[]) as station_id, unnest(${[...tags]}::text[]) as tag
    on conflict do nothing returning station_id`.execute(tx)
  return keysIn(rows)
}

async function removeTags(tx: Tx, { stationKeys }: ChangeOrder, tags: readonly string[]): Promise<number[]> {
  const { rows } = await sql<KeyRow>`
    delete from station_tags
    where station_id = any(${[...stationKeys]}::int[]) and tag = any(${[...tags]}::text[])
    returning station_id`.execute(tx)
  return keysIn(rows)
}

async function addToGroups(tx: Tx, { tenantId, stationKeys }: ChangeOrder, ids: readonly string[]): Promise<number[]> {
  const { rows } = await sql<KeyRow>`
    insert into station_group_members (tenant_id, group_id, station_id)
    select ${tenantId}, group_id, station_id
    from unnest(${[...stationKeys]}::int[]) as station_id, unnest(${[...ids]}::uuid[]) as group_id
    on conflict do nothing returning station_id`.execute(tx)
  return keysIn(rows)
}

async function removeFromGroups(tx: Tx, { stationKeys }: ChangeOrder, ids: readonly string[]): Promise<number[]> {
  const { rows } = await sql<KeyRow>`
    delete from station_group_members
    where station_id = any(${[...stationKeys]}::int[]) and group_id = any(${[...ids]}::uuid[])
    returning station_id`.execute(tx)
  return keysIn(rows)
}

async function moveToSite(tx: Tx, { tenantId, stationKeys }: ChangeOrder, siteId: string | null): Promise<number[]> {
  const { rows } = await sql<KeyRow>`
    update stations set site_id = ${siteId}
    where tenant_id = ${tenantId} and station_id = any(${[...stationKeys]}::int[])
      and site_id is distinct from ${siteId}::uuid
    returning station_id`.execute(tx)
  return keysIn(rows)
}
