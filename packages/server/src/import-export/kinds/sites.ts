import { sql } from 'kysely'
import type { Actor } from '../../accounts/index.ts'
import { SiteFields, Uuid } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Column, Row, Value } from '../column.ts'
import type { Known, Matching, Problem } from '../plan.ts'
import { chunksOf, type ImportableKind, type WritableRow, type WriteParts } from './kind.ts'

const { shape } = SiteFields

export const SITE_COLUMNS: readonly Column[] = [
  { name: 'id', shape: 'text', schema: Uuid, canBeEmpty: false },
  { name: 'name', shape: 'text', schema: shape.name, canBeEmpty: false },
  { name: 'address', shape: 'text', schema: shape.address, canBeEmpty: true },
  { name: 'postalCode', shape: 'text', schema: shape.postalCode, canBeEmpty: true },
  { name: 'city', shape: 'text', schema: shape.city, canBeEmpty: true },
  { name: 'country', shape: 'text', schema: shape.country, canBeEmpty: true },
  { name: 'latitude', shape: 'number', schema: shape.latitude, canBeEmpty: true },
  { name: 'longitude', shape: 'number', schema: shape.longitude, canBeEmpty: true },
  { name: 'timeZone', shape: 'text', schema: shape.timeZone, canBeEmpty: false },
  { name: 'gridLimitW', shape: 'number', schema: shape.gridLimitW, canBeEmpty: true },
  { name: 'openingTimes', shape: 'json', schema: shape.openingTimes, canBeEmpty: true },
  { name: 'contacts', shape: 'json', schema: shape.contacts, canBeEmpty: false },
]

const DEFAULTS: Row = {
  ...{ address: null, postalCode: null, city: null, country: null, latitude: null, longitude: null },
  ...{ timeZone: 'UTC', gridLimitW: null, openingTimes: null, contacts: [] },
}

/** Sites, known by their id where a row has one, else by their name. */
export const sites: ImportableKind = {
  permission: 'sites.write',
  columns: SITE_COLUMNS,
  match: (db, actor, _, lock) => match(db, actor, lock),
  async write(tx, actor, { created, changed }, parts) {
    for (const some of chunksOf(changed)) await update(tx, actor, some)
    for (const some of chunksOf(created)) await insert(tx, actor, some, parts)
    return { passwords: [], toDisconnect: [] }
  },
}

async function match(db: Db, actor: Actor, lock: boolean): Promise<Matching> {
  const known = (await readSites(db, actor, lock)).map((record): Known => ({ record }))
  const byId = new Map(known.map((site) => [site.record['id'], site]))
  const byName = new Map(known.map((site) => [site.record['name'], site]))
  /** Names that rows of this file have taken, and by which row's site. */
  const taken = new Map<Value, Value>()
  const find = (given: Row) =>
    given['id'] === undefined ? byName.get(given['name'] ?? null) : byId.get(given['id'] ?? null)
  return {
    columns: SITE_COLUMNS,
    needed: ['name'],
    defaults: DEFAULTS,
    nameOf: (given) => String(given['name'] ?? ''),
    keyOf: (given, found) => String(found?.record['id'] ?? given['id'] ?? given['name'] ?? ''),
    known: find,
    check(after, before) {
      const problems: Problem[] = []
      if (before === null && after['id'] !== undefined) {
        problems.push({ column: 'id', rule: 'must be the id of a site, or empty for a new one' })
      }
      const name = after['name'] ?? null
      const other = byName.get(name)?.record['id']
      const self = before?.['id'] ?? null
      if ((other !== undefined && other !== self) || (taken.has(name) && taken.get(name) !== self)) {
        problems.push({ column: 'name', rule: 'must be unique' })
      }
      taken.set(name, self)
      return problems
    },
  }
}

/** Every site that somebody sees, as it is exported. */
export async function readSites(db: Db, actor: Pick<Actor, 'tenantId'>, lock: boolean): Promise<readonly Row[]> {
  const { rows } = await sql<Row & { contacts: Value }>`
    select site_id as id, name, address, postal_code as "postalCode", city, country, latitude, longitude,
      time_zone as "timeZone", grid_limit_w as "gridLimitW", opening_times as "openingTimes", contacts
    from sites where tenant_id = ${actor.tenantId} order by name ${lock ? sql`for update` : sql``}`.execute(db)
  return rows.map((row) => ({ ...row }))
}

const recordset = sql`(
  id uuid, name text, address text, "postalCode" text, city text, country text, latitude float8, longitude float8,
  "timeZone" text, "gridLimitW" integer, "openingTimes" jsonb, contacts jsonb)`

async function insert(tx: Tx, { tenantId }: Actor, rows: readonly WritableRow[], parts: WriteParts): Promise<void> {
  const json = JSON.stringify(rows.map(({ after }) => ({ ...after, id: parts.ids.next() })))
  const { rows: made } = await sql`
    insert into sites (tenant_id, site_id, name, address, postal_code, city, country, latitude, longitude, time_zone,
      grid_limit_w, opening_times, contacts, created_at)
    select ${tenantId}, r.id, r.name, r.address, r."postalCode", r.city, r.country, r.latitude, r.longitude,
      r."timeZone", r."gridLimitW", r."openingTimes", r.contacts, ${new Date(parts.nowMs)}
    from jsonb_to_recordset(${json}::jsonb) as r${recordset}
    on conflict (tenant_id, name) do nothing returning site_id`.execute(tx)
  if (made.length < rows.length) throw new Refusal('importOutdated')
}

async function update(tx: Tx, { tenantId }: Actor, rows: readonly WritableRow[]): Promise<void> {
  const json = JSON.stringify(rows.map(({ after }) => after))
  await sql`
    update sites t set name = r.name, address = r.address, postal_code = r."postalCode", city = r.city,
      country = r.country, latitude = r.latitude, longitude = r.longitude, time_zone = r."timeZone",
      grid_limit_w = r."gridLimitW", opening_times = r."openingTimes", contacts = r.contacts
    from jsonb_to_recordset(${json}::jsonb) as r${recordset}
    where t.tenant_id = ${tenantId} and t.site_id = r.id`.execute(tx)
}
