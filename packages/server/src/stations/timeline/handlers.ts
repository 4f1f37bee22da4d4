import { requirePermission } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { findStationKey } from '../queries.ts'
import { exportTimeline } from './export.ts'
import { listTimeline, NetworkTimelineCursor, searchTimeline, TimelineCursor } from './queries.ts'

type TimelineHandlers = Pick<Handlers, 'listTimeline' | 'searchTimeline' | 'exportTimeline'>

export function timelineHandlers({ database, clock }: { database: Database; clock: Clock }): TimelineHandlers {
  const db = database.kysely
  const keyOf = async (tenantId: Parameters<typeof findStationKey>[1], identity: string): Promise<number> => {
    const key = await findStationKey(db, tenantId, identity)
    if (key === undefined) throw new Refusal('stationNotFound')
    return key
  }
  return {
    listTimeline: async ({ actor, params, query: { cursor, ...query } }) =>
      listTimeline(db, await keyOf(actor.tenantId, params.stationId), {
        ...query,
        after: placeAfter(cursor, TimelineCursor),
      }),

    searchTimeline: ({ actor, query: { cursor, ...query } }) =>
      searchTimeline(db, actor.tenantId, {
        ...query,
        after: placeAfter(cursor, NetworkTimelineCursor),
        nowMs: clock.nowMs(),
      }),

    exportTimeline: async ({ actor, params, query }) => {
      if (!query.masked) requirePermission(actor, 'exports.unmasked')
      const nowMs = clock.nowMs()
      const to = query.to ?? new Date(nowMs).toISOString()
      if (Date.parse(to) <= Date.parse(query.from)) {
        throw new Refusal('invalidInput', { errors: [{ field: 'to', rule: 'must be after from' }] })
      }
      const stationKey = await keyOf(actor.tenantId, params.stationId)
      return exportTimeline(db, { ...query, to, stationKey, tenantId: actor.tenantId, nowMs })
    },
  }
}
