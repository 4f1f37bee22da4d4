import { recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import { SHIPPED_PROFILES } from './shipped.ts'
import { countStations, deleteProfile, insertProfile, readProfiles } from './store.ts'

type ProfileHandlers = Pick<Handlers, 'listQuirkProfiles' | 'createQuirkProfile' | 'deleteQuirkProfile'>

export function quirkProfileHandlers(services: { database: Database; clock: Clock; ids: Ids }): ProfileHandlers {
  const { database, clock, ids } = services
  return {
    listQuirkProfiles: async ({ actor: { tenantId } }) => {
      const profiles = await readProfiles(database.kysely, tenantId)
      return { items: await countStations(database.kysely, tenantId, profiles) }
    },

    createQuirkProfile: async ({ actor, body }) => {
      const [profileId, nowMs] = [ids.next(), clock.nowMs()]
      const isShipped = SHIPPED_PROFILES.some(({ name }) => name.toLowerCase() === body.name.toLowerCase())
      await database.transaction(async (tx) => {
        if (isShipped || !(await insertProfile(tx, { ...body, tenantId: actor.tenantId, profileId, nowMs }))) {
          throw new Refusal('quirkProfileExists', { errors: [{ field: 'name', rule: 'must be unique' }] })
        }
        const deed = { action: 'quirkProfile.created', object: profileId, detail: body }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      const [made] = await countStations(database.kysely, actor.tenantId, [{ id: profileId, seen: null, ...body }])
      if (made === undefined) throw new Error('A profile was not counted')
      return made
    },

    deleteQuirkProfile: async ({ actor, params }) => {
      await database.transaction(async (tx) => {
        const name = await deleteProfile(tx, actor.tenantId, params.id)
        if (name === undefined) throw new Refusal('quirkProfileNotFound')
        const deed = { action: 'quirkProfile.deleted', object: params.id, detail: { name } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return undefined
    },
  }
}
