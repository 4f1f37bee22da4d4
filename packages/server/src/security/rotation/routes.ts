import { nameOf, recordAudit } from '../../accounts/index.ts'
import { NewestCursor } from '../../api/cursor.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import { Refusal } from '../../platform/errors.ts'
import { findStationKey } from '../../stations/index.ts'
import { stationsOfRun } from '../../stations/runs/stations-of-run.ts'
import type { ProcedureParts } from '../ports.ts'
import { insertRotation, listRotations, readRotation } from './queries.ts'
import { endRotation, takeRotation } from './store.ts'

type RotationHandlers = Pick<
  Handlers,
  'startPasswordRotation' | 'startPasswordRotations' | 'listPasswordRotations' | 'cancelPasswordRotation'
>

const MINUTE_MS = 60_000

export function rotationHandlers(parts: ProcedureParts): RotationHandlers {
  const { database, clock, ids } = parts
  return {
    startPasswordRotation: async ({ actor, params, body }) => {
      const { tenantId } = actor
      const stationKey = await findStationKey(database.kysely, tenantId, params.stationId)
      if (stationKey === undefined) throw new Refusal('stationNotFound')
      const nowMs = clock.nowMs()
      const rotationId = ids.next()
      await database.transaction(async (tx) => {
        const isNew = await insertRotation(tx, {
          ...{ tenantId, rotationId, stationKey, nowMs },
          batchId: null,
          requestedBy: nameOf(actor),
          reason: body.reason,
          startAtMs: nowMs,
          expiresAtMs: nowMs + body.expiresInS * 1000,
        })
        if (!isNew) throw new Refusal('rotationUnderWay')
        const { reason } = body
        await recordAudit(tx, actor, {
          atMs: nowMs,
          action: 'station.passwordRotation',
          object: params.stationId,
          reason,
        })
      })
      const rotation = await readRotation(database.kysely, tenantId, rotationId)
      if (rotation === undefined) throw new Refusal('rotationNotFound')
      return rotation
    },

    startPasswordRotations: async ({ actor, body }) => {
      const { tenantId } = actor
      const keys = await stationsOfRun(database.kysely, tenantId, body.stations)
      const nowMs = clock.nowMs()
      const batchId = ids.next()
      const started = await database.transaction(async (tx) => {
        let count = 0
        for (const stationKey of keys) {
          const startAtMs = nowMs + (count * MINUTE_MS) / body.perMinute
          const isNew = await insertRotation(tx, {
            ...{ tenantId, batchId, stationKey, nowMs, startAtMs },
            rotationId: ids.next(),
            requestedBy: nameOf(actor),
            reason: body.reason,
            expiresAtMs: startAtMs + body.expiresInS * 1000,
          })
          if (isNew) count += 1
        }
        const detail = { batchId, stations: count }
        const { reason } = body
        await recordAudit(tx, actor, {
          atMs: nowMs,
          action: 'station.passwordRotation',
          object: batchId,
          reason,
          detail,
        })
        return count
      })
      return { batchId, started, skipped: keys.length - started }
    },

    listPasswordRotations: ({ actor, query: { cursor, ...query } }) =>
      listRotations(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, NewestCursor) }),

    cancelPasswordRotation: async ({ actor, params }) => {
      const nowMs = clock.nowMs()
      const known = await readRotation(database.kysely, actor.tenantId, params.id)
      if (known === undefined) throw new Refusal('rotationNotFound')
      await database.transaction(async (tx) => {
        const rotation = await takeRotation(tx, { rotationId: params.id })
        if (rotation?.facts.command !== undefined || rotation === undefined) throw new Refusal('rotationUnderWay')
        await endRotation(tx, params.id, { state: 'cancelled', detail: `Cancelled by ${nameOf(actor)}.`, nowMs })
      })
      return undefined
    },
  }
}
