import { sql } from 'kysely'
import type { z } from 'zod'
import type { Handlers } from '../../api/handler.ts'
import { instant } from '../../api/instant.ts'
import type { DisplayMessageItem } from '../../contract/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { findStationKey } from '../queries.ts'

interface Row {
  readonly message_id: number
  readonly message: Record<string, unknown>
  readonly source: z.infer<typeof DisplayMessageItem>['source']
  readonly known_at: Date
}

export function displayHandlers({ database }: { database: Database }): Pick<Handlers, 'listDisplayMessages'> {
  return {
    listDisplayMessages: async ({ actor, params }) => {
      const stationKey = await findStationKey(database.kysely, actor.tenantId, params.stationId)
      if (stationKey === undefined) throw new Refusal('stationNotFound')
      const { rows } = await sql<Row>`
        select message_id, message, source, known_at from display_messages
        where station_id = ${stationKey} order by message_id`.execute(database.kysely)
      return {
        items: rows.map((row) => ({
          messageId: row.message_id,
          message: row.message,
          source: row.source,
          knownAt: instant(row.known_at),
        })),
      }
    },
  }
}
