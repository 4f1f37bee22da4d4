import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { createOpaqueToken, hashOpaqueToken } from './opaque-token.ts'

const LINK_LIFE_MS = 24 * 3_600_000

export async function ownerExists(db: Db, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql`select from memberships where tenant_id = ${tenantId} and role = 'owner' limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/**
 * Makes a new one-time link with which whoever holds it becomes the owner, or gets a new password. Returns its token;
 * only the hash is stored. Earlier links that were not used stop working.
 */
export async function issueOwnerLink(
  services: { database: Database; clock: Clock; random: Random },
  tenantId: TenantId,
): Promise<string> {
  const token = createOpaqueToken(services.random)
  const nowMs = services.clock.nowMs()
  await services.database.transaction(async (tx) => {
    await sql`delete from sign_in_links where tenant_id = ${tenantId} and used_at is null`.execute(tx)
    await sql`
      insert into sign_in_links (tenant_id, token_hash, created_at, expires_at)
      values (${tenantId}, ${hashOpaqueToken(token)}, ${new Date(nowMs)}, ${new Date(nowMs + LINK_LIFE_MS)})`.execute(
      tx,
    )
  })
  return token
}

/** Whether a link can still be used. A look before the costly work; `useLink` decides. */
export async function isLinkOpen(db: Db, tenantId: TenantId, token: string, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    select from sign_in_links
    where tenant_id = ${tenantId} and token_hash = ${hashOpaqueToken(token)} and used_at is null
      and expires_at > ${new Date(nowMs)}`.execute(db)
  return rows.length > 0
}

/** Uses the link up. False when it was used, replaced or has expired: of many at once exactly one gets true. */
export async function useLink(tx: Tx, tenantId: TenantId, token: string, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    update sign_in_links set used_at = ${new Date(nowMs)}
    where tenant_id = ${tenantId} and token_hash = ${hashOpaqueToken(token)} and used_at is null
      and expires_at > ${new Date(nowMs)}
    returning tenant_id`.execute(tx)
  return rows.length > 0
}
