import { patched, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import { Refusal } from '../platform/errors.ts'
import { DriverCursor, deleteDriver, insertDriver, listDrivers, readDriver, updateDriver } from './driver-queries.ts'
import type { TokenServices } from './handlers.ts'

type DriverHandlers = Pick<Handlers, 'listDrivers' | 'createDriver' | 'getDriver' | 'updateDriver' | 'deleteDriver'>

export function driverHandlers({ database, clock, ids }: TokenServices): DriverHandlers {
  const existing = <Found>(found: Found | undefined): Found => {
    if (found === undefined) throw new Refusal('driverNotFound')
    return found
  }
  return {
    listDrivers: async ({ actor, query: { cursor, ...query } }) =>
      listDrivers(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, DriverCursor) }),

    getDriver: async ({ actor, params }) => existing(await readDriver(database.kysely, actor.tenantId, params.id)),

    createDriver: async ({ actor, body }) => {
      const { tenantId } = actor
      const driverId = ids.next()
      await database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        await insertDriver(tx, { ...body, tenantId, driverId, nowMs })
        const deed = { action: 'driver.created', object: driverId, detail: { name: body.name } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return existing(await readDriver(database.kysely, tenantId, driverId))
    },

    updateDriver: async ({ actor, params, body }) => {
      await database.transaction(async (tx) => {
        const before = existing(await readDriver(tx, actor.tenantId, params.id))
        await updateDriver(tx, actor.tenantId, params.id, body)
        const deed = { action: 'driver.changed', object: params.id, detail: { name: before.name } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed, ...patched(before, body) })
      })
      return existing(await readDriver(database.kysely, actor.tenantId, params.id))
    },

    deleteDriver: async ({ actor, params }) => {
      await database.transaction(async (tx) => {
        const name = existing(await deleteDriver(tx, actor.tenantId, params.id))
        const deed = { action: 'driver.deleted', object: params.id, detail: { name } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return undefined
    },
  }
}
