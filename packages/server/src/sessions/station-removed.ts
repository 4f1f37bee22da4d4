import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'

/** Ends the running sessions of a station that is removed where their last report left them: nobody will report again. */
export async function endSessionsOf(tx: Tx, stationKey: number, nowMs: number): Promise<void> {
  await sql`
    update sessions set state = 'ended', ended_at = coalesce(ended_at, last_event_at), power_w = null,
      updated_at = ${new Date(nowMs)}
    where station_id = ${stationKey} and state = 'active'`.execute(tx)
}
