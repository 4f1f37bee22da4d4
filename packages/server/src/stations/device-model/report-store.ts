import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import type { InboxItem } from '../inbox/index.ts'

export type ReportKind = 'variables' | 'monitors' | 'customer'

/** A report of a station: its kind and the number of the question. */
export interface ReportKey extends Pick<InboxItem, 'tenantId' | 'stationKey' | 'receivedAtMs'> {
  readonly kind: ReportKind
  readonly requestId: number
}

/** Reports remembered of a station. */
const MOST_REPORTS = 200
/** No report has more parts; a number beyond is not believed. */
const MOST_PARTS = 10_000
/** As stored. A customer's data are a page or two. */
const MOST_TEXT_BYTES = 1_000_000

/** The station has agreed to report, or has nothing to. Parts may have come before. */
export async function noteQuestion(
  tx: Tx,
  { tenantId, stationKey, kind, requestId, receivedAtMs }: ReportKey,
  { commandId, isEmpty }: { readonly commandId: string; readonly isEmpty: boolean },
): Promise<void> {
  const at = new Date(receivedAtMs)
  await sql`
    insert into device_reports (tenant_id, station_id, kind, request_id, command_id, state, asked_at, updated_at)
    values (${tenantId}, ${stationKey}, ${kind}, ${requestId}, ${commandId}, ${isEmpty ? 'empty' : 'asked'}, ${at}, ${at})
    on conflict (station_id, kind, request_id) do update set
      command_id = excluded.command_id, asked_at = excluded.asked_at`.execute(tx)
  await forgetOldReports(tx, stationKey)
}

/** A part has come. True when with it, whatever the order, the report is whole for the first time. */
export async function notePart(
  tx: Tx,
  key: ReportKey,
  part: { readonly seqNo: number; readonly more: boolean; readonly text?: string },
): Promise<boolean> {
  const { tenantId, stationKey, kind, requestId, receivedAtMs } = key
  if (part.seqNo < 0 || part.seqNo > MOST_PARTS) return false
  const last = part.more ? null : part.seqNo
  const texts = part.text === undefined ? '{}' : JSON.stringify({ [part.seqNo]: part.text })
  const { rows } = await sql<{ parts: number[]; last_part: number | null; state: string; is_new: boolean }>`
    insert into device_reports as r (tenant_id, station_id, kind, request_id, state, parts, last_part, updated_at, texts)
    values (${tenantId}, ${stationKey}, ${kind}, ${requestId}, 'receiving', array[${part.seqNo}::integer],
      ${last}::integer, ${new Date(receivedAtMs)}, ${texts}::jsonb)
    on conflict (station_id, kind, request_id) do update set
      state = case when r.state = 'complete' then r.state else 'receiving' end,
      parts = case when excluded.parts <@ r.parts then r.parts else r.parts || excluded.parts end,
      last_part = coalesce(excluded.last_part, r.last_part), updated_at = excluded.updated_at,
      texts = case when pg_column_size(r.texts) < ${MOST_TEXT_BYTES} then r.texts || excluded.texts else r.texts end
    returning parts, last_part, state, (xmax = 0) as is_new`.execute(tx)
  const [report] = rows
  // A station may begin reports that it never ends.
  if (report?.is_new === true) await forgetOldReports(tx, stationKey)
  if (report === undefined || report.state === 'complete' || report.last_part === null) return false
  if (report.parts.length <= report.last_part) return false
  await sql`
    update device_reports set state = 'complete'
    where station_id = ${stationKey} and kind = ${kind} and request_id = ${requestId}`.execute(tx)
  await forgetOldReports(tx, stationKey)
  return true
}

/** What was asked, for a report that answers a command of ours. */
export async function findQuestion(
  tx: Tx,
  { stationKey, requestId }: ReportKey,
): Promise<
  { readonly kind: string; readonly body: Readonly<Record<string, unknown>>; readonly sentAt: Date } | undefined
> {
  const { rows } = await sql<{ kind: string; body: Readonly<Record<string, unknown>>; sentAt: Date }>`
    select kind, body, sent_at as "sentAt" from commands
    where station_id = ${stationKey} and sent_at is not null and body ->> 'requestId' = ${String(requestId)}
    order by created_at desc limit 1`.execute(tx)
  return rows[0]
}

async function forgetOldReports(tx: Tx, stationKey: number): Promise<void> {
  await sql`
    delete from device_reports where station_id = ${stationKey} and (kind, request_id) in (
      select kind, request_id from device_reports where station_id = ${stationKey}
      order by updated_at desc offset ${MOST_REPORTS})`.execute(tx)
}
