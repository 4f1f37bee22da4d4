import type { Pool } from 'pg'
import type { StationKey } from '../stations/ids.ts'

/** Stations with so many reports, or more, that wait to be worked into tables of their own. */
export async function crowdedInboxes(pool: Pool, entries: number): Promise<ReadonlySet<StationKey>> {
  const { rows } = await pool.query<{ station_id: StationKey }>({
    name: 'inboxes-crowded',
    text: 'select station_id from station_inbox group by station_id having count(*) >= $1',
    values: [entries],
  })
  return new Set(rows.map((row) => row.station_id))
}
