import { sql } from 'kysely'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { SessionId, StationKey, TenantId } from '../stations/ids.ts'
import { deliveredEnergy, readMeterSeries } from './meter-series.ts'
import { listSessions, readSession, sessionCursor } from './queries.ts'
import { decideReview } from './review.ts'

type SessionHandlers = Pick<Handlers, 'listSessions' | 'getSession' | 'reviewSession' | 'getSessionMeter'>

export interface SessionServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  /** Tells live screens. */
  readonly announceSession: (tenantId: TenantId, stationKey: StationKey, sessionId: SessionId) => void
}

/** Samples a little before and after belong to the session too: transaction begin and end, clocks that differ. */
const MARGIN_MS = 3_600_000

export function sessionHandlers({ database, clock, ids, announceSession }: SessionServices): SessionHandlers {
  const existing = <Found>(found: Found | undefined): Found => {
    if (found === undefined) throw new Refusal('sessionNotFound')
    return found
  }
  return {
    listSessions: async ({ actor, query: { cursor, ...query } }) =>
      listSessions(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, sessionCursor(query.sort)) }),

    getSession: async ({ actor, params }) => existing(await readSession(database.kysely, actor.tenantId, params.id)),

    reviewSession: async ({ actor, params, body: input }) => {
      const { stationKey, sessionId } = await database.transaction((tx) =>
        decideReview(tx, { clock, ids }, { actor, sessionId: params.id, input }),
      )
      announceSession(actor.tenantId, stationKey, sessionId)
      return existing(await readSession(database.kysely, actor.tenantId, sessionId))
    },

    getSessionMeter: async ({ actor, params, query }) => {
      const span = existing(await findSpan(database.kysely, actor.tenantId, params.id))
      const series = await readMeterSeries(database.kysely, {
        stationKey: span.station_id,
        sessionId: params.id,
        fromMs: query.from === undefined ? span.started_at.getTime() - MARGIN_MS : Date.parse(query.from),
        toMs: query.to === undefined ? (span.ended_at?.getTime() ?? clock.nowMs()) + MARGIN_MS : Date.parse(query.to),
        maxPoints: query.maxPoints,
      })
      if (series.energyWh === undefined) return series
      return { ...series, energyWh: deliveredEnergy(series.energyWh, query.from === undefined ? span.start_wh : null) }
    },
  }
}

interface SpanRow {
  readonly station_id: number
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly start_wh: number | null
}

async function findSpan(db: Db, tenantId: TenantId, sessionId: string): Promise<SpanRow | undefined> {
  const { rows } = await sql<SpanRow>`
    select station_id, started_at, ended_at, meter_start_wh::float8 as start_wh from sessions
    where tenant_id = ${tenantId} and session_id = ${sessionId}`.execute(db)
  return rows[0]
}
