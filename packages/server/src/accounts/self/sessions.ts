import { type RawBuilder, sql } from 'kysely'
import { instant } from '../../api/instant.ts'
import type { BrowserSession } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { PersonActor } from '../actor.ts'

interface SessionRow {
  readonly id: string
  readonly ip_address: string | null
  readonly user_agent: string | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly expires_at: Date
}

/** The sessions that a credential reaches: all of its person, or those of the single sign-on that it came by. */
function within({ personId, boundTenantId }: PersonActor['credential']): RawBuilder<boolean> {
  return sql`person_id = ${personId}
    and (${boundTenantId}::smallint is null or bound_tenant_id = ${boundTenantId}::smallint)`
}

/** The browsers in which a person is signed in, the latest first. */
export async function listSessions(db: Db, { credential }: PersonActor, nowMs: number): Promise<BrowserSession[]> {
  const { rows } = await sql<SessionRow>`
    select id, ip_address, user_agent, created_at, updated_at, expires_at from browser_sessions
    where ${within(credential)} and expires_at > ${new Date(nowMs)}
    order by updated_at desc limit 200`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    address: row.ip_address || null,
    userAgent: row.user_agent?.slice(0, 300) || null,
    createdAt: instant(row.created_at),
    lastSeenAt: instant(row.updated_at),
    expiresAt: instant(row.expires_at),
    isCurrent: row.id === credential.sessionId,
  }))
}

/** False when the person has no such session. */
export async function endSession(tx: Tx, credential: PersonActor['credential'], sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from browser_sessions where id = ${sessionId} and ${within(credential)} returning id`.execute(tx)
  return rows.length > 0
}

/** Signs a person out of every browser but this one. */
export async function endOtherSessions(tx: Tx, credential: PersonActor['credential']): Promise<void> {
  await sql`delete from browser_sessions where ${within(credential)} and id <> ${credential.sessionId}`.execute(tx)
}

/** Lets a session work in a tenant. */
export async function chooseTenant(tx: Tx, sessionId: string, tenantId: number): Promise<void> {
  await sql`update browser_sessions set tenant_id = ${tenantId} where id = ${sessionId}`.execute(tx)
}
