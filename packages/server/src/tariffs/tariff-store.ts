import { sql } from 'kysely'
import type { Tariff } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { readVersions } from './version-store.ts'

interface TariffRow {
  readonly tariff_id: string
  readonly name: string
  readonly currency: string
}

interface AssignmentRow {
  readonly tariff_id: string
  readonly site_id: string | null
  readonly site_name: string | null
}

/** All tariffs by name, with where they apply and what they say now. A tenant has a handful. */
export async function readTariffs(db: Db, tenantId: TenantId, nowMs: number): Promise<Tariff[]> {
  const { rows } = await sql<TariffRow>`
    select tariff_id, name, currency from tariffs where tenant_id = ${tenantId} order by name, tariff_id`.execute(db)
  const assigned = await readAssignments(db, tenantId)
  const versions = await readVersions(db, tenantId, nowMs)
  return rows.map(({ tariff_id: id, name, currency }) => {
    const own = versions.get(id) ?? []
    const here = assigned.filter((one) => one.tariff_id === id)
    return {
      ...{ id, name, currency },
      isDefault: here.some(({ site_id }) => site_id === null),
      sites: here.flatMap((one) =>
        one.site_id === null || one.site_name === null ? [] : [{ id: one.site_id, name: one.site_name }],
      ),
      inForce: own.find(({ state }) => state === 'inForce') ?? null,
      next: own.findLast(({ state }) => state === 'upcoming') ?? null,
    }
  })
}

/** What is assigned now. */
async function readAssignments(db: Db, tenantId: TenantId): Promise<readonly AssignmentRow[]> {
  const { rows } = await sql<AssignmentRow>`
    select a.tariff_id, a.site_id, l.name as site_name
    from (select distinct on (site_id) site_id, tariff_id from tariff_assignments
      where tenant_id = ${tenantId} order by site_id, since desc, sequence desc) a
    left join sites l on l.site_id = a.site_id
    where a.tariff_id is not null order by l.name, a.site_id`.execute(db)
  return rows
}

export interface NewTariff {
  readonly tariffId: string
  readonly name: string
  readonly nowMs: number
}

/** Stores a tariff in the organisation's currency. False when its name is taken. */
export async function insertTariff(tx: Tx, tenantId: TenantId, { tariffId, name, nowMs }: NewTariff): Promise<boolean> {
  const { rows } = await sql`
    insert into tariffs (tenant_id, tariff_id, name, currency, created_at)
    values (${tenantId}, ${tariffId}, ${name},
      coalesce((select o.currency from organisations o where o.tenant_id = ${tenantId}), 'EUR'), ${new Date(nowMs)})
    on conflict (tenant_id, name) do nothing returning tariff_id`.execute(tx)
  return rows.length > 0
}

export async function renameTariff(tx: Tx, tenantId: TenantId, tariffId: string, name: string): Promise<void> {
  await sql`update tariffs set name = ${name} where tenant_id = ${tenantId} and tariff_id = ${tariffId}`.execute(tx)
}

export interface NewAssignment {
  /** Null: the network. */
  readonly siteId: string | null
  readonly tariffId: string | null
  readonly nowMs: number
}

/** From now on; what applied before stays known. */
export async function assignTariff(tx: Tx, tenantId: TenantId, assignment: NewAssignment): Promise<void> {
  const { siteId, tariffId, nowMs } = assignment
  await sql`
    insert into tariff_assignments (tenant_id, site_id, tariff_id, since)
    values (${tenantId}, ${siteId}, ${tariffId}, ${new Date(nowMs)})`.execute(tx)
}
