import type { SettlementReported } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'
import { type InboxItem, type InboxReader, onReport } from '../stations/inbox/index.ts'

const DAY_MS = 86_400_000

/**
 * Keeps what terminals have settled: by the provider's reference, so that a repeated report is one (2.1 C18). No more of one
 * station in a day (UTC) than a terminal can settle: one that makes them up must not fill the disk.
 */
export function settlementReader({ perDay }: { readonly perDay: number }): InboxReader {
  return onReport('settlement', async (tx, item) => {
    const dayMs = item.receivedAtMs - (item.receivedAtMs % DAY_MS)
    if ((await countSince(tx, item.stationKey, dayMs)) < perDay) await keep(tx, item)
    else await noteExcess(tx, item, { perDay, dayMs })
  })
}

async function countSince(tx: Tx, stationKey: number, sinceMs: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from settlements
    where station_id = ${stationKey} and received_at >= ${new Date(sinceMs)}`.execute(tx)
  return rows[0]?.count ?? 0
}

async function keep(
  tx: Tx,
  { tenantId, stationKey, receivedAtMs, entry: report }: InboxItem<SettlementReported>,
): Promise<void> {
  await sql`
    insert into settlements (tenant_id, station_id, psp_ref, status, transaction_id, amount, settled_at, receipt_id,
      receipt_url, vat_number, vat_company, info, received_at)
    values (${tenantId}, ${stationKey}, ${report.pspRef}, ${report.status}, ${report.transactionId ?? null},
      ${String(report.amount)}::numeric, ${report.at.ms === undefined ? null : new Date(report.at.ms)},
      ${report.receiptId ?? null}, ${report.receiptUrl ?? null}, ${report.vatNumber ?? null},
      ${report.vatCompany === undefined ? null : JSON.stringify(report.vatCompany)}::jsonb, ${report.info ?? null},
      ${new Date(receivedAtMs)})
    on conflict (station_id, psp_ref, status) do nothing`.execute(tx)
}

/** Once a day: the frames in the timeline have the rest. */
async function noteExcess(
  tx: Tx,
  { tenantId, stationKey, receivedAtMs }: InboxItem,
  { perDay, dayMs }: { readonly perDay: number; readonly dayMs: number },
): Promise<void> {
  const at = new Date(receivedAtMs)
  await sql`
    insert into security_events (tenant_id, station_id, received_at, at, source, type, detail)
    select ${tenantId}, ${stationKey}::integer, ${at}::timestamptz, ${at}::timestamptz, 'csms', 'SettlementsSuppressed',
      ${JSON.stringify({ perDay })}
    where not exists (select from security_events where station_id = ${stationKey}
      and type = 'SettlementsSuppressed' and received_at >= ${new Date(dayMs)})`.execute(tx)
}

/** Removes settlements that are older than they shall be kept. */
export async function dropOldSettlements(tx: Tx, beforeMs: number): Promise<void> {
  await sql`delete from settlements where received_at < ${new Date(beforeMs)}`.execute(tx)
}
