import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'

/** What an answer may take on its way into the database. */
const MARGIN_MS = 60_000

interface LostRow {
  readonly tenant_id: number
  readonly station_id: number
  readonly command_id: string
}

/**
 * Commands that were sent by a process that has died stay `sent` until their station connects again. Past the time in
 * which an answer can come their outcome is unknown. Gives back whose they were.
 */
export async function settleLostCommands(
  tx: Tx,
  { nowMs, callTimeoutMs }: { readonly nowMs: number; readonly callTimeoutMs: number },
): Promise<readonly { readonly tenantId: number; readonly stationKey: number; readonly commandId: string }[]> {
  const { rows } = await sql<LostRow>`
    update commands set state = 'unknown', answered_at = ${new Date(nowMs)},
      detail = 'The server ended before the station answered.'
    where state = 'sent' and sent_at < ${new Date(nowMs - callTimeoutMs - MARGIN_MS)}
    returning tenant_id, station_id, command_id`.execute(tx)
  return rows.map((row) => ({ tenantId: row.tenant_id, stationKey: row.station_id, commandId: row.command_id }))
}
