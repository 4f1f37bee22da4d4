import { sql } from 'kysely'
import { z } from 'zod'
import { assignmentsOf } from '../api/assignments.ts'
import { type Page, pageOf } from '../api/cursor.ts'
import { instant } from '../api/instant.ts'
import { matchesWords } from '../api/search.ts'
import type { Driver, DriverInput, DriverPatch, DriverQuery } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

export const DriverCursor = z.tuple([z.string().max(200), z.uuid()])

export interface DriverFilter extends Omit<z.infer<typeof DriverQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof DriverCursor> | undefined
}

interface DriverRow {
  readonly driver_id: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly language: string | null
  readonly notes: string | null
  readonly token_count: number
  readonly created_at: Date
}

const selectDrivers = sql`
  select d.driver_id, d.name, d.email, d.phone, d.language, d.notes, d.created_at,
    (select count(*)::int from id_tokens k where k.driver_id = d.driver_id) as token_count
  from drivers d`

/** Drivers by name. */
export async function listDrivers(db: Db, tenantId: TenantId, filter: DriverFilter): Promise<Page<Driver>> {
  const conditions = [sql`d.tenant_id = ${tenantId}`]
  if (filter.search !== undefined) conditions.push(matchesWords(sql`d.name, d.email, d.phone`, filter.search))
  if (filter.after !== undefined) {
    conditions.push(sql`(d.name, d.driver_id) > (${filter.after[0]}, ${filter.after[1]}::uuid)`)
  }
  const { rows } = await sql<DriverRow>`
    ${selectDrivers} where ${sql.join(conditions, sql` and `)}
    order by d.name, d.driver_id limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: driverOf, key: (row) => [row.name, row.driver_id] })
}

export async function readDriver(db: Db, tenantId: TenantId, driverId: string): Promise<Driver | undefined> {
  const { rows } = await sql<DriverRow>`
    ${selectDrivers} where d.tenant_id = ${tenantId} and d.driver_id = ${driverId}`.execute(db)
  return rows[0] && driverOf(rows[0])
}

export interface NewDriver extends DriverInput {
  readonly tenantId: TenantId
  readonly driverId: string
  readonly nowMs: number
}

export async function insertDriver(tx: Tx, driver: NewDriver): Promise<void> {
  await sql`
    insert into drivers (tenant_id, driver_id, name, email, phone, language, notes, created_at)
    values (${driver.tenantId}, ${driver.driverId}, ${driver.name}, ${driver.email ?? null}, ${driver.phone ?? null},
      ${driver.language ?? null}, ${driver.notes || null}, ${new Date(driver.nowMs)})`.execute(tx)
}

const COLUMNS = { name: 'name', email: 'email', phone: 'phone', language: 'language', notes: 'notes' } as const

/** Sets the fields that are given. */
export async function updateDriver(tx: Tx, tenantId: TenantId, driverId: string, patch: DriverPatch): Promise<void> {
  await sql`
    update drivers set ${assignmentsOf(patch, COLUMNS) ?? sql`name = name`}
    where tenant_id = ${tenantId} and driver_id = ${driverId}`.execute(tx)
}

/** Deletes a driver; the tokens stay, as nobody's. Gives the name, or undefined when there is none. */
export async function deleteDriver(tx: Tx, tenantId: TenantId, driverId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from drivers where tenant_id = ${tenantId} and driver_id = ${driverId} returning name`.execute(tx)
  return rows[0]?.name
}

/** Values of the tokens of a driver. */
export async function tokensOf(db: Db, tenantId: TenantId, driverId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select value from id_tokens where tenant_id = ${tenantId} and driver_id = ${driverId} order by created_at`.execute(
    db,
  )
  return rows.map(({ value }) => value)
}

function driverOf(row: DriverRow): Driver {
  return {
    id: row.driver_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    language: row.language,
    notes: row.notes,
    tokenCount: row.token_count,
    createdAt: instant(row.created_at),
  }
}
