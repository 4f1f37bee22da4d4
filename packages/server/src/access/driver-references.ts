import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** What drivers go by in files, by driver id: their address, their name, or where others share both, their id. */
export async function driverReferences(
  db: Db,
  tenantId: TenantId,
  driverIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (driverIds.length === 0) return new Map()
  const { rows } = await sql<{ driver_id: string; reference: string }>`
    select d.driver_id,
      case when d.email is not null and not ${sharedBy(tenantId, sql`lower(o.email) = lower(d.email)`)} then d.email
        when not ${sharedBy(tenantId, sql`lower(o.name) = lower(d.name)`)} then d.name
        else d.driver_id::text end as reference
    from drivers d where d.tenant_id = ${tenantId} and d.driver_id = any(${[...driverIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ driver_id, reference }) => [driver_id, reference]))
}

function sharedBy(tenantId: TenantId, alike: ReturnType<typeof sql>) {
  return sql`exists (select from drivers o where o.tenant_id = ${tenantId} and o.driver_id <> d.driver_id and ${alike})`
}

interface Named {
  readonly driver_id: string
  readonly name: string
  readonly email: string | null
}

/** Finds drivers by id, address or name, without case. Undefined for a word that names nobody, or several. */
export async function findDrivers(
  db: Db,
  tenantId: TenantId,
  words: readonly string[],
): Promise<(word: string) => string | undefined> {
  const folded = words.map((word) => word.toLowerCase())
  const { rows } = await sql<Named>`
    select driver_id, name, email from drivers
    where tenant_id = ${tenantId} and (lower(name) = any(${folded}::text[]) or lower(email) = any(${folded}::text[])
      or driver_id::text = any(${folded}::text[]))
    for share`.execute(db)
  return (word) => {
    const wanted = word.toLowerCase()
    const ways = [
      ({ driver_id }: Named) => driver_id === wanted,
      ({ email }: Named) => email?.toLowerCase() === wanted,
      ({ name }: Named) => name.toLowerCase() === wanted,
    ]
    const found = ways.map((way) => rows.filter(way)).find((some) => some.length > 0)
    return found?.length === 1 ? found[0]?.driver_id : undefined
  }
}
