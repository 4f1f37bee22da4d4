import type { Handlers } from '../api/handler.ts'
import { instant } from '../api/instant.ts'
import { Refusal } from '../platform/errors.ts'
import { type AccountServices, setUpOwner, signIn } from './accounts.ts'
import { FIRST_TENANT } from './actor.ts'
import { deleteApiKey, insertApiKey, listApiKeys } from './api-keys.ts'
import { recordAudit } from './audit.ts'
import { meOf } from './authenticator.ts'
import { endBrowserSession } from './browser-sessions.ts'
import { createOpaqueToken } from './opaque-token.ts'
import { ownerExists } from './owner-link.ts'

type AccountHandlers = Pick<
  Handlers,
  'getWelcome' | 'setUpOwner' | 'signIn' | 'signOut' | 'getMe' | 'listApiKeys' | 'createApiKey' | 'deleteApiKey'
>

export function accountHandlers(services: AccountServices & { readonly version: string }): AccountHandlers {
  const { database, clock } = services
  return {
    getWelcome: async () => ({
      ownerExists: await ownerExists(database.kysely, FIRST_TENANT),
      version: services.version,
    }),
    async setUpOwner({ body, cookie }) {
      const { actor, token } = await setUpOwner(services, body)
      cookie.set(token)
      return meOf(actor)
    },
    async signIn({ body, address, cookie }) {
      const { actor, token } = await signIn(services, body, { address, oldToken: cookie.token })
      cookie.set(token)
      return meOf(actor)
    },
    async signOut({ cookie }) {
      const { token } = cookie
      if (token !== undefined) await database.transaction((tx) => endBrowserSession(tx, token))
      cookie.clear()
      return undefined
    },
    getMe: async ({ actor }) => meOf(actor),
    listApiKeys: async ({ actor }) => ({ items: await listApiKeys(database.kysely, actor.tenantId) }),
    async createApiKey({ actor, body }) {
      const { tenantId } = actor
      const nowMs = clock.nowMs()
      const keyId = services.ids.next()
      const key = `sm_${createOpaqueToken(services.random)}`
      await database.transaction(async (tx) => {
        await insertApiKey(tx, { tenantId, keyId, name: body.name, key, nowMs })
        await recordAudit(tx, actor, {
          atMs: nowMs,
          action: 'apiKey.created',
          object: keyId,
          detail: { name: body.name },
        })
      })
      return { id: keyId, name: body.name, key, createdAt: instant(new Date(nowMs)), lastUsedAt: null }
    },
    async deleteApiKey({ actor, params }) {
      await database.transaction(async (tx) => {
        const name = await deleteApiKey(tx, actor.tenantId, params.id)
        if (name === undefined) throw new Refusal('apiKeyNotFound')
        await recordAudit(tx, actor, {
          atMs: clock.nowMs(),
          action: 'apiKey.deleted',
          object: params.id,
          detail: { name },
        })
      })
      return undefined
    },
  }
}
