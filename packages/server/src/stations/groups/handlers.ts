import { type Actor, recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import type { StationChangeOutcome } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import { outsideScopes } from '../../platform/row-scope.ts'
import type { TenantId } from '../ids.ts'
import { stationsOfRun } from '../runs/stations-of-run.ts'
import { type Changed, type ChangeOrder, changeStations } from './change-stations.ts'
import { countMembers, deleteGroup, listGroups, listTags, readGroup, writeGroup } from './store.ts'

type GroupHandlers = Pick<
  Handlers,
  | 'listStationTags'
  | 'listStationGroups'
  | 'createStationGroup'
  | 'updateStationGroup'
  | 'deleteStationGroup'
  | 'changeStations'
>

export interface GroupServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  /** Tells live screens that a station has changed. */
  readonly announce: (tenantId: TenantId, stationKey: number) => void
}

/** Refused stations that are named in an answer. */
const MOST_NAMED = 200
/** More changes than this are not told one by one to live screens, which then see them when they look again. */
const MOST_ANNOUNCED = 500

export function groupHandlers(services: GroupServices): GroupHandlers {
  const { database, clock, ids } = services
  return {
    listStationTags: async ({ actor }) => ({ items: await listTags(database.kysely, actor.tenantId) }),

    listStationGroups: async ({ actor }) => ({ items: await listGroups(database.kysely, actor.tenantId) }),

    createStationGroup: ({ actor, body }) => write(services, actor, ids.next(), body.name, 'group.created'),

    updateStationGroup: async ({ actor, params, body }) => {
      await existing(services, actor.tenantId, params.id)
      await requireWholeGroup(services, actor, params.id)
      return write(services, actor, params.id, body.name, 'group.renamed')
    },

    deleteStationGroup: async ({ actor, params }) => {
      await requireWholeGroup(services, actor, params.id)
      await database.transaction(async (tx) => {
        const name = await deleteGroup(tx, actor.tenantId, params.id)
        if (name === undefined) throw new Refusal('groupNotFound')
        const deed = { action: 'group.deleted', object: params.id, detail: { name } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return undefined
    },

    changeStations: async ({ actor, body: { stations, change, dryRun, reason } }) => {
      const { tenantId } = actor
      const stationKeys = await stationsOfRun(database.kysely, tenantId, stations)
      const order = { tenantId, stationKeys, change, nowMs: clock.nowMs() }
      if (dryRun) return outcomeOf(order, await rehearse(services, order))
      const changed = await database.transaction(async (tx) => {
        const done = await changeStations(tx, order)
        const detail = { ...change, stations: stationKeys.length, changed: done.changed.size }
        const deed = { action: 'stations.changed', object: `${stationKeys.length} stations`, reason, detail }
        await recordAudit(tx, actor, { atMs: order.nowMs, ...deed })
        return done
      })
      for (const key of [...changed.changed].slice(0, MOST_ANNOUNCED)) services.announce(tenantId, key)
      return outcomeOf(order, changed)
    },
  }
}

async function existing({ database }: GroupServices, tenantId: TenantId, groupId: string) {
  const group = await readGroup(database.kysely, tenantId, groupId)
  if (group === undefined) throw new Refusal('groupNotFound')
  return group
}

/** Refuses to change for others what the caller sees a part of: stations of sites that are not theirs. */
async function requireWholeGroup({ database }: GroupServices, { tenantId, scope }: Actor, groupId: string) {
  if (scope === 'everything') return
  const seen = await countMembers(database.kysely, tenantId, groupId)
  const all = await outsideScopes(() => countMembers(database.kysely, tenantId, groupId))
  if (seen < all) throw new Refusal('notPermitted', { detail: 'The group has stations of sites that are not yours.' })
}

async function write(services: GroupServices, actor: Actor, groupId: string, name: string, action: string) {
  const { database, clock } = services
  const { tenantId } = actor
  await database.transaction(async (tx) => {
    const nowMs = clock.nowMs()
    if (!(await writeGroup(tx, { tenantId, groupId, name, nowMs }))) {
      throw new Refusal('groupExists', { errors: [{ field: 'name', rule: 'must be unique' }] })
    }
    await recordAudit(tx, actor, { atMs: nowMs, action, object: groupId, detail: { name } })
  })
  return existing(services, tenantId, groupId)
}

/** Carries what a rehearsal has found out of the transaction that is undone. */
class Rehearsed extends Error {
  readonly changed: Changed
  constructor(changed: Changed) {
    super('This was a rehearsal.')
    this.changed = changed
  }
}

/** Does it all, looks, and undoes it: a rehearsal that knows other rules than the change would be worth nothing. */
async function rehearse({ database }: GroupServices, order: ChangeOrder): Promise<Changed> {
  try {
    await database.transaction(async (tx) => {
      throw new Rehearsed(await changeStations(tx, order))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.changed
    throw error
  }
  throw new Error('A rehearsal ends by being undone.')
}

function outcomeOf({ stationKeys }: ChangeOrder, { changed, leftOut }: Changed): StationChangeOutcome {
  const refused = leftOut.length
  return {
    stations: stationKeys.length,
    changed: changed.size,
    unchanged: Math.max(0, stationKeys.length - changed.size - refused),
    refused,
    leftOut: leftOut.slice(0, MOST_NAMED),
  }
}
