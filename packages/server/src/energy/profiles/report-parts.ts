import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'

export type PartedReport = 'chargingProfiles' | 'derControls'

/** More parts, more reports at once, or a longer wait for the last part, no station needs. */
const MOST_PARTS = 200
const MOST_OPEN = 20
/** Of the parts of one report, as stored: what is added rewrites them all. */
const MOST_BYTES = 1_000_000
const KEPT = '1 day'

export interface ReportPart {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly receivedAtMs: number
  readonly kind: PartedReport
  readonly requestId: number
}

/** Keeps a part of a report for the last one to come. */
export async function keepPart(tx: Tx, part: ReportPart, content: unknown): Promise<void> {
  const receivedAt = new Date(part.receivedAtMs)
  await sql`
    delete from energy_report_parts
    where station_id = ${part.stationKey} and received_at < ${receivedAt}::timestamptz - ${KEPT}::interval`.execute(tx)
  await sql`
    insert into energy_report_parts (tenant_id, station_id, kind, request_id, received_at, parts)
    values (${part.tenantId}, ${part.stationKey}, ${part.kind}, ${part.requestId}, ${receivedAt},
      jsonb_build_array(${JSON.stringify(content)}::jsonb))
    on conflict (station_id, kind, request_id) do update set
      parts = energy_report_parts.parts || excluded.parts, received_at = excluded.received_at
    where jsonb_array_length(energy_report_parts.parts) < ${MOST_PARTS}
      and pg_column_size(energy_report_parts.parts) < ${MOST_BYTES}`.execute(tx)
  await sql`
    delete from energy_report_parts
    where station_id = ${part.stationKey} and received_at < (
      select min(received_at) from (
        select received_at from energy_report_parts where station_id = ${part.stationKey}
        order by received_at desc limit ${MOST_OPEN}) newest)`.execute(tx)
}

/** Takes the parts that came before, oldest first. */
export async function takeParts<Content>(tx: Tx, part: ReportPart): Promise<readonly Content[]> {
  const { rows } = await sql<{ parts: readonly Content[] }>`
    delete from energy_report_parts
    where station_id = ${part.stationKey} and kind = ${part.kind} and request_id = ${part.requestId}
    returning parts`.execute(tx)
  return rows[0]?.parts ?? []
}

/** The command that asked for a report. */
export async function findAskingCommand<Command>(
  tx: Tx,
  part: ReportPart,
  commandKind: 'getChargingProfiles' | 'getDerControl',
): Promise<{ readonly commandId: string; readonly command: Command } | undefined> {
  const { rows } = await sql<{ command_id: string; body: Command }>`
    select command_id, body from commands
    where station_id = ${part.stationKey} and kind = ${commandKind}
      and (body->>'requestId')::bigint = ${part.requestId}
    order by created_at desc limit 1`.execute(tx)
  return rows[0] && { commandId: rows[0].command_id, command: rows[0].body }
}
