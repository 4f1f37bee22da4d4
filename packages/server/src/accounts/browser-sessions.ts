import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Actor, Role } from './actor.ts'
import { createOpaqueToken, hashOpaqueToken } from './opaque-token.ts'

/** A browser that is not used for this long has to sign in again. */
export const SESSION_IDLE_MS = 30 * 86_400_000
/** How much use is written down: an hour is enough to move an expiry of thirty days. */
const TOUCH_MS = 3_600_000

export interface PersonKey {
  readonly tenantId: TenantId
  readonly personId: string
}

/** Starts a browser session and returns its token for the cookie; only the hash is stored. */
export async function startBrowserSession(
  tx: Tx,
  person: PersonKey,
  { random, nowMs }: { random: Random; nowMs: number },
): Promise<string> {
  const token = createOpaqueToken(random)
  const now = new Date(nowMs)
  await sql`delete from browser_sessions where expires_at <= ${now}`.execute(tx)
  await sql`
    insert into browser_sessions (tenant_id, token_hash, person_id, created_at, expires_at, last_used_at)
    values (${person.tenantId}, ${hashOpaqueToken(token)}, ${person.personId}, ${now},
      ${new Date(nowMs + SESSION_IDLE_MS)}, ${now})`.execute(tx)
  return token
}

interface SessionRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly stale: boolean
}

/** The person behind a cookie; undefined when the session has ended. Using it moves its expiry. */
export async function findBrowserActor(database: Database, token: string, nowMs: number): Promise<Actor | undefined> {
  const tokenHash = hashOpaqueToken(token)
  const now = new Date(nowMs)
  const { rows } = await sql<SessionRow>`
    select p.tenant_id, t.name as tenant_name, p.name, p.email, p.role,
      b.last_used_at < ${new Date(nowMs - TOUCH_MS)} as stale
    from browser_sessions b
    join people p on p.person_id = b.person_id
    join tenants t on t.tenant_id = b.tenant_id
    where b.token_hash = ${tokenHash} and b.expires_at > ${now}`.execute(database.kysely)
  const [row] = rows
  if (row === undefined) return undefined
  if (row.stale) {
    await database.transaction((tx) =>
      sql`
        update browser_sessions set last_used_at = ${now}, expires_at = ${new Date(nowMs + SESSION_IDLE_MS)}
        where token_hash = ${tokenHash}`.execute(tx),
    )
  }
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    name: row.name,
    email: row.email,
    role: row.role,
    via: 'browser',
  }
}

export async function endBrowserSession(tx: Tx, token: string): Promise<void> {
  await sql`delete from browser_sessions where token_hash = ${hashOpaqueToken(token)}`.execute(tx)
}

/** Signs a person out everywhere, after a new password. */
export async function endBrowserSessionsOf(tx: Tx, person: PersonKey): Promise<void> {
  await sql`
    delete from browser_sessions
    where tenant_id = ${person.tenantId} and person_id = ${person.personId}`.execute(tx)
}
