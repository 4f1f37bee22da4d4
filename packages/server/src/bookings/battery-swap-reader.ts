import { sql } from 'kysely'
import { type InboxReader, onReport } from '../stations/inbox/index.ts'

/** Swaps kept of a station, the newest: a busy one has some hundred a day. */
const MOST_SWAPS = 100_000

/** Keeps what a battery swap station reports (2.1 block S). */
export const BATTERY_SWAP_READER: InboxReader = onReport(
  'batterySwap',
  async (tx, { tenantId, stationKey, receivedAtMs, entry: { event, requestId, idToken, batteries } }) => {
    await sql`
      insert into battery_swaps (tenant_id, station_id, received_at, event, request_id, id_token, batteries)
      values (${tenantId}, ${stationKey}, ${new Date(receivedAtMs)}, ${event}, ${requestId}, ${idToken.value},
        ${JSON.stringify(batteries)}::jsonb)`.execute(tx)
    await sql`
      delete from battery_swaps where station_id = ${stationKey} and swap_id <= (
        select swap_id from battery_swaps where station_id = ${stationKey}
        order by swap_id desc offset ${MOST_SWAPS} limit 1)`.execute(tx)
  },
)
