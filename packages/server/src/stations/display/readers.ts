import type { DisplayMessage } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../ids.ts'
import { type InboxReader, onAnswer, onReport } from '../inbox/index.ts'

/** No display shows more; what a hostile station adds is not kept. */
const MOST_MESSAGES = 1000

/** Keeps what is on the displays of stations, as they accept and as they report. */
export const DISPLAY_READERS: readonly InboxReader[] = [
  onAnswer('setDisplayMessage', async (tx, { tenantId, stationKey, receivedAtMs, entry: { command, answer } }) => {
    if (answer.outcome !== 'accepted') return
    await put(tx, { tenantId, stationKey, message: command.message, source: 'sent', atMs: receivedAtMs })
  }),
  onAnswer('clearDisplayMessage', async (tx, { stationKey, entry: { command, answer } }) => {
    // Unknown: it is not there, which is what was asked for.
    if (answer.outcome !== 'accepted' && answer.status !== 'Unknown') return
    await sql`
      delete from display_messages where station_id = ${stationKey} and message_id = ${command.messageId}`.execute(tx)
  }),
  // Nothing on the display is an answer without a report (O03.FR.05).
  onAnswer('getDisplayMessages', async (tx, { stationKey, entry: { command, answer } }) => {
    if (answer.status === 'Unknown') await forgetUnreported(tx, stationKey, command.requestId)
  }),
  onReport(
    'displayMessages',
    async (tx, { tenantId, stationKey, receivedAtMs, entry: { messages, more, requestId } }) => {
      for (const message of messages) {
        await put(tx, { tenantId, stationKey, message, source: 'reported', atMs: receivedAtMs })
      }
      // The report may be read before the answer to the command that asked for it: the command tells when it was asked.
      if (!more) await forgetUnreported(tx, stationKey, requestId)
    },
  ),
]

interface Shown {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly message: DisplayMessage
  readonly source: 'sent' | 'reported'
  readonly atMs: number
}

async function put(tx: Tx, { tenantId, stationKey, message, source, atMs }: Shown): Promise<void> {
  await sql`
    insert into display_messages (tenant_id, station_id, message_id, message, source, known_at)
    select ${tenantId}::smallint, ${stationKey}::integer, ${message.id}::integer, ${JSON.stringify(message)}::jsonb,
      ${source}::text, ${new Date(atMs)}::timestamptz
    where (select count(*) from display_messages where station_id = ${stationKey}) < ${MOST_MESSAGES}
      or exists (select from display_messages where station_id = ${stationKey} and message_id = ${message.id})
    on conflict (station_id, message_id) do update
    set message = excluded.message, source = excluded.source, known_at = excluded.known_at`.execute(tx)
}

/** Everything was asked for, and all of it has been told: what was known before and was not told is gone. */
async function forgetUnreported(tx: Tx, stationKey: StationKey, requestId: number): Promise<void> {
  await sql`
    delete from display_messages m using commands c
    where m.station_id = ${stationKey} and c.station_id = m.station_id and c.kind = 'getDisplayMessages'
      and c.body ->> 'requestId' = ${String(requestId)} and not c.body ?| array['ids', 'priority', 'state']
      and m.known_at < c.sent_at`.execute(tx)
}
