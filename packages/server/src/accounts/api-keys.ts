import { sql } from 'kysely'
import type { z } from 'zod'
import { instant, instantOrNull } from '../api/instant.ts'
import type { ApiKey, GrantedPermission } from '../contract/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Actor } from './actor.ts'
import { type AuthorId, makerOf } from './author-rights.ts'
import { type HoldingRow, holdingOf, siteScopeOf } from './holding.ts'
import { hashOpaqueToken } from './opaque-token.ts'
import type { AssignedRole } from './role-assignment.ts'

const TOUCH_MS = 60_000

interface ApiKeyRow extends HoldingRow {
  readonly key_id: string
  readonly name: string
  readonly created_at: Date
  readonly created_by: string | null
  readonly last_used_at: Date | null
  readonly expires_at: Date | null
}

/** A key's permissions are its own, or those of its role. */
const HOLDING = sql`k.role, k.custom_role_id, r.name as role_name,
  coalesce(k.permissions, r.permissions) as role_permissions, k.site_ids`

export async function listApiKeys(db: Db, tenantId: TenantId): Promise<z.infer<typeof ApiKey>[]> {
  const { rows } = await sql<ApiKeyRow>`
    select k.key_id, k.name, ${HOLDING}, k.created_at, k.created_by, k.last_used_at, k.expires_at
    from api_keys k left join custom_roles r on r.role_id = k.custom_role_id
    where k.tenant_id = ${tenantId} order by k.created_at desc, k.key_id limit 1000`.execute(db)
  return rows.map((row) => {
    const { role, roleName, granted, scope } = holdingOf(row)
    return {
      ...{ id: row.key_id, name: row.name, role, roleName },
      permissions: [...granted],
      scope: siteScopeOf(scope),
      createdBy: row.created_by,
      createdAt: instant(row.created_at),
      lastUsedAt: instantOrNull(row.last_used_at),
      expiresAt: instantOrNull(row.expires_at),
    }
  })
}

export interface NewApiKey {
  readonly tenantId: TenantId
  readonly keyId: string
  readonly name: string
  readonly key: string
  /** A role, or permissions of its own. */
  readonly holds: AssignedRole | { readonly permissions: readonly GrantedPermission[] }
  readonly siteIds: readonly string[] | null
  readonly createdBy: string
  /** Absent: the program itself. */
  readonly author?: AuthorId
  readonly expiresAt: string | null
  readonly nowMs: number
}

/** Stores a key's hash. False when the same key is stored already. */
export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<boolean> {
  const { holds } = key
  const role = 'permissions' in holds ? undefined : holds
  const permissions = 'permissions' in holds ? holds.permissions : null
  const { rows } = await sql`
    insert into api_keys (tenant_id, key_id, name, key_hash, role, custom_role_id, permissions, site_ids, created_by,
      maker_id, created_at, expires_at)
    values (${key.tenantId}, ${key.keyId}, ${key.name}, ${hashOpaqueToken(key.key)}, ${role?.builtIn ?? null},
      ${role?.customId ?? null}::uuid, ${permissions}::text[], ${key.siteIds}::uuid[], ${key.createdBy},
      ${key.author === undefined ? null : makerOf(key.author)}, ${new Date(key.nowMs)}, ${key.expiresAt}::timestamptz)
    on conflict (key_hash) do nothing returning key_id`.execute(tx)
  return rows.length > 0
}

/** When a key ends; null for one that does not. */
export async function endOfKey(db: Db, tenantId: TenantId, keyId: string): Promise<Date | null> {
  const { rows } = await sql<{ expires_at: Date | null }>`
    select expires_at from api_keys where tenant_id = ${tenantId} and key_id = ${keyId}`.execute(db)
  return rows[0]?.expires_at ?? null
}

/** Revokes a key; gives its name, or undefined when there is none. */
export async function deleteApiKey(tx: Tx, tenantId: TenantId, keyId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from api_keys where tenant_id = ${tenantId} and key_id = ${keyId} returning name`.execute(tx)
  return rows[0]?.name
}

interface KeyActorRow extends HoldingRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly name: string
  readonly key_id: string
  readonly stale: boolean
  readonly is_suspended: boolean
}

/** The program behind a key; undefined when the key is not known or has expired. Refuses those of suspended tenants. */
export async function findKeyActor(database: Database, key: string, nowMs: number): Promise<Actor | undefined> {
  const { rows } = await sql<KeyActorRow>`
    select k.tenant_id, t.name as tenant_name, k.name, k.key_id, ${HOLDING},
      coalesce(k.last_used_at < ${new Date(nowMs - TOUCH_MS)}, true) as stale,
      t.suspended_at is not null as is_suspended
    from api_keys k
    join tenants t on t.tenant_id = k.tenant_id
    left join custom_roles r on r.role_id = k.custom_role_id
    where k.key_hash = ${hashOpaqueToken(key)}
      and (k.expires_at is null or k.expires_at > ${new Date(nowMs)})`.execute(database.kysely)
  const [row] = rows
  if (row === undefined) return undefined
  if (row.is_suspended) throw new Refusal('tenantSuspended')
  if (row.stale) {
    await database.transaction((tx) =>
      sql`update api_keys set last_used_at = ${new Date(nowMs)} where key_id = ${row.key_id}`.execute(tx),
    )
  }
  const { role, roleName, permissions, scope } = holdingOf(row)
  return {
    ...{ role, roleName, permissions, scope },
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    name: row.name,
    email: null,
    via: 'apiKey',
    credential: { kind: 'apiKey', keyId: row.key_id },
  }
}
