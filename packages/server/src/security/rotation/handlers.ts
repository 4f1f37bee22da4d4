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
const DEED = 'station.passwordRotation'

export function rotationHandlers(parts: ProcedureParts): RotationHandlers {
  const { database } = parts
  return {
    startPasswordRotation: startOne(parts),
    startPasswordRotations: startMany(parts),

    listPasswordRotations: ({ actor, query: { cursor, ...query } }) =>
      listRotations(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, NewestCursor) }),

    cancelPasswordRotation: cancel(parts),
  }
}

function startOne({ database, clock, ids }: ProcedureParts): RotationHandlers['startPasswordRotation'] {
  return async ({ actor, params, body: { reason, expiresInS } }) => {
    const { tenantId } = actor
    const stationKey = await findStationKey(database.kysely, tenantId, params.stationId)
    if (stationKey === undefined) throw new Refusal('stationNotFound')
    const nowMs = clock.nowMs()
    const rotationId = ids.next()
    await database.transaction(async (tx) => {
      const isNew = await insertRotation(tx, {
        ...{ tenantId, rotationId, stationKey, nowMs, reason },
        batchId: null,
        requestedBy: nameOf(actor),
        startAtMs: nowMs,
        expiresAtMs: nowMs + expiresInS * 1000,
      })
      if (!isNew) throw new Refusal('rotationUnderWay')
      await recordAudit(tx, actor, { ...{ atMs: nowMs, action: DEED, reason }, object: params.stationId })
    })
    const rotation = await readRotation(database.kysely, tenantId, rotationId)
    if (rotation === undefined) throw new Refusal('rotationNotFound')
    return rotation
  }
}

/** Those that have one under way already are passed over. */
function startMany({ database, clock, ids }: ProcedureParts): RotationHandlers['startPasswordRotations'] {
  return async ({ actor, body: { stations, perMinute, reason, expiresInS } }) => {
    const { tenantId } = actor
    const keys = await stationsOfRun(database.kysely, tenantId, stations)
    const nowMs = clock.nowMs()
    const batchId = ids.next()
    const started = await database.transaction(async (tx) => {
      let count = 0
      for (const stationKey of keys) {
        const startAtMs = nowMs + (count * MINUTE_MS) / perMinute
        const isNew = await insertRotation(tx, {
          ...{ tenantId, batchId, stationKey, nowMs, startAtMs, reason },
          rotationId: ids.next(),
          requestedBy: nameOf(actor),
          expiresAtMs: startAtMs + expiresInS * 1000,
        })
        if (isNew) count += 1
      }
      const detail = { batchId, stations: count }
      await recordAudit(tx, actor, { ...{ atMs: nowMs, action: DEED, reason, detail }, object: batchId })
      return count
    })
    return { batchId, started, skipped: keys.length - started }
  }
}

function cancel({ database, clock }: ProcedureParts): RotationHandlers['cancelPasswordRotation'] {
  return async ({ actor, params }) => {
    const known = await readRotation(database.kysely, actor.tenantId, params.id)
    if (known === undefined) throw new Refusal('rotationNotFound')
    await database.transaction(async (tx) => {
      const rotation = await takeRotation(tx, { rotationId: params.id })
      if (rotation?.facts.command !== undefined || rotation === undefined) throw new Refusal('rotationUnderWay')
      const detail = `Cancelled by ${nameOf(actor)}.`
      await endRotation(tx, params.id, { state: 'cancelled', detail, nowMs: clock.nowMs() })
      const deed = { action: 'station.passwordRotationCancelled', object: known.stationId }
      await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
    })
    return undefined
  }
}
