import { sql } from 'kysely'
import { instant } from '../../api/instant.ts'
import type { StationGroup } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'

interface GroupRow {
  readonly group_id: string
  readonly name: string
  readonly stations: number
  readonly created_at: Date
}

const selectGroups = sql`
  select g.group_id, g.name, g.created_at,
    (select count(*)::int from station_group_members m where m.group_id = g.group_id) as stations
  from station_groups g`

export async function listGroups(db: Db, tenantId: TenantId): Promise<StationGroup[]> {
  const { rows } = await sql<GroupRow>`${selectGroups} where g.tenant_id = ${tenantId} order by g.name`.execute(db)
  return rows.map(groupOf)
}

export async function readGroup(db: Db, tenantId: TenantId, groupId: string): Promise<StationGroup | undefined> {
  const { rows } = await sql<GroupRow>`
    ${selectGroups} where g.tenant_id = ${tenantId} and g.group_id = ${groupId}`.execute(db)
  return rows[0] && groupOf(rows[0])
}

/** How many stations of a group lie within the scope. */
export async function countMembers(db: Db, tenantId: TenantId, groupId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from station_group_members
    where tenant_id = ${tenantId} and group_id = ${groupId}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Stores a group, new or renamed. False when another has its name. */
export async function writeGroup(
  tx: Tx,
  group: { readonly tenantId: TenantId; readonly groupId: string; readonly name: string; readonly nowMs: number },
): Promise<boolean> {
  const { tenantId, groupId, name } = group
  const taken = await sql`
    select from station_groups where tenant_id = ${tenantId} and name = ${name} and group_id <> ${groupId}`.execute(tx)
  if (taken.rows.length > 0) return false
  await sql`
    insert into station_groups (tenant_id, group_id, name, created_at)
    values (${tenantId}, ${groupId}, ${name}, ${new Date(group.nowMs)})
    on conflict (group_id) do update set name = excluded.name`.execute(tx)
  return true
}

/** Deletes a group; its stations stay. Gives its name, or undefined when there is none. */
export async function deleteGroup(tx: Tx, tenantId: TenantId, groupId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from station_groups where tenant_id = ${tenantId} and group_id = ${groupId} returning name`.execute(tx)
  return rows[0]?.name
}

export async function listTags(db: Db, tenantId: TenantId): Promise<{ tag: string; stations: number }[]> {
  const { rows } = await sql<{ tag: string; stations: number }>`
    select tag, count(*)::int as stations from station_tags where tenant_id = ${tenantId}
    group by tag order by tag`.execute(db)
  return rows
}

function groupOf(row: GroupRow): StationGroup {
  return { id: row.group_id, name: row.name, stations: row.stations, createdAt: instant(row.created_at) }
}
