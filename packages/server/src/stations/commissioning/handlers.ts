import { nameOf, recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import type { Commissioning } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { TenantId } from '../ids.ts'
import { findStationKey } from '../queries.ts'
import { readProfiles } from '../quirk-profiles/store.ts'
import { addQuirks } from '../registration.ts'
import { conditionsFor, proposedEntries } from './proposal-template.ts'
import { readCommissionings } from './queries.ts'
import { decide, insertCommissioning } from './store.ts'

type CommissioningHandlers = Pick<
  Handlers,
  | 'startCommissioning'
  | 'listCommissionings'
  | 'getCommissioning'
  | 'acceptCommissioning'
  | 'createCommissioningTemplate'
  | 'declineCommissioning'
>

export interface CommissioningServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  /** Reads a station as the API shows it. */
  readonly getStation: Handlers['getStation']
  /** Stores a configuration template. */
  readonly createTemplate: Handlers['createTemplate']
  /** Closes the station's socket, so that it connects anew under its new tolerances. */
  readonly disconnect: (stationKey: number) => void
}

export function commissioningHandlers(services: CommissioningServices): CommissioningHandlers {
  const { database, clock, ids } = services
  const db = database.kysely

  const keyOf = async (tenantId: TenantId, identity: string): Promise<number> => {
    const key = await findStationKey(db, tenantId, identity)
    if (key === undefined) throw new Refusal('stationNotFound')
    return key
  }
  const read = async (tenantId: TenantId, commissioningId: string): Promise<Commissioning> => {
    const [found] = await readCommissionings(db, tenantId, { commissioningId }, await readProfiles(db, tenantId))
    if (found === undefined) throw new Refusal('commissioningNotFound')
    return found
  }

  return {
    startCommissioning: async ({ actor, params, body: { failSafeA = null } }) => {
      const { tenantId } = actor
      const stationKey = await keyOf(tenantId, params.stationId)
      const [commissioningId, nowMs] = [ids.next(), clock.nowMs()]
      await database.transaction(async (tx) => {
        const begun = { commissioningId, tenantId, stationKey, failSafeA, startedBy: nameOf(actor), nowMs }
        if (!(await insertCommissioning(tx, begun))) throw new Refusal('commissioningRunning')
        const deed = { action: 'commissioning.started', object: params.stationId, detail: { failSafeA } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return read(tenantId, commissioningId)
    },

    listCommissionings: async ({ actor, params }) => {
      const stationKey = await keyOf(actor.tenantId, params.stationId)
      const profiles = await readProfiles(db, actor.tenantId)
      return { items: await readCommissionings(db, actor.tenantId, { stationKey }, profiles) }
    },

    getCommissioning: ({ actor, params }) => read(actor.tenantId, params.id),

    acceptCommissioning: async (call) => {
      const { actor } = call
      const { tenantId } = actor
      const { id: commissioningId, stationId, proposedQuirks } = await read(tenantId, call.params.id)
      const decision = { outcome: 'accepted', by: nameOf(actor), nowMs: clock.nowMs() } as const
      await database.transaction(async (tx) => {
        await decide(tx, { tenantId, commissioningId }, decision)
        await addQuirks(tx, actor.tenantId, stationId, proposedQuirks)
        const deed = { action: 'commissioning.accepted', object: stationId, detail: { quirks: proposedQuirks } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      services.disconnect(await keyOf(tenantId, stationId))
      return services.getStation({ ...call, params: { stationId } })
    },

    createCommissioningTemplate: async (call) => {
      const { settings, scope, name, priority, enabled } = call.body
      const found = await read(call.actor.tenantId, call.params.id)
      const entries = [...proposedEntries(found, settings)]
      const station = await services.getStation({ ...call, params: { stationId: found.stationId }, body: undefined })
      const description = `From the examination of ${found.stationId}`
      const conditions = conditionsFor(station, scope)
      const body = { name, description, enabled, priority, conditions, entries }
      return services.createTemplate({ ...call, params: undefined, body })
    },

    declineCommissioning: async ({ actor, params }) => {
      const { tenantId } = actor
      const { id: commissioningId, stationId } = await read(tenantId, params.id)
      const decision = { outcome: 'declined', by: nameOf(actor), nowMs: clock.nowMs() } as const
      await database.transaction(async (tx) => {
        await decide(tx, { tenantId, commissioningId }, decision)
        const deed = { action: 'commissioning.declined', object: stationId, detail: {} }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return read(tenantId, commissioningId)
    },
  }
}
