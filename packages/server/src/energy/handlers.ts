import { patched, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { dropPictures } from './floor-plan-store.ts'
import { deleteSite, insertSite, isNameTaken, listSites, readSite, SiteCursor, updateSite } from './site-queries.ts'

type SiteHandlers = Pick<Handlers, 'listSites' | 'createSite' | 'getSite' | 'updateSite' | 'deleteSite'>

export interface SiteServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

export function siteHandlers({ database, clock, ids }: SiteServices): SiteHandlers {
  const existing = <Found>(found: Found | undefined): Found => {
    if (found === undefined) throw new Refusal('siteNotFound')
    return found
  }
  return {
    listSites: async ({ actor, query: { cursor, ...query } }) =>
      listSites(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, SiteCursor) }),

    getSite: async ({ actor, params }) => existing(await readSite(database.kysely, actor.tenantId, params.id)),

    createSite: async ({ actor, body }) => {
      const { tenantId } = actor
      const siteId = ids.next()
      await database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        if (!(await insertSite(tx, { ...body, tenantId, siteId, nowMs }))) throw nameTaken(body.name)
        const deed = { action: 'site.created', object: siteId, detail: { name: body.name }, after: body }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return existing(await readSite(database.kysely, tenantId, siteId))
    },

    updateSite: async ({ actor, params, body }) => {
      const { tenantId } = actor
      await database.transaction(async (tx) => {
        if (body.name !== undefined && (await isNameTaken(tx, tenantId, body.name, params.id))) {
          throw nameTaken(body.name)
        }
        const before = existing(await readSite(tx, tenantId, params.id))
        if (!(await updateSite(tx, tenantId, params.id, body))) throw new Refusal('siteNotFound')
        const deed = {
          action: 'site.changed',
          object: params.id,
          detail: { name: before.name },
          ...patched(before, body),
        }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return existing(await readSite(database.kysely, tenantId, params.id))
    },

    deleteSite: async ({ actor, params }) => {
      await database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        await dropPictures(tx, params.id, nowMs)
        const name = existing(await deleteSite(tx, actor.tenantId, params.id))
        const deed = { action: 'site.deleted', object: params.id, detail: { name } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return undefined
    },
  }
}

function nameTaken(name: string): Refusal {
  return new Refusal('siteExists', {
    detail: `There is a site named ${name}.`,
    errors: [{ field: 'name', rule: 'must be unique' }],
  })
}
