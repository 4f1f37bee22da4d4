import { sql } from 'kysely'
import { z } from 'zod'
import { assignmentsOf } from '../api/assignments.ts'
import { type Page, pageOf } from '../api/cursor.ts'
import { instant } from '../api/instant.ts'
import { matchesWords } from '../api/search.ts'
import type { Site, SiteInput, SiteQuery } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

export const SiteCursor = z.tuple([z.string().max(200), z.uuid()])

export interface SiteFilter extends Omit<z.infer<typeof SiteQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof SiteCursor> | undefined
}

type SiteItem = z.infer<typeof Site>

interface SiteRow {
  readonly site_id: string
  readonly name: string
  readonly address: string | null
  readonly postal_code: string | null
  readonly city: string | null
  readonly country: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly time_zone: string
  readonly grid_limit_w: number | null
  readonly opening_times: SiteItem['openingTimes']
  readonly contacts: SiteItem['contacts']
  readonly station_count: number
  readonly created_at: Date
}

const selectSites = sql`
  select t.site_id, t.name, t.address, t.postal_code, t.city, t.country, t.latitude, t.longitude, t.time_zone, t.grid_limit_w,
    t.opening_times, t.contacts,
    (select count(*)::int from stations s where s.site_id = t.site_id) as station_count, t.created_at
  from sites t`

/** Sites by name. */
export async function listSites(db: Db, tenantId: TenantId, filter: SiteFilter): Promise<Page<z.infer<typeof Site>>> {
  const conditions = [sql`t.tenant_id = ${tenantId}`]
  if (filter.search !== undefined) {
    conditions.push(matchesWords(sql`t.name, t.address, t.postal_code, t.city, t.country`, filter.search))
  }
  if (filter.after !== undefined) {
    conditions.push(sql`(t.name, t.site_id) > (${filter.after[0]}, ${filter.after[1]}::uuid)`)
  }
  const { rows } = await sql<SiteRow>`
    ${selectSites} where ${sql.join(conditions, sql` and `)}
    order by t.name, t.site_id limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: siteOf, key: (row) => [row.name, row.site_id] })
}

export async function readSite(db: Db, tenantId: TenantId, siteId: string): Promise<z.infer<typeof Site> | undefined> {
  const { rows } = await sql<SiteRow>`
    ${selectSites} where t.tenant_id = ${tenantId} and t.site_id = ${siteId}`.execute(db)
  return rows[0] && siteOf(rows[0])
}

/** Whether the name is free for this site. */
export async function isNameTaken(tx: Tx, tenantId: TenantId, name: string, siteId: string): Promise<boolean> {
  const { rows } = await sql`
    select from sites where tenant_id = ${tenantId} and name = ${name} and site_id <> ${siteId}`.execute(tx)
  return rows.length > 0
}

export interface NewSite extends SiteInput {
  readonly tenantId: TenantId
  readonly siteId: string
  readonly nowMs: number
}

/** Stores a site. False when its name is taken. */
export async function insertSite(tx: Tx, site: NewSite): Promise<boolean> {
  const { rows } = await sql`
    insert into sites (tenant_id, site_id, name, address, postal_code, city, country, latitude, longitude, time_zone,
      grid_limit_w, opening_times, contacts, created_at)
    values (${site.tenantId}, ${site.siteId}, ${site.name}, ${site.address ?? null}, ${site.postalCode ?? null},
      ${site.city ?? null}, ${site.country ?? null}, ${site.latitude ?? null}, ${site.longitude ?? null},
      ${site.timeZone}, ${site.gridLimitW ?? null}, ${jsonOrNull(site.openingTimes)}::jsonb,
      ${JSON.stringify(site.contacts ?? [])}::jsonb, ${new Date(site.nowMs)})
    on conflict (tenant_id, name) do nothing returning site_id`.execute(tx)
  return rows.length > 0
}

const COLUMNS = {
  name: 'name',
  address: 'address',
  postalCode: 'postal_code',
  city: 'city',
  country: 'country',
  latitude: 'latitude',
  longitude: 'longitude',
  timeZone: 'time_zone',
  gridLimitW: 'grid_limit_w',
  openingTimes: 'opening_times',
  contacts: 'contacts',
} as const satisfies Record<keyof SiteInput, string>

export type SitePatch = { readonly [Field in keyof SiteInput]?: SiteInput[Field] | undefined }

/** Sets the fields that are given. False when there is no such site. */
export async function updateSite(tx: Tx, tenantId: TenantId, siteId: string, patch: SitePatch): Promise<boolean> {
  const { openingTimes, contacts, ...plain } = patch
  const values = {
    ...plain,
    ...(openingTimes === undefined ? {} : { openingTimes: jsonOrNull(openingTimes) }),
    ...(contacts === undefined ? {} : { contacts: JSON.stringify(contacts) }),
  }
  const { rows } = await sql`
    update sites set ${assignmentsOf<typeof values>(values, COLUMNS) ?? sql`name = name`}
    where tenant_id = ${tenantId} and site_id = ${siteId} returning site_id`.execute(tx)
  return rows.length > 0
}

/** Deletes a site; its stations stay without one. Gives its name, or undefined when there is none. */
export async function deleteSite(tx: Tx, tenantId: TenantId, siteId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from sites where tenant_id = ${tenantId} and site_id = ${siteId} returning name`.execute(tx)
  return rows[0]?.name
}

function jsonOrNull(value: unknown): string | null {
  return value == null ? null : JSON.stringify(value)
}

function siteOf(row: SiteRow): z.infer<typeof Site> {
  return {
    id: row.site_id,
    name: row.name,
    address: row.address,
    postalCode: row.postal_code,
    city: row.city,
    country: row.country,
    latitude: row.latitude,
    longitude: row.longitude,
    timeZone: row.time_zone,
    gridLimitW: row.grid_limit_w,
    openingTimes: row.opening_times,
    contacts: row.contacts,
    stationCount: row.station_count,
    createdAt: instant(row.created_at),
  }
}
