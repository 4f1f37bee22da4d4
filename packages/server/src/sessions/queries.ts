import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import { matchesReadOut, matchesWords } from '../api/search.ts'
import {
  isAfter,
  orderBy,
  type SortColumn,
  type SortedPlace,
  type Sorting,
  sortedCursor,
  sortingOf,
} from '../api/sorting.ts'
import type { SessionDetail, SessionQuery, SessionSummary } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import { basisOf, isOpenForReview, lastReview, readReviews, reviewState } from './review-store.ts'
import { type SessionRow, sessionColumns, sessionSources, sessionSummaryOf } from './session-rows.ts'

const SESSION_COLUMNS = {
  startedAt: {
    value: sql`x.started_at`,
    text: instantText(sql`x.started_at`),
    type: 'timestamptz',
    cursor: InstantText,
    keyGoesBackwards: true,
  },
  // Those that run come last of all.
  endedAt: {
    value: sql`coalesce(x.ended_at, 'infinity')`,
    text: sql`coalesce(${instantText(sql`x.ended_at`)}, 'infinity')`,
    type: 'timestamptz',
    cursor: z.union([InstantText, z.literal('infinity')]),
  },
  energyWh: {
    value: sql`x.energy_wh`,
    text: sql`x.energy_wh::text`,
    type: 'bigint',
    cursor: z.string().regex(/^-?\d{1,18}$/),
  },
} as const satisfies Readonly<Record<string, SortColumn>>

export function sessionCursor(sort: SessionFilter['sort']) {
  return sortedCursor(sort, sortingOf(sort, SESSION_COLUMNS), z.uuid())
}

export interface SessionFilter extends Omit<z.infer<typeof SessionQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: SortedPlace | undefined
}

/** A page of sessions, sorted; newest start first unless asked otherwise. */
export async function listSessions(db: Db, tenantId: TenantId, filter: SessionFilter): Promise<Page<SessionSummary>> {
  refuseUnbounded(filter)
  const sorting = sortingOf(filter.sort, SESSION_COLUMNS)
  const { rows } = await sql<SessionRow & { sort_text: string }>`
    select ${sessionColumns}, ${sorting.column.text} as sort_text
    from ${sessionSources}
    where ${sql.join(sessionConditions(tenantId, filter, sorting), sql` and `)}
    order by ${orderBy(sorting, SESSION_KEY.value)} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: sessionSummaryOf,
    key: (row) => [filter.sort, row.sort_text, row.session_id],
  })
}

const SESSION_KEY = { value: sql`x.session_id`, type: 'uuid' } as const

/** Energy changes with every meter value, so that an index of it would cost more than it is worth: a span of time bounds the work. */
function refuseUnbounded({ sort, from }: SessionFilter): void {
  if (!sort.endsWith('energyWh') || from !== undefined) return
  throw new Refusal('invalidInput', { errors: [{ field: 'from', rule: 'is needed to sort by energyWh' }] })
}

function sessionConditions(tenantId: TenantId, filter: SessionFilter, sorting: Sorting) {
  const conditions = [sql`x.tenant_id = ${tenantId}`]
  if (filter.stationId !== undefined) {
    conditions.push(sql`x.station_id = (
      select station_id from stations
      where tenant_id = ${tenantId} and identity_folded = ${filter.stationId.toLowerCase()})`)
  }
  if (filter.siteId !== undefined) conditions.push(sql`s.site_id = ${filter.siteId}`)
  if (filter.driverId !== undefined) {
    conditions.push(sql`x.token_id in (select token_id from id_tokens where driver_id = ${filter.driverId})`)
  }
  if (filter.state !== undefined) conditions.push(sql`x.state = ${filter.state}`)
  if (filter.flagged === true) conditions.push(sql`x.flags <> '[]'`)
  if (filter.flagged === false) conditions.push(sql`x.flags = '[]'`)
  if (filter.review === 'open') conditions.push(isOpenForReview)
  else if (filter.review !== undefined) conditions.push(sql`${reviewState} = ${filter.review}`)
  if (filter.from !== undefined) conditions.push(sql`x.started_at >= ${filter.from}::timestamptz`)
  if (filter.to !== undefined) conditions.push(sql`x.started_at < ${filter.to}::timestamptz`)
  if (filter.search !== undefined) {
    conditions.push(matchesSearch(tenantId, filter.search))
  }
  if (filter.after !== undefined) {
    conditions.push(sql`${isAfter(sorting, SESSION_KEY, filter.after)}`)
  }
  return conditions
}

/** Every word concerns the session; or the whole is its token or its station, as people write or say it. */
function matchesSearch(tenantId: TenantId, search: string) {
  const words = search.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return sql`true`
  const everyWord = sql.join(
    words.map((word) => concerns(tenantId, word)),
    sql` and `,
  )
  const ofStation = sql`x.station_id in (
    select station_id from stations where tenant_id = ${tenantId} and ${matchesReadOut(sql`identity_folded`, search)}
  )`
  return sql`((${everyWord}) or x.id_token_folded = ${foldIdToken(search)} or ${ofStation})`
}

/**
 * The word occurs in the station, its site or the token, or is the token or transaction itself. Sessions are many, so
 * what it occurs in is found first and they are only compared with keys.
 */
function concerns(tenantId: TenantId, word: string) {
  return sql`(
    x.station_id in (
      select f.station_id from stations f left join sites g on g.site_id = f.site_id
      where f.tenant_id = ${tenantId} and ${matchesWords(sql`f.identity, f.name, g.name`, word)}
      union all
      select station_id from removed_stations where tenant_id = ${tenantId} and ${matchesWords(sql`identity`, word)}
    )
    or x.token_id in (
      select token_id from id_tokens where tenant_id = ${tenantId} and ${matchesWords(sql`value, label`, word)}
    )
    or x.id_token_folded = ${foldIdToken(word)} or x.transaction_id = ${word})`
}

interface DetailRow extends SessionRow {
  readonly generation: number
  readonly meter_start_wh: number | null
  readonly meter_stop_wh: number | null
  readonly start_soc_percent: number | null
  readonly started_at_station: Date | null
  readonly ended_at_station: Date | null
  readonly remote_start_id: number | null
  readonly received_at: Date
}

/** A session with its events in time order; undefined when there is none. */
export async function readSession(
  db: Db,
  tenantId: TenantId,
  sessionId: string,
): Promise<z.infer<typeof SessionDetail> | undefined> {
  const { rows } = await sql<DetailRow>`
    select ${sessionColumns}, x.generation, x.meter_start_wh::float8 as meter_start_wh,
      x.meter_stop_wh::float8 as meter_stop_wh, x.start_soc_percent, x.started_at_station, x.ended_at_station,
      x.remote_start_id, x.received_at
    from ${sessionSources}
    where x.tenant_id = ${tenantId} and x.session_id = ${sessionId}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    ...sessionSummaryOf(row),
    generation: row.generation,
    meterStartWh: row.meter_start_wh,
    meterStopWh: row.meter_stop_wh,
    startSocPercent: row.start_soc_percent,
    startedAtStation: instantOrNull(row.started_at_station),
    endedAtStation: instantOrNull(row.ended_at_station),
    remoteStartId: row.remote_start_id,
    receivedAt: instant(row.received_at),
    reviewBasis: basisOf(row),
    reviews: await readReviews(db, row.station_id, sessionId),
    events: await readEvents(db, row.station_id, sessionId),
  }
}

/** More are not counted: the queue is long. */
const MOST_COUNTED = 1000

/** How many sessions wait for somebody to look at them. */
export function countToReview(tenantId: TenantId) {
  return sql`(select count(*)::int from (
    select from sessions x ${lastReview} where x.tenant_id = ${tenantId} and ${isOpenForReview} limit ${MOST_COUNTED}) q)`
}

interface EventRow {
  readonly phase: string
  readonly seq_no: number | null
  readonly at: Date
  readonly received_at: Date
  readonly trigger: string | null
  readonly charging_state: string | null
  readonly register_wh: number | null
}

/** More events than any screen shows; a station that sends one a second reaches it after half an hour. */
const MOST_EVENTS = 2000

async function readEvents(db: Db, stationKey: number, sessionId: string) {
  const { rows } = await sql<EventRow>`
    select phase, seq_no, at, received_at, body ->> 'trigger' as trigger, body ->> 'chargingState' as charging_state,
      case when jsonb_typeof(body -> 'registerWh') = 'number' then (body ->> 'registerWh')::float8 end as register_wh
    from session_events where station_id = ${stationKey} and session_id = ${sessionId}
    order by at, seq_no nulls last, received_at limit ${MOST_EVENTS}`.execute(db)
  return rows.map((row) => ({
    phase: row.phase,
    seqNo: row.seq_no,
    at: instant(row.at),
    receivedAt: instant(row.received_at),
    trigger: row.trigger,
    chargingState: row.charging_state,
    registerWh: row.register_wh,
  }))
}
