import { NewestCursor } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { listRequests, readRequest } from './queries.ts'

type MaintenanceHandlers = Pick<Handlers, 'listMaintenance' | 'getMaintenance'>

export function maintenanceHandlers({ database }: { readonly database: Database }): MaintenanceHandlers {
  return {
    listMaintenance: async ({ actor, query: { cursor, ...query } }) =>
      listRequests(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, NewestCursor) }),

    getMaintenance: async ({ actor, params }) => {
      const request = await readRequest(database.kysely, actor.tenantId, params.id)
      if (request === undefined) throw new Refusal('maintenanceNotFound')
      return request
    },
  }
}
