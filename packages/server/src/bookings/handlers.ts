import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import { findStationKey } from '../stations/index.ts'
import { listReservations, listSwaps, ReservationCursor, SwapCursor } from './queries.ts'

export function bookingHandlers({
  database,
}: {
  database: Database
}): Pick<Handlers, 'listReservations' | 'listBatterySwaps'> {
  const db = database.kysely
  const keyOf = async (tenantId: TenantId, identity: string): Promise<number> => {
    const key = await findStationKey(db, tenantId, identity)
    if (key === undefined) throw new Refusal('stationNotFound')
    return key
  }
  return {
    listReservations: async ({ actor, query: { cursor, stationId, state, limit } }) =>
      listReservations(db, actor.tenantId, {
        stationKey: stationId === undefined ? undefined : await keyOf(actor.tenantId, stationId),
        state,
        limit,
        after: placeAfter(cursor, ReservationCursor),
      }),

    listBatterySwaps: async ({ actor, params, query: { cursor, limit } }) =>
      listSwaps(db, await keyOf(actor.tenantId, params.stationId), { limit, after: placeAfter(cursor, SwapCursor) }),
  }
}
