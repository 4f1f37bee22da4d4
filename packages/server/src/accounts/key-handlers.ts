import type { z } from 'zod'
import type { Handlers } from '../api/handler.ts'
import type { ApiKeyInput, GrantedPermission } from '../contract/index.ts'
import { PERMISSIONS } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { AccountServices } from './accounts.ts'
import { type Actor, nameOf } from './actor.ts'
import { deleteApiKey, endOfKey, insertApiKey, listApiKeys } from './api-keys.ts'
import { recordAudit } from './audit.ts'
import { type AuthorId, authorIdOf } from './author-rights.ts'
import { createOpaqueToken } from './opaque-token.ts'
import { type AssignedRole, assignRole, assignSites, refuseMore } from './role-assignment.ts'

type KeyHandlers = Pick<Handlers, 'listApiKeys' | 'createApiKey' | 'deleteApiKey'>

export function keyHandlers({ database, clock, ids, random, changes }: AccountServices): KeyHandlers {
  return {
    listApiKeys: async ({ actor }) => ({ items: await listApiKeys(database.kysely, actor.tenantId) }),

    async createApiKey({ actor, body }) {
      const { tenantId } = actor
      const [keyId, nowMs, createdBy] = [ids.next(), clock.nowMs(), nameOf(actor)]
      const key = `sm_${createOpaqueToken(random)}`
      const author = authorIdOf(tenantId, actor.credential)
      return database.transaction(async (tx) => {
        const expiresAt = await endOf(tx, author, body.expiresAt ?? null, nowMs)
        const holds = await holdsOf(tx, actor, body)
        const siteIds = await assignSites(tx, actor, body.scope)
        const end = { createdBy, author, expiresAt, nowMs }
        await insertApiKey(tx, { tenantId, keyId, name: body.name, key, holds, siteIds, ...end })
        const { name, role, permissions, scope } = body
        const deed = { action: 'apiKey.created', object: keyId, detail: { name, role, permissions, scope, expiresAt } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
        const stored = (await listApiKeys(tx, tenantId)).find(({ id }) => id === keyId)
        if (stored === undefined) throw new Error('The key that was just stored is not there.')
        return { ...stored, key }
      })
    },

    async deleteApiKey({ actor, params }) {
      await database.transaction(async (tx) => {
        const name = await deleteApiKey(tx, actor.tenantId, params.id)
        if (name === undefined) throw new Refusal('apiKeyNotFound')
        const deed = { action: 'apiKey.deleted', object: params.id, detail: { name } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
        changes.announceAfter(tx, { keyId: params.id })
      })
      return undefined
    },
  }
}

/** What a new key may do: permissions of its own, a role, or what its maker may. */
async function holdsOf(
  tx: Tx,
  actor: Actor,
  { role, permissions }: z.output<typeof ApiKeyInput>,
): Promise<AssignedRole | { readonly permissions: readonly GrantedPermission[] }> {
  if (permissions !== undefined) {
    refuseMore(actor, permissions, 'permissions')
    return { permissions }
  }
  if (role !== undefined) return assignRole(tx, actor, role)
  if (actor.role !== 'custom') return assignRole(tx, actor, actor.role)
  return { permissions: PERMISSIONS.filter((permission) => actor.permissions.has(permission)) }
}

/** When a new key ends: as asked, and if a key makes it no later than that one. */
async function endOf(tx: Tx, author: AuthorId, asked: string | null, nowMs: number): Promise<string | null> {
  if (asked !== null && Date.parse(asked) <= nowMs) throw badEnd('must be in the future')
  const own = author.keyId === null ? null : await endOfKey(tx, author.tenantId, author.keyId)
  if (own === null) return asked
  if (asked !== null && Date.parse(asked) > own.getTime()) throw badEnd('must not be after the end of your own key')
  return asked ?? own.toISOString()
}

function badEnd(rule: string): Refusal {
  return new Refusal('invalidInput', { errors: [{ field: 'expiresAt', rule }] })
}
