import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Role } from './actor.ts'

export interface Person {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly personId: string
  readonly name: string
  readonly email: string | null
  readonly passwordHash: string
  readonly role: Role
}

interface PersonRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly person_id: string
  readonly name: string
  readonly email: string | null
  readonly password_hash: string
  readonly role: Role
}

export async function findPerson(db: Db, tenantId: TenantId, email: string): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`
    select p.tenant_id, t.name as tenant_name, p.person_id, p.name, p.email, p.password_hash, p.role
    from people p join tenants t on t.tenant_id = p.tenant_id
    where p.tenant_id = ${tenantId} and lower(p.email) = lower(${email})`.execute(db)
  const [row] = rows
  return (
    row && {
      tenantId: row.tenant_id,
      tenantName: row.tenant_name,
      personId: row.person_id,
      name: row.name,
      email: row.email,
      passwordHash: row.password_hash,
      role: row.role,
    }
  )
}

export interface NewOwner {
  readonly tenantId: TenantId
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly passwordHash: string
  readonly nowMs: number
}

/** Stores an owner; one with the same e-mail address gets the new name and password. Returns the person's id. */
export async function saveOwner(tx: Tx, owner: NewOwner): Promise<string> {
  const { rows } = await sql<{ person_id: string }>`
    insert into people (tenant_id, person_id, name, email, password_hash, role, created_at)
    values (${owner.tenantId}, ${owner.personId}, ${owner.name}, ${owner.email}, ${owner.passwordHash}, 'owner',
      ${new Date(owner.nowMs)})
    on conflict (tenant_id, lower(email)) do update
      set name = excluded.name, password_hash = excluded.password_hash
    returning person_id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('Storing an owner gives one row.')
  return row.person_id
}
