import { sql } from 'kysely'
import type { z } from 'zod'
import { instant, instantOrNull } from '../api/instant.ts'
import type { ApiKey } from '../contract/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Actor, Role } from './actor.ts'
import { hashOpaqueToken } from './opaque-token.ts'

const TOUCH_MS = 60_000

interface ApiKeyRow {
  readonly key_id: string
  readonly name: string
  readonly created_at: Date
  readonly last_used_at: Date | null
}

export async function listApiKeys(db: Db, tenantId: TenantId): Promise<z.infer<typeof ApiKey>[]> {
  const { rows } = await sql<ApiKeyRow>`
    select key_id, name, created_at, last_used_at from api_keys
    where tenant_id = ${tenantId} order by created_at desc, key_id limit 1000`.execute(db)
  return rows.map((row) => ({
    id: row.key_id,
    name: row.name,
    createdAt: instant(row.created_at),
    lastUsedAt: instantOrNull(row.last_used_at),
  }))
}

export interface NewApiKey {
  readonly tenantId: TenantId
  readonly keyId: string
  readonly name: string
  readonly key: string
  readonly nowMs: number
}

/** Stores a key's hash. False when the same key is stored already. */
export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<boolean> {
  const { rows } = await sql`
    insert into api_keys (tenant_id, key_id, name, key_hash, role, created_at)
    values (${key.tenantId}, ${key.keyId}, ${key.name}, ${hashOpaqueToken(key.key)}, 'owner', ${new Date(key.nowMs)})
    on conflict (key_hash) do nothing returning key_id`.execute(tx)
  return rows.length > 0
}

/** Revokes a key; gives its name, or undefined when there is none. */
export async function deleteApiKey(tx: Tx, tenantId: TenantId, keyId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from api_keys where tenant_id = ${tenantId} and key_id = ${keyId} returning name`.execute(tx)
  return rows[0]?.name
}

interface KeyActorRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly name: string
  readonly role: Role
  readonly key_id: string
  readonly stale: boolean
}

/** The program behind a key; undefined when the key is not known. */
export async function findKeyActor(database: Database, key: string, nowMs: number): Promise<Actor | undefined> {
  const { rows } = await sql<KeyActorRow>`
    select k.tenant_id, t.name as tenant_name, k.name, k.role, k.key_id,
      coalesce(k.last_used_at < ${new Date(nowMs - TOUCH_MS)}, true) as stale
    from api_keys k join tenants t on t.tenant_id = k.tenant_id
    where k.key_hash = ${hashOpaqueToken(key)}`.execute(database.kysely)
  const [row] = rows
  if (row === undefined) return undefined
  if (row.stale) {
    await database.transaction((tx) =>
      sql`update api_keys set last_used_at = ${new Date(nowMs)} where key_id = ${row.key_id}`.execute(tx),
    )
  }
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    name: row.name,
    email: null,
    role: row.role,
    via: 'apiKey',
  }
}
