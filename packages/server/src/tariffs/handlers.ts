import { sql } from 'kysely'
import type { z } from 'zod'
import type { Handlers } from '../api/handler.ts'
import { instant } from '../api/instant.ts'
import type { StationTariffItem } from '../contract/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { findStationKey } from '../stations/index.ts'

interface Row {
  readonly tariff_id: string
  readonly evse_id: number
  readonly kind: z.infer<typeof StationTariffItem>['kind']
  readonly tariff: Record<string, unknown> | null
  readonly known_at: Date
}

export function tariffHandlers({ database }: { database: Database }): Pick<Handlers, 'listStationTariffs'> {
  return {
    listStationTariffs: async ({ actor, params }) => {
      const stationKey = await findStationKey(database.kysely, actor.tenantId, params.stationId)
      if (stationKey === undefined) throw new Refusal('stationNotFound')
      const { rows } = await sql<Row>`
        select tariff_id, evse_id, kind, tariff, known_at from station_tariffs
        where station_id = ${stationKey} order by evse_id, tariff_id`.execute(database.kysely)
      return {
        items: rows.map((row) => ({
          tariffId: row.tariff_id,
          evseId: row.evse_id,
          kind: row.kind,
          tariff: row.tariff,
          knownAt: instant(row.known_at),
        })),
      }
    },
  }
}
