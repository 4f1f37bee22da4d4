import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import { placeAfter } from '../api/paging.ts'
import type { Settlement } from '../contract/index.ts'
import type { Database, Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import { findStationKey } from '../stations/index.ts'

const SettlementCursor = z.tuple([InstantText, z.int32(), z.string().max(255), z.string().max(10)])

export function paymentHandlers({ database }: { database: Database }): Pick<Handlers, 'listSettlements'> {
  const db = database.kysely
  return {
    listSettlements: async ({ actor, query: { cursor, stationId, limit } }) => {
      const stationKey = stationId === undefined ? undefined : await findStationKey(db, actor.tenantId, stationId)
      if (stationId !== undefined && stationKey === undefined) throw new Refusal('stationNotFound')
      return listSettlements(db, actor.tenantId, { stationKey, limit, after: placeAfter(cursor, SettlementCursor) })
    },
  }
}

interface Row {
  readonly station_id: number
  readonly identity: string
  readonly psp_ref: string
  readonly status: Settlement['status']
  readonly transaction_id: string | null
  readonly amount: string
  readonly settled_at: Date | null
  readonly receipt_id: string | null
  readonly receipt_url: string | null
  readonly vat_number: string | null
  readonly info: string | null
  readonly received_at: Date
  readonly cursor_at: string
}

async function listSettlements(
  db: Db,
  tenantId: TenantId,
  filter: {
    readonly stationKey: number | undefined
    readonly limit: number
    readonly after: z.infer<typeof SettlementCursor> | undefined
  },
): Promise<Page<Settlement>> {
  const conditions = [sql`p.tenant_id = ${tenantId}`]
  if (filter.stationKey !== undefined) conditions.push(sql`p.station_id = ${filter.stationKey}`)
  if (filter.after !== undefined) {
    const [at, key, ref, status] = filter.after
    conditions.push(
      sql`(p.received_at, p.station_id, p.psp_ref, p.status) < (${at}::timestamptz, ${key}, ${ref}, ${status})`,
    )
  }
  const { rows } = await sql<Row>`
    select p.*, s.identity, ${instantText(sql`p.received_at`)} as cursor_at
    from settlements p join stations s on s.station_id = p.station_id
    where ${sql.join(conditions, sql` and `)}
    order by p.received_at desc, p.station_id desc, p.psp_ref desc, p.status desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: settlementOf,
    key: (row) => [row.cursor_at, row.station_id, row.psp_ref, row.status],
  })
}

function settlementOf(row: Row): Settlement {
  return {
    stationId: row.identity,
    pspRef: row.psp_ref,
    status: row.status,
    transactionId: row.transaction_id,
    amount: row.amount,
    settledAt: instantOrNull(row.settled_at),
    receiptId: row.receipt_id,
    receiptUrl: row.receipt_url,
    vatNumber: row.vat_number,
    info: row.info,
    receivedAt: instant(row.received_at),
  }
}
