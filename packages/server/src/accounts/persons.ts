import { sql } from 'kysely'
import type { z } from 'zod'
import type { ConsoleLanguage } from '../contract/index.ts'
import type { ProfileInput } from '../contract/self.ts'
import type { Db, Tx } from '../platform/database/index.ts'

export interface Person {
  readonly personId: string
  readonly name: string
  readonly email: string
}

export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    select id, name, email from persons where email = lower(${email})`.execute(db)
  const [row] = rows
  return row && { personId: row.id, name: row.name, email: row.email }
}

export interface NewPerson {
  readonly personId: string
  readonly name: string
  readonly email: string
  /** Null: nobody has said. */
  readonly language: ConsoleLanguage | null
  readonly nowMs: number
}

/** Stores a person whose address a link has proved; one with the same address gets the new name. Returns its id. */
export async function savePerson(tx: Tx, person: NewPerson): Promise<string> {
  const now = new Date(person.nowMs)
  const { rows } = await sql<{ id: string }>`
    insert into persons (id, name, email, email_verified, language, created_at, updated_at)
    values (${person.personId}, ${person.name}, lower(${person.email}), true, ${person.language}, ${now}, ${now})
    on conflict (email) do update set name = excluded.name, email_verified = true, updated_at = excluded.updated_at,
      language = coalesce(persons.language, excluded.language)
    returning id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('Storing a person gives one row.')
  return row.id
}

/** Changes what a person has said of itself; null takes a choice back. */
export async function saveProfile(
  tx: Tx,
  { personId, nowMs }: { readonly personId: string; readonly nowMs: number },
  { name, language, timeZone }: z.output<typeof ProfileInput>,
): Promise<void> {
  const columns = Object.entries({ name, language, time_zone: timeZone, updated_at: new Date(nowMs) })
  const assignments = columns
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  await sql`update persons set ${sql.join(assignments)} where id = ${personId}`.execute(tx)
}

/** Gives a person a password, the first or a new one. */
export async function savePassword(
  tx: Tx,
  password: { readonly accountId: string; readonly personId: string; readonly hash: string; readonly nowMs: number },
): Promise<void> {
  const now = new Date(password.nowMs)
  await sql`
    insert into person_accounts (id, person_id, provider_id, account_id, password, created_at, updated_at)
    values (${password.accountId}, ${password.personId}::uuid, 'credential', ${password.personId}::text,
      ${password.hash}, ${now}, ${now})
    on conflict (provider_id, account_id) do update
      set password = excluded.password, updated_at = excluded.updated_at`.execute(tx)
}

/** Whoever holds the link that the server prints runs the installation. */
export async function makePlatformOwner(tx: Tx, personId: string): Promise<void> {
  await sql`update persons set is_platform_owner = true where id = ${personId}`.execute(tx)
}

/** Whoever runs the server has let a person in again: a second factor that was lost must not keep it out. */
export async function dropSecondFactor(tx: Tx, personId: string): Promise<void> {
  await sql`delete from two_factors where person_id = ${personId}`.execute(tx)
  await sql`update persons set two_factor_enabled = false where id = ${personId}`.execute(tx)
}

/** Removes a person's passkeys; gives how many there were. */
export async function dropPasskeys(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql`delete from passkeys where person_id = ${personId} returning id`.execute(tx)
  return rows.length
}

/** Signs a person out of the browsers that work in a tenant. Returns how many sessions ended. */
export async function endSessionsIn(tx: Tx, personId: string, tenantId: number): Promise<number> {
  const { rows } = await sql`
    delete from browser_sessions where person_id = ${personId} and tenant_id = ${tenantId} returning id`.execute(tx)
  return rows.length
}

/** Signs a person out everywhere. */
export async function endSessionsOf(tx: Tx, personId: string): Promise<void> {
  await sql`delete from browser_sessions where person_id = ${personId}`.execute(tx)
}
