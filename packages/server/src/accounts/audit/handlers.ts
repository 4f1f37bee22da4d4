import { sql } from 'kysely'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { recordAudit } from '../audit.ts'
import { verifyAudit } from './chained-audit.ts'
import { exportAudit } from './export.ts'
import { AuditCursor, listAudit } from './queries.ts'

type AuditHandlers = Pick<Handlers, 'listAudit' | 'listAuditActions' | 'exportAudit' | 'verifyAudit'>

/** Reading the audit log. Taking it away is a deed of its own. */
export function auditHandlers({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): AuditHandlers {
  return {
    listAudit: async ({ actor, query: { cursor, limit, ...filter } }) =>
      listAudit(database.kysely, actor.tenantId, filter, {
        ...{ limit, after: placeAfter(cursor, AuditCursor) },
        order: 'newestFirst',
      }),

    listAuditActions: async ({ actor }) => {
      const { rows } = await sql<{ action: string }>`
        select distinct action from audit_log where tenant_id = ${actor.tenantId} order by action`.execute(
        database.kysely,
      )
      return { items: rows.map(({ action }) => action) }
    },

    exportAudit: async ({ actor, query: { format, ...filter } }) => {
      const { tenantId } = actor
      const atMs = clock.nowMs()
      const detail = { format, ...filter }
      await database.transaction((tx) =>
        recordAudit(tx, actor, { atMs, action: 'audit.exported', object: format, detail }),
      )
      const day = new Date(atMs).toISOString().slice(0, 10)
      return exportAudit(database.kysely, { tenantId, filter, format, day })
    },

    verifyAudit: ({ actor }) => verifyAudit(database.kysely, actor.tenantId),
  }
}
