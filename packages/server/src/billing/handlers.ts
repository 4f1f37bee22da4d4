import { NewestCursor } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { readRevenue, readToday, refuseSpan } from './revenue.ts'
import { listSold } from './revenue-sessions.ts'
import { readSessionPrice } from './session-price.ts'

type BillingHandlers = Pick<Handlers, 'getRevenue' | 'listRevenueSessions' | 'getSessionPrice'>

export interface BillingServices {
  readonly database: Database
  readonly clock: Clock
}

export function billingHandlers({ database, clock }: BillingServices): BillingHandlers {
  const db = database.kysely
  return {
    getRevenue: ({ actor: { tenantId }, query }) => readRevenue(db, { tenantId, nowMs: clock.nowMs(), ...query }),

    listRevenueSessions: async ({ actor: { tenantId }, query: { cursor, ...query } }) => {
      refuseSpan(query.from, query.to)
      const { timeZone } = await readToday(db, tenantId, clock.nowMs())
      return listSold(db, tenantId, { ...query, timeZone, after: placeAfter(cursor, NewestCursor) })
    },

    getSessionPrice: async ({ actor: { tenantId }, params: { id: sessionId } }) => {
      const found = await readSessionPrice(db, { tenantId, sessionId, nowMs: clock.nowMs() })
      if (found === undefined) throw new Refusal('sessionNotFound')
      return found
    },
  }
}
