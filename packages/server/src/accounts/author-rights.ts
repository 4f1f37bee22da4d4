import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import type { RowScope } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'
import { type Credential, scopeOf } from './actor.ts'
import { type Holding, type HoldingRow, holdingOf } from './holding.ts'
import { VISITOR_PERMISSIONS } from './visits.ts'

/** What somebody may do, and where. */
export type Rights = Pick<Holding, 'permissions' | 'scope'>

/** Who has begun something that goes on without them: one of the two is set. */
export interface AuthorId {
  readonly tenantId: TenantId
  readonly personId: string | null
  readonly keyId: string | null
}

export function authorIdOf(tenantId: TenantId, credential: Credential): AuthorId {
  return credential.kind === 'session'
    ? { tenantId, personId: credential.personId, keyId: null }
    : { tenantId, personId: null, keyId: credential.keyId }
}

/** The person behind an author, who for a key is whoever made it; null for keys from before that was noted. */
export function makerOf({ tenantId, personId, keyId }: AuthorId) {
  return sql`coalesce(${personId}::uuid, (
    select k.maker_id from api_keys k where k.tenant_id = ${tenantId} and k.key_id = ${keyId}::uuid))`
}

/** What an author may do by now; undefined for somebody who has left, and for a key that has ended. */
export async function rightsOf(db: Db, author: AuthorId, nowMs: number): Promise<Rights | undefined> {
  const { tenantId, personId, keyId } = author
  const { rows } = await sql<HoldingRow>`
    select h.role, h.custom_role_id, r.name as role_name, coalesce(h.permissions, r.permissions) as role_permissions, h.site_ids
    from (
      select tenant_id, role, custom_role_id, null::text[] as permissions, site_ids from memberships
      where tenant_id = ${tenantId} and person_id = ${personId}::uuid
      union all
      select tenant_id, role, custom_role_id, permissions, site_ids from api_keys
      where tenant_id = ${tenantId} and key_id = ${keyId}::uuid
        and (expires_at is null or expires_at > ${new Date(nowMs)})) h
    left join custom_roles r on r.role_id = h.custom_role_id`.execute(db)
  const [row] = rows
  if (row !== undefined) return holdingOf(row)
  return (await isVisiting(db, author, nowMs)) ? { permissions: VISITOR_PERMISSIONS, scope: 'everything' } : undefined
}

/** Whether an author is a platform owner on a visit to the tenant. */
async function isVisiting(db: Db, { tenantId, personId }: AuthorId, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    select from tenant_visits
    where tenant_id = ${tenantId} and person_id = ${personId}::uuid and ended_at is null
      and ends_at > ${new Date(nowMs)} limit 1`.execute(db)
  return rows.length > 0
}

/** The rows that work on behalf of an author may see. */
export function rowsOf({ tenantId }: AuthorId, { scope }: Rights): RowScope {
  return scopeOf({ tenantId, scope })
}
