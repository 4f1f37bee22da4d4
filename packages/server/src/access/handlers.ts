import { type Actor, isAllowed, patched, recordAudit } from '../accounts/index.ts'
import { NewestCursor } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { readDriver } from './driver-queries.ts'
import { deleteToken, insertToken, listTokens, readToken, updateToken } from './queries.ts'

type TokenHandlers = Pick<Handlers, 'listTokens' | 'createToken' | 'getToken' | 'updateToken' | 'deleteToken'>

export interface TokenServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

export function tokenHandlers({ database, clock, ids }: TokenServices): TokenHandlers {
  const existing = <Found>(found: Found | undefined): Found => {
    if (found === undefined) throw new Refusal('tokenNotFound')
    return found
  }
  return {
    listTokens: async ({ actor, query: { cursor, ...query } }) =>
      listTokens(database.kysely, actor.tenantId, {
        ...query,
        ...{ after: placeAfter(cursor, NewestCursor), seesDrivers: seesDrivers(actor) },
      }),

    getToken: async ({ actor, params }) =>
      existing(await readToken(database.kysely, actor.tenantId, params.id, seesDrivers(actor))),

    createToken: async ({ actor, body }) => {
      const { tenantId } = actor
      const tokenId = ids.next()
      await database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        await assertDriver(tx, actor, body.driverId)
        if (!(await insertToken(tx, { ...body, tenantId, tokenId, nowMs }))) {
          throw new Refusal('tokenExists', {
            errors: [{ field: 'value', rule: 'must be unique, whatever its case, dashes and spaces' }],
          })
        }
        const deed = { action: 'token.created', object: tokenId, detail: { value: body.value } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return existing(await readToken(database.kysely, tenantId, tokenId, seesDrivers(actor)))
    },

    updateToken: async ({ actor, params, body }) => {
      await database.transaction(async (tx) => {
        await assertDriver(tx, actor, body.driverId)
        const known = existing(await readToken(tx, actor.tenantId, params.id, false))
        const before = { ...known, driverId: known.driver?.id ?? null }
        const value = existing(await updateToken(tx, actor.tenantId, params.id, body))
        const deed = { action: 'token.changed', object: params.id, detail: { value }, ...patched(before, body) }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return existing(await readToken(database.kysely, actor.tenantId, params.id, seesDrivers(actor)))
    },

    deleteToken: async ({ actor, params }) => {
      await database.transaction(async (tx) => {
        const value = existing(await deleteToken(tx, actor.tenantId, params.id))
        const deed = { action: 'token.deleted', object: params.id, detail: { value } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return undefined
    },
  }
}

/** Those who may see customers, and those who say whose a token is. */
function seesDrivers(actor: Actor): boolean {
  return isAllowed(actor, 'customers.read') || isAllowed(actor, 'tokens.write')
}

async function assertDriver(tx: Tx, { tenantId }: Actor, driverId: string | null | undefined): Promise<void> {
  if (driverId == null || (await readDriver(tx, tenantId, driverId)) !== undefined) return
  throw new Refusal('invalidInput', { errors: [{ field: 'driverId', rule: 'must be a driver' }] })
}
