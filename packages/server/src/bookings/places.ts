import { type RawBuilder, sql } from 'kysely'
import type { OpeningTimes } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { PlaceState, SiteHours, Stay } from './clash.ts'

/** How long a session is expected to last from its beginning, and how long at least from now. */
const SESSION_MS = 2 * 3_600_000
const SESSION_REST_MS = 1_800_000

export interface BookedSite extends SiteHours {
  readonly name: string
  readonly places: readonly PlaceState[]
}

interface StayRow {
  readonly station_id: number
  readonly evse_id: number | null
  readonly kind: Stay['kind']
  readonly booking_id: string | null
  readonly from_at: Date
  readonly until_at: Date
}

interface PlaceRow {
  readonly site_id: string
  readonly station_id: number
  readonly identity: string
  readonly evse_id: number
  readonly is_online: boolean
  readonly condition: PlaceState['condition']
  readonly connector_types: readonly string[]
  readonly max_power_w: number | null
}

interface SiteRow {
  readonly site_id: string
  readonly name: string
  readonly time_zone: string
  readonly opening_times: OpeningTimes | null
}

/** The places of some sites with all that is planned there from now on. Three queries however many. */
export async function readPlaces(
  db: Db,
  tenantId: TenantId,
  siteIds: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, BookedSite>> {
  if (siteIds.length === 0) return new Map()
  const sites = await sql<SiteRow>`
    select site_id, name, time_zone, opening_times from sites
    where tenant_id = ${tenantId} and site_id = any(${[...siteIds]}::uuid[])`.execute(db)
  const places = await sql<PlaceRow>`
    select s.site_id, s.station_id, s.identity, c.evse_id, s.connected_node is not null as is_online,
      case when bool_and(c.status = 'Faulted') then 'faulted'
        when bool_and(c.status in ('Faulted', 'Unavailable')) then 'unavailable' else 'usable' end as condition,
      coalesce(array_agg(distinct c.connector_type) filter (where c.connector_type is not null), '{}') as connector_types,
      max(c.max_power_w) as max_power_w
    from stations s join connectors c on c.station_id = s.station_id
    where s.tenant_id = ${tenantId} and s.site_id = any(${[...siteIds]}::uuid[]) and c.evse_id > 0
    group by s.site_id, s.station_id, s.identity, c.evse_id order by s.identity_folded, c.evse_id`.execute(db)
  const stays = await readStays(db, [...new Set(places.rows.map((row) => row.station_id))], nowMs)
  const byStation = Map.groupBy(stays, (row) => row.station_id)
  return new Map(
    sites.rows.map((site) => [
      site.site_id,
      {
        name: site.name,
        timeZone: site.time_zone,
        openingTimes: site.opening_times,
        places: places.rows
          .filter((row) => row.site_id === site.site_id)
          .map((row) => placeOf(row, byStation.get(row.station_id) ?? [])),
      },
    ]),
  )
}

function placeOf(row: PlaceRow, stays: readonly StayRow[]): PlaceState {
  return {
    stationId: row.identity,
    evseId: row.evse_id,
    isOnline: row.is_online,
    condition: row.condition,
    connectorTypes: row.connector_types,
    maxPowerW: row.max_power_w,
    // What is reserved of a station without naming an EVSE may take any of them.
    stays: stays
      .filter(({ evse_id }) => evse_id === null || evse_id === row.evse_id)
      .map(({ kind, booking_id, from_at, until_at }) => ({
        kind,
        bookingId: booking_id,
        fromMs: from_at.getTime(),
        untilMs: until_at.getTime(),
      })),
  }
}

async function readStays(db: Db, stationKeys: readonly number[], nowMs: number): Promise<readonly StayRow[]> {
  const now = sql`${new Date(nowMs)}::timestamptz`
  const ofThese = (column: RawBuilder<unknown>) => sql`${column} = any(${[...stationKeys]}::int[])`
  const { rows } = await sql<StayRow>`
    select station_id, evse_id, 'booking' as kind, booking_id, from_at, until_at from bookings
    where ${ofThese(sql`station_id`)} and state in ('approved', 'active') and until_at > ${now}
    union all
    select r.station_id, r.evse_id, 'reservation', b.booking_id, r.created_at, r.expires_at from reservations r
    left join bookings b on b.station_id = r.station_id and b.reservation_id = r.reservation_id
    where ${ofThese(sql`r.station_id`)} and r.state in ('requested', 'active') and r.expires_at > ${now}
      and b.booking_id is null
    union all
    select x.station_id, x.evse_id, 'session', b.booking_id, x.started_at,
      greatest(x.started_at + ${SESSION_MS} * interval '1 ms', ${now} + ${SESSION_REST_MS} * interval '1 ms',
        -- Who came for a booked stay has the place for all of it.
        (select max(u.until_at) from bookings u
          join reservations r on r.station_id = u.station_id and r.reservation_id = u.reservation_id
          where u.station_id = x.station_id and u.evse_id = x.evse_id and u.state = 'used'
            and r.id_token_folded = x.id_token_folded and x.started_at < u.until_at))
    from sessions x left join bookings b on b.station_id = x.station_id and b.evse_id = x.evse_id
      and b.state = 'active' and b.from_at <= x.started_at
    where ${ofThese(sql`x.station_id`)} and x.state = 'active'`.execute(db)
  return rows
}
