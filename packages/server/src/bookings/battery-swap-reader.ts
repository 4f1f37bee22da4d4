import { sql } from 'kysely'
import { type InboxReader, onReport } from '../stations/inbox/index.ts'

/** Keeps what a battery swap station reports (2.1 block S). */
export const BATTERY_SWAP_READER: InboxReader = onReport(
  'batterySwap',
  async (tx, { tenantId, stationKey, receivedAtMs, entry: { event, requestId, idToken, batteries } }) => {
    await sql`
      insert into battery_swaps (tenant_id, station_id, received_at, event, request_id, id_token, batteries)
      values (${tenantId}, ${stationKey}, ${new Date(receivedAtMs)}, ${event}, ${requestId}, ${idToken.value},
        ${JSON.stringify(batteries)}::jsonb)`.execute(tx)
  },
)
