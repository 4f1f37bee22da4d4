import { sql } from 'kysely'
import type { z } from 'zod'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { SecurityProfileCounts } from '../contract/index.ts'
import type { Database, Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { verifyLog } from './log/chained-events.ts'
import { listSecurityEvents, SecurityEventCursor } from './log/queries.ts'
import type { ProcedureParts } from './ports.ts'
import { rotationHandlers } from './rotation/handlers.ts'
import { upgradeHandlers } from './upgrade/handlers.ts'

type LogHandlers = Pick<Handlers, 'countSecurityProfiles' | 'listSecurityEvents' | 'verifySecurityLog'>

/** Everything of `/api/v1` that concerns how stations prove themselves. */
export function securityHandlers(parts: ProcedureParts) {
  return { ...logHandlers(parts), ...rotationHandlers(parts), ...upgradeHandlers(parts) }
}

function logHandlers({ database }: { readonly database: Database }): LogHandlers {
  return {
    countSecurityProfiles: ({ actor }) => countProfiles(database.kysely, actor.tenantId),

    listSecurityEvents: ({ actor, query: { cursor, ...query } }) =>
      listSecurityEvents(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, SecurityEventCursor) }),

    verifySecurityLog: ({ actor }) => verifyLog(database.kysely, actor.tenantId),
  }
}

async function countProfiles(db: Db, tenantId: TenantId): Promise<z.infer<typeof SecurityProfileCounts>> {
  const { rows } = await sql<{ profile: number; stations: number; connected: number }>`
    with own as (
      select greatest(security_profile, reached_profile) as least,
        case when connected_node is not null then connected_profile end as connected
      from stations where tenant_id = ${tenantId}
    )
    select p.profile, (select count(*)::int from own where least = p.profile) as stations,
      (select count(*)::int from own where connected = p.profile) as connected
    from generate_series(0, 3) as p(profile) order by p.profile`.execute(db)
  return { items: [...rows] }
}
