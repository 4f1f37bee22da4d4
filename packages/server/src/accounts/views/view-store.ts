import { sql } from 'kysely'
import type { z } from 'zod'
import type { SavedView, ViewInput } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'

interface ViewRow {
  readonly view_id: string
  readonly owner_id: string
  readonly owner_name: string
  readonly screen: SavedView['screen']
  readonly name: string
  readonly search: SavedView['search']
  readonly shared: boolean
}

export interface ViewOwner {
  readonly tenantId: TenantId
  readonly personId: string
  readonly name: string
}

const selectViews = sql`select view_id, owner_id, owner_name, screen, name, search, shared from saved_views`

/** Somebody's own views and those shared in the tenant, by name. */
export async function listViews(db: Db, { tenantId, personId }: ViewOwner): Promise<SavedView[]> {
  const { rows } = await sql<ViewRow>`
    ${selectViews} where tenant_id = ${tenantId} and (owner_id = ${personId} or shared)
    order by lower(name), view_id`.execute(db)
  return rows.map((row) => viewOf(row, personId))
}

/** A view of this owner; undefined when there is none. */
export async function readOwnView(db: Db, owner: ViewOwner, viewId: string): Promise<SavedView | undefined> {
  const { rows } = await sql<ViewRow>`
    ${selectViews} where tenant_id = ${owner.tenantId} and owner_id = ${owner.personId} and view_id = ${viewId}`.execute(
    db,
  )
  return rows[0] && viewOf(rows[0], owner.personId)
}

export interface WrittenView extends z.output<typeof ViewInput> {
  readonly viewId: string
  readonly nowMs: number
}

/** Stores a view, new or changed. False when the owner has another of this name. */
export async function writeView(tx: Tx, owner: ViewOwner, view: WrittenView): Promise<boolean> {
  const taken = await sql`
    select from saved_views
    where tenant_id = ${owner.tenantId} and owner_id = ${owner.personId} and screen = ${view.screen}
      and name = ${view.name} and view_id <> ${view.viewId}`.execute(tx)
  if (taken.rows.length > 0) return false
  await sql`
    insert into saved_views (tenant_id, view_id, owner_id, owner_name, screen, name, search, shared, created_at)
    values (${owner.tenantId}, ${view.viewId}, ${owner.personId}, ${owner.name}, ${view.screen}, ${view.name},
      ${JSON.stringify(view.search)}::jsonb, ${view.shared}, ${new Date(view.nowMs)})
    on conflict (view_id) do update set name = excluded.name, search = excluded.search, shared = excluded.shared`.execute(
    tx,
  )
  return true
}

export async function deleteView(tx: Tx, owner: ViewOwner, viewId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from saved_views
    where tenant_id = ${owner.tenantId} and owner_id = ${owner.personId} and view_id = ${viewId}
    returning view_id`.execute(tx)
  return rows.length > 0
}

function viewOf(row: ViewRow, personId: string): SavedView {
  const { view_id: id, owner_id, owner_name: ownerName, ...rest } = row
  return { id, ownerName, mine: owner_id === personId, ...rest }
}
