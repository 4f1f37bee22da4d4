import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/database/index.ts'
import type { StationKey } from '../stations/ids.ts'
import { type InboxReader, onAnswer } from '../stations/inbox/index.ts'

/** The standard ends at 60 characters; EVSEs beyond are not believed. */
const LONGEST_ID = 255
const HIGHEST_EVSE = 9999
/** No station has more; what a hostile one adds is not kept. */
const MOST_ASSIGNMENTS = 500

/** What GetTariffs and ClearTariffs answer, as far as it is kept; the schema of the version has been checked before. */
const Assignments = z.object({
  tariffAssignments: z.array(
    z.object({
      tariffId: z.string().max(LONGEST_ID),
      tariffKind: z.enum(['DefaultTariff', 'DriverTariff']),
      evseIds: z.array(z.int().min(0).max(HIGHEST_EVSE)).optional(),
    }),
  ),
})
const Cleared = z.object({
  clearTariffsResult: z.array(z.object({ tariffId: z.string().optional(), status: z.string() })),
})

/** Keeps the tariffs of 2.1 stations, as they answer (part 2, I07 to I10). */
export const TARIFF_READERS: readonly InboxReader[] = [
  onAnswer('setDefaultTariff', async (tx, { tenantId, stationKey, receivedAtMs, entry: { command, answer } }) => {
    if (answer.outcome !== 'accepted') return
    const { evseId, tariff } = command
    // I07.FR.13: one default tariff for an EVSE; for the whole station it replaces those of its EVSEs.
    await sql`
      delete from station_tariffs
      where station_id = ${stationKey} and kind = 'DefaultTariff' and (evse_id = ${evseId} or ${evseId} = 0)`.execute(
      tx,
    )
    await sql`
      insert into station_tariffs (tenant_id, station_id, tariff_id, evse_id, tariff, known_at)
      values (${tenantId}, ${stationKey}, ${tariff.tariffId}, ${evseId}, ${JSON.stringify(tariff)}::jsonb,
        ${new Date(receivedAtMs)})
      on conflict (station_id, evse_id, tariff_id) do update
      set tariff = excluded.tariff, known_at = excluded.known_at`.execute(tx)
  }),
  onAnswer('clearTariffs', async (tx, { stationKey, entry: { command, answer } }) => {
    const cleared = Cleared.safeParse(answer.data)
    if (!cleared.success) return
    for (const { tariffId, status } of cleared.data.clearTariffsResult) {
      if (status === 'Rejected') continue
      const tariff = tariffId === undefined ? sql`true` : sql`tariff_id = ${tariffId}`
      const evse = command.evseId === undefined ? sql`true` : sql`evse_id = ${command.evseId}`
      await sql`delete from station_tariffs where station_id = ${stationKey} and ${tariff} and ${evse}`.execute(tx)
    }
  }),
  onAnswer('getTariffs', async (tx, { tenantId, stationKey, receivedAtMs, entry: { command, answer } }) => {
    const told = Assignments.safeParse(answer.data)
    if (answer.outcome !== 'accepted' || !told.success) return
    const reported = told.data.tariffAssignments
      .flatMap(({ tariffId, tariffKind, evseIds = [command.evseId] }) =>
        evseIds.map((evseId) => ({ tariffId, kind: tariffKind, evseId })),
      )
      .slice(0, MOST_ASSIGNMENTS)
    await forgetUnreported(tx, stationKey, command.evseId, reported)
    for (const { tariffId, kind, evseId } of reported) {
      await sql`
        insert into station_tariffs (tenant_id, station_id, tariff_id, evse_id, kind, known_at)
        values (${tenantId}, ${stationKey}, ${tariffId}, ${evseId}, ${kind}, ${new Date(receivedAtMs)})
        on conflict (station_id, evse_id, tariff_id) do update set kind = excluded.kind, known_at = excluded.known_at`.execute(
        tx,
      )
    }
  }),
]

/** What a station that was asked for all tariffs (of an EVSE) does not name is not there. */
async function forgetUnreported(
  tx: Tx,
  stationKey: StationKey,
  evseId: number,
  reported: readonly { readonly tariffId: string; readonly evseId: number }[],
): Promise<void> {
  const kept = reported.map(({ tariffId, evseId: place }) => `${place}/${tariffId}`)
  await sql`
    delete from station_tariffs
    where station_id = ${stationKey} and (${evseId} = 0 or evse_id = ${evseId})
      and evse_id || '/' || tariff_id <> all(${kept}::text[])`.execute(tx)
}
