import { sql } from 'kysely'
import { type InboxReader, onReport } from '../stations/inbox/index.ts'

/** Keeps what terminals have settled: by the provider's reference, so that a repeated report is one (2.1 C18). */
export const SETTLEMENT_READER: InboxReader = onReport(
  'settlement',
  async (tx, { tenantId, stationKey, receivedAtMs, entry: report }) => {
    await sql`
      insert into settlements (tenant_id, station_id, psp_ref, status, transaction_id, amount, settled_at, receipt_id,
        receipt_url, vat_number, vat_company, info, received_at)
      values (${tenantId}, ${stationKey}, ${report.pspRef}, ${report.status}, ${report.transactionId ?? null},
        ${String(report.amount)}::numeric, ${report.at.ms === undefined ? null : new Date(report.at.ms)},
        ${report.receiptId ?? null}, ${report.receiptUrl ?? null}, ${report.vatNumber ?? null},
        ${report.vatCompany === undefined ? null : JSON.stringify(report.vatCompany)}::jsonb, ${report.info ?? null},
        ${new Date(receivedAtMs)})
      on conflict (station_id, psp_ref, status) do nothing`.execute(tx)
  },
)
