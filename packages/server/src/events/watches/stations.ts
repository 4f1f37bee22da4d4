import { sql } from 'kysely'
import { instantOrNull } from '../../api/instant.ts'
import type { EventData } from '../../contract/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type Difference, type Happening, MOST_DIFFERENCES, type Watch } from '../watch.ts'

type Faults = Readonly<Record<string, string>>
export interface StationMark {
  readonly presence: 'never' | 'offline' | 'online'
  /** Error codes by EVSE and connector. Those of a station that is away are the last it has told. */
  readonly faults: Faults
}

interface StationRow {
  readonly tenant_id: TenantId
  readonly station_id: number
  readonly identity: string
  readonly site_id: string | null
  readonly presence: StationMark['presence']
  readonly connected_at: Date | null
  readonly gone_at: Date | null
  readonly faulted_at: Date | null
  readonly faults: Faults | null
  readonly details: EventData<'station.faulted'>['faults'] | null
  readonly mark: StationMark | null
}

export const stationWatch: Watch = {
  name: 'station',
  sweepMs: 30_000,
  async look(tx, { nowMs, subjects }) {
    const only = subjects === 'all' ? sql`` : sql`and s.station_id = any(${subjects.map(Number)}::int[])`
    const { rows } = await sql<StationRow>`
      select * from (
        select s.tenant_id, s.station_id, s.identity, s.site_id, s.connected_at,
          coalesce(s.disconnected_at, s.last_seen_at) as gone_at,
          case when s.connected_at is null then 'never' when s.connected_node is null then 'offline' else 'online' end as presence,
          coalesce(f.faults, '{}') as faults, f.details, f.faulted_at, m.mark
        from stations s
        left join (
          select station_id, max(received_at) as faulted_at,
            jsonb_object_agg(evse_id || '/' || connector_id, coalesce(error_code, '')) as faults,
            jsonb_agg(jsonb_build_object('evseId', evse_id, 'connectorId', connector_id, 'errorCode', error_code,
              'info', coalesce(info, vendor_error_code)) order by evse_id, connector_id) as details
          from connectors where status = 'Faulted' group by station_id
        ) f on f.station_id = s.station_id
        left join event_marks m
          on m.tenant_id = s.tenant_id and m.watch = 'station' and m.subject = s.station_id::text
        where true ${only}
      ) x
      where presence is distinct from coalesce(mark ->> 'presence', 'never')
        or (presence = 'online' and faults <> coalesce(mark -> 'faults', '{}'))
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map((row) => differenceOf(row, nowMs))
  },
}

function differenceOf(row: StationRow, nowMs: number): Difference {
  const before = row.mark ?? { presence: 'never', faults: {} }
  const faults = row.presence === 'online' ? (row.faults ?? {}) : before.faults
  const now: StationMark = { presence: row.presence, faults }
  const station = { stationId: row.identity, siteId: row.site_id }
  return {
    tenantId: row.tenant_id,
    subject: String(row.station_id),
    stationKey: row.station_id,
    siteId: row.site_id,
    mark: { ...now },
    happenings: stationNews(before, now).map((type): Happening => {
      switch (type) {
        case 'station.online':
          return { type, atMs: row.connected_at?.getTime() ?? nowMs, data: station }
        case 'station.offline': {
          const data = { ...station, lastSeenAt: instantOrNull(row.gone_at) }
          return { type, atMs: row.gone_at?.getTime() ?? nowMs, data }
        }
        case 'station.faulted':
          return { type, atMs: row.faulted_at?.getTime() ?? nowMs, data: { ...station, faults: row.details ?? [] } }
        case 'station.recovered':
          return { type, atMs: nowMs, data: station }
      }
      return type
    }),
  }
}

/** What is to be told of a station that was like `before`. */
export function stationNews(before: StationMark, now: StationMark) {
  const news: ('station.online' | 'station.offline' | 'station.faulted' | 'station.recovered')[] = []
  if (now.presence === 'online' && before.presence !== 'online') news.push('station.online')
  if (now.presence === 'offline' && before.presence !== 'offline') news.push('station.offline')
  const places = Object.keys(now.faults)
  if (places.some((place) => now.faults[place] !== before.faults[place])) news.push('station.faulted')
  if (places.length === 0 && Object.keys(before.faults).length > 0) news.push('station.recovered')
  return news
}
