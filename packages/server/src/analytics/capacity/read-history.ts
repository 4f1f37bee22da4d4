import { sql } from 'kysely'
import type { Database, Tx } from '../../platform/database/index.ts'
import { lastReview } from '../../sessions/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { columnsOf, HOUR_MS, QUARTER_MS, type SiteHistory, type Visit } from './visits.ts'

const KNOWN_MS = 365 * 24 * HOUR_MS
/** Newer ones go before older ones: the time looked at is shorter where there are more. */
const MOST_VISITS = 200_000
const PAGE = 5000
/** For each statement: planning waits for stations, never the other way round. */
const STATEMENT_MS = 10_000
/** A visit takes some time, whatever its station says. */
const SHORTEST_MS = 60_000

interface SiteRow {
  readonly time_zone: string
  readonly grid_limit_w: number | null
}

/** The visits of a site within the last 365 days, read page by page; undefined when there is no such site. */
export async function readSiteHistory(
  database: Database,
  { tenantId, siteId, nowMs }: { readonly tenantId: TenantId; readonly siteId: string; readonly nowMs: number },
): Promise<SiteHistory | undefined> {
  return database.transaction(async (tx) => {
    await sql`set local statement_timeout = ${sql.lit(STATEMENT_MS)}`.execute(tx)
    const { rows } = await sql<SiteRow>`
      select time_zone, grid_limit_w from sites where tenant_id = ${tenantId} and site_id = ${siteId}`.execute(tx)
    const [site] = rows
    if (site === undefined) return undefined
    const chargers = await readChargers(tx, siteId)
    const visits = await readVisits(tx, { siteId, chargers, sinceMs: nowMs - KNOWN_MS })
    const columns = columnsOf(visits)
    const firstMs = columns.arrivesAtMs[0] ?? nowMs
    return {
      fromMs: Math.floor(firstMs / QUARTER_MS) * QUARTER_MS,
      untilMs: nowMs,
      timeZone: site.time_zone,
      limitW: site.grid_limit_w,
      chargerPowerW: chargers.powerW(),
      visits: columns,
    }
  })
}

/** EVSEs by number, each with what it is known to give. */
class Chargers {
  readonly #indexes = new Map<string, number>()
  readonly #powerW: number[] = []

  /** Its number; from now on it is known to give so much. */
  note(stationKey: number, evseId: number, powerW: number): number {
    const key = `${stationKey}/${evseId}`
    const index = this.#indexes.get(key) ?? this.#powerW.length
    this.#indexes.set(key, index)
    this.#powerW[index] = Math.max(this.#powerW[index] ?? 0, powerW)
    return index
  }

  /** W of each. One that nobody has charged at is taken for as strong as the strongest. */
  powerW(): Float64Array {
    const strongest = Math.max(0, ...this.#powerW)
    return Float64Array.from(this.#powerW, (powerW) => (powerW > 0 ? powerW : strongest))
  }
}

interface ChargerRow {
  readonly station_id: number
  readonly evse_id: number
  readonly power_w: number
}

async function readChargers(tx: Tx, siteId: string): Promise<Chargers> {
  const { rows } = await sql<ChargerRow>`
    select c.station_id, c.evse_id, coalesce(max(c.max_power_w), 0)::int as power_w
    from connectors c join stations s on s.station_id = c.station_id
    where s.site_id = ${siteId} and c.evse_id > 0
    group by c.station_id, c.evse_id order by c.station_id, c.evse_id`.execute(tx)
  const chargers = new Chargers()
  for (const row of rows) chargers.note(row.station_id, row.evse_id, row.power_w)
  return chargers
}

interface VisitRow {
  readonly session_id: string
  readonly station_id: number
  readonly evse_id: number
  readonly started_at: Date
  readonly start_ms: number
  readonly end_ms: number
  readonly energy_wh: number
  readonly max_power_w: number
}

interface Wanted {
  readonly siteId: string
  readonly chargers: Chargers
  readonly sinceMs: number
}

async function readVisits(tx: Tx, wanted: Wanted): Promise<Visit[]> {
  const { rows: stations } = await sql<{ station_id: number }>`
    select station_id from stations where site_id = ${wanted.siteId} order by station_id`.execute(tx)
  const sinceMs = await sinceWhen(tx, wanted)
  const visits: Visit[] = []
  for (const { station_id: stationKey } of stations) {
    let after: Place = { atMs: sinceMs, sessionId: '00000000-0000-0000-0000-000000000000' }
    for (let isMore = true; isMore; ) {
      const rows = await readPage(tx, stationKey, after)
      for (const row of rows) visits.push(visitOf(row, wanted.chargers))
      const last = rows.at(-1)
      isMore = rows.length === PAGE
      if (last !== undefined) after = { atMs: last.started_at.getTime(), sessionId: last.session_id }
    }
  }
  return visits
}

/** The start of the oldest session that is looked at. */
async function sinceWhen(tx: Tx, { siteId, sinceMs }: Wanted): Promise<number> {
  const { rows } = await sql<{ started_at: Date }>`
    select x.started_at from sessions x
    where x.station_id in (select station_id from stations where site_id = ${siteId})
      and x.started_at >= ${new Date(sinceMs)}
    order by x.started_at desc offset ${MOST_VISITS} limit 1`.execute(tx)
  return rows[0]?.started_at.getTime() ?? sinceMs
}

interface Place {
  readonly atMs: number
  readonly sessionId: string
}

/** Ended sessions of a station in order. What a person has corrected counts as corrected. */
async function readPage(tx: Tx, stationKey: number, after: Place): Promise<readonly VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select x.session_id, x.station_id, x.evse_id, date_trunc('milliseconds', x.started_at) as started_at,
      extract(epoch from coalesce(c.started_at, x.started_at))::float8 * 1000 as start_ms,
      extract(epoch from coalesce(c.ended_at, x.ended_at))::float8 * 1000 as end_ms,
      coalesce(c.energy_wh, x.energy_wh)::float8 as energy_wh, coalesce(x.max_power_w, 0)::float8 as max_power_w
    from sessions x ${lastReview}
    left join lateral (select v.energy_wh, v.started_at, v.ended_at where v.verdict = 'corrected') c on true
    where x.station_id = ${stationKey} and x.state = 'ended' and x.ended_at is not null
      and x.started_at >= ${new Date(after.atMs)}
      and (date_trunc('milliseconds', x.started_at), x.session_id) > (${new Date(after.atMs)}, ${after.sessionId}::uuid)
    order by date_trunc('milliseconds', x.started_at), x.session_id limit ${PAGE}`.execute(tx)
  return rows
}

/** A station that reports no power is taken to have charged evenly from the start to the end. */
function visitOf(row: VisitRow, chargers: Chargers): Visit {
  const stayMs = Math.max(SHORTEST_MS, row.end_ms - row.start_ms)
  const energyWh = Math.max(0, row.energy_wh)
  const powerW = Math.max(row.max_power_w, (energyWh * HOUR_MS) / stayMs)
  return {
    arrivesAtMs: row.start_ms,
    leavesAtMs: row.start_ms + stayMs,
    energyWh,
    powerW,
    charger: chargers.note(row.station_id, row.evse_id, powerW),
  }
}
