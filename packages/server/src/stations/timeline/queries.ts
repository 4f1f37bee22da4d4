import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf, RowPlace } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import { matchesWords } from '../../api/search.ts'
import type { NetworkTimelinePage, TimelineEntry, TimelineQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { escapeControls } from '../../platform/escape-controls.ts'
import type { TenantId } from '../ids.ts'

export const TimelineCursor = z.tuple([InstantText, RowPlace])
/** Partitions have row places of their own: across stations the key of the station goes before. */
export const NetworkTimelineCursor = z.tuple([InstantText, z.int32(), RowPlace])

const LOOK_BACK_MS = 3_600_000

export interface TimelineFilter extends Omit<z.infer<typeof TimelineQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof TimelineCursor> | undefined
}

export interface NetworkTimelineFilter extends Omit<TimelineFilter, 'after'> {
  readonly after: z.infer<typeof NetworkTimelineCursor> | undefined
  readonly nowMs: number
}

interface FrameRow {
  readonly received_at: Date
  readonly inbound: boolean
  readonly action: string
  readonly message_id: string
  readonly frame: string
  readonly answer: string | null
  readonly answered_at: Date | null
  readonly session_id: string | null
  readonly reasons: TimelineEntry['reasons'] | null
  readonly cursor_at: string
  readonly place: string
}

const columns = sql`
  f.received_at, f.inbound, f.action, f.message_id, f.frame, f.answer, f.answered_at, f.session_id, f.reasons,
  ${instantText(sql`f.received_at`)} as cursor_at, f.ctid::text as place`

/** A station's flight recorder, newest first. Frames have no id: the place in the table tells those of one instant apart. */
export async function listTimeline(db: Db, stationKey: number, filter: TimelineFilter): Promise<Page<TimelineEntry>> {
  const conditions = [sql`f.station_id = ${stationKey}`, ...timelineConditions(filter)]
  if (filter.after !== undefined) {
    const [at, place] = filter.after
    conditions.push(sql`f.received_at <= ${at}::timestamptz`)
    conditions.push(sql`(f.received_at, f.ctid) < (${at}::timestamptz, ${place}::tid)`)
  }
  const { rows } = await sql<FrameRow>`
    select ${columns} from frames f where ${sql.join(conditions, sql` and `)}
    order by f.received_at desc, f.ctid desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: entryOf, key: (row) => [row.cursor_at, row.place] })
}

type NetworkEntry = z.infer<typeof NetworkTimelinePage>['items'][number]

/** The flight recorders of all stations together, newest first; of the last hour where nothing says otherwise. */
export async function searchTimeline(
  db: Db,
  tenantId: TenantId,
  filter: NetworkTimelineFilter,
): Promise<Page<NetworkEntry>> {
  const conditions = [sql`f.tenant_id = ${tenantId}`, ...timelineConditions(filter)]
  if (filter.from === undefined && filter.sessionId === undefined) {
    conditions.push(sql`f.received_at >= ${new Date(filter.nowMs - LOOK_BACK_MS)}`)
  }
  if (filter.sessionId !== undefined) {
    // The index of frames leads with the station.
    conditions.push(sql`f.station_id = (select x.station_id from sessions x where x.session_id = ${filter.sessionId})`)
  }
  if (filter.after !== undefined) {
    const [at, key, place] = filter.after
    conditions.push(sql`f.received_at <= ${at}::timestamptz`)
    conditions.push(sql`(f.received_at, f.station_id, f.ctid) < (${at}::timestamptz, ${key}, ${place}::tid)`)
  }
  const { rows } = await sql<FrameRow & { station_id: number; identity: string }>`
    select ${columns}, f.station_id, s.identity from frames f join stations s on s.station_id = f.station_id
    where ${sql.join(conditions, sql` and `)}
    order by f.received_at desc, f.station_id desc, f.ctid desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => ({ stationId: row.identity, ...entryOf(row) }),
    key: (row) => [row.cursor_at, row.station_id, row.place],
  })
}

export interface TimelinePiece {
  readonly from: string
  readonly to: string
  readonly limit: number
  readonly mostCharacters: number
}

/** Entries of a station within a time, oldest first, as many as their frames and answers leave room for. */
export async function readTimeline(
  db: Db,
  stationKey: number,
  { from, to, limit, mostCharacters }: TimelinePiece,
): Promise<{ readonly items: readonly TimelineEntry[]; readonly isCut: boolean }> {
  const { rows } = await sql<FrameRow & { characters: string }>`
    select * from (
      select ${columns}, length(f.frame) + coalesce(length(f.answer), 0) as own,
        sum(length(f.frame) + coalesce(length(f.answer), 0)) over (order by f.received_at, f.ctid) as characters
      from frames f
      where f.station_id = ${stationKey} and f.received_at >= ${from}::timestamptz and f.received_at < ${to}::timestamptz
      order by f.received_at, f.ctid limit ${limit}
    ) piece where characters - own <= ${mostCharacters}::bigint order by received_at, place::tid`.execute(db)
  const items = rows.filter(({ characters }) => Number(characters) <= mostCharacters).map(entryOf)
  return { items, isCut: items.length < rows.length }
}

function entryOf(row: FrameRow): TimelineEntry {
  return {
    at: instant(row.received_at),
    direction: row.inbound ? 'fromStation' : 'toStation',
    action: escapeControls(row.action),
    messageId: escapeControls(row.message_id),
    // What stands in a text of JSON may be written so too: the frame says the same.
    frame: escapeControls(row.frame),
    answer: row.answer === null ? null : escapeControls(row.answer),
    answeredAt: instantOrNull(row.answered_at),
    sessionId: row.session_id,
    reasons: row.reasons ?? [],
  }
}

function timelineConditions(filter: Omit<TimelineFilter, 'limit' | 'after'>): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  if (filter.from !== undefined) conditions.push(sql`f.received_at >= ${filter.from}::timestamptz`)
  if (filter.to !== undefined) conditions.push(sql`f.received_at < ${filter.to}::timestamptz`)
  if (filter.action !== undefined) conditions.push(sql`lower(f.action) = ${filter.action.toLowerCase()}`)
  if (filter.direction !== undefined) conditions.push(sql`f.inbound = ${filter.direction === 'fromStation'}`)
  if (filter.sessionId !== undefined) conditions.push(sql`f.session_id = ${filter.sessionId}`)
  // A SEND (2.1) has no answer and has not failed.
  if (filter.failed !== undefined) {
    const failed = sql`(f.answer like '[4,%' or (f.answer is null and f.frame not like '[6,%'))`
    conditions.push(filter.failed ? failed : sql`not ${failed}`)
  }
  if (filter.search !== undefined) {
    conditions.push(matchesWords(sql`f.action, f.message_id, f.frame, f.answer, f.reasons::text`, filter.search))
  }
  return conditions
}
