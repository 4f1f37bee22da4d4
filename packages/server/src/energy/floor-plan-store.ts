import { sql } from 'kysely'
import type { FloorPlan, PlanLevel } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** The plan of a site; undefined when there is no such site. With `alone`, nobody else changes it meanwhile. */
export async function readPlan(
  db: Db,
  tenantId: TenantId,
  siteId: string,
  alone = false,
): Promise<FloorPlan | undefined> {
  const { rows } = await sql<{ plan_version: number; floor_plan: readonly PlanLevel[] | null }>`
    select plan_version, floor_plan from sites where tenant_id = ${tenantId} and site_id = ${siteId}
    ${alone ? sql`for update` : sql``}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const here = new Set(await identitiesAt(db, siteId))
  const levels = (row.floor_plan ?? []).map((level) => ({
    ...level,
    bays: level.bays.map((bay) => standing(bay, here)),
  }))
  return { version: row.plan_version, levels }
}

/** A bay whose station has gone to another site is an empty one. */
function standing(bay: PlanLevel['bays'][number], here: ReadonlySet<string>): PlanLevel['bays'][number] {
  return bay.stationId === null || here.has(bay.stationId) ? bay : { ...bay, stationId: null, evseId: null }
}

/** Identities of the stations of a site, as they are registered. */
export async function identitiesAt(db: Db, siteId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ identity: string }>`select identity from stations where site_id = ${siteId}`.execute(db)
  return rows.map(({ identity }) => identity)
}

export interface DrawnPlan {
  readonly siteId: string
  readonly levels: readonly PlanLevel[]
  readonly nowMs: number
}

/** Stores a plan. The pictures that it names are kept; the others of the site have had their time. */
export async function savePlan(tx: Tx, tenantId: TenantId, { siteId, levels, nowMs }: DrawnPlan): Promise<void> {
  await sql`
    update sites set floor_plan = ${JSON.stringify(levels)}::jsonb, plan_version = plan_version + 1
    where tenant_id = ${tenantId} and site_id = ${siteId}`.execute(tx)
  const named = levels.flatMap(({ pictureId }) => (pictureId === null ? [] : [pictureId]))
  await sql`
    update files f set delete_after = case when f.file_id = any(${named}::uuid[]) then null else ${new Date(nowMs)}::timestamptz end
    from site_pictures p where p.file_id = f.file_id and p.site_id = ${siteId}`.execute(tx)
}

/** The pictures of a site that is going. */
export async function dropPictures(tx: Tx, siteId: string, nowMs: number): Promise<void> {
  await sql`
    update files f set delete_after = ${new Date(nowMs)}
    from site_pictures p where p.file_id = f.file_id and p.site_id = ${siteId}`.execute(tx)
}

export async function insertPicture(
  tx: Tx,
  picture: { readonly tenantId: TenantId; readonly siteId: string; readonly fileId: string; readonly nowMs: number },
): Promise<void> {
  await sql`
    insert into site_pictures (tenant_id, site_id, file_id, created_at)
    values (${picture.tenantId}, ${picture.siteId}, ${picture.fileId}, ${new Date(picture.nowMs)})`.execute(tx)
}

/** Pictures of a site, with their types, by file id. */
export async function picturesOf(db: Db, siteId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ file_id: string; content_type: string }>`
    select f.file_id, f.content_type from site_pictures p join files f on f.file_id = p.file_id
    where p.site_id = ${siteId}`.execute(db)
  return new Map(rows.map(({ file_id, content_type }) => [file_id, content_type]))
}
