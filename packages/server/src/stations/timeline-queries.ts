import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, type Page, pageOf, RowPlace } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import { matchesWords } from '../api/search.ts'
import type { TimelineEntry, TimelineQuery } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'

export const TimelineCursor = z.tuple([InstantText, RowPlace])

export interface TimelineFilter extends Omit<z.infer<typeof TimelineQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof TimelineCursor> | undefined
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

/** A station's flight recorder, newest first. Frames have no id: the place in the table tells those of one instant apart. */
export async function listTimeline(db: Db, stationKey: number, filter: TimelineFilter): Promise<Page<TimelineEntry>> {
  const { rows } = await sql<FrameRow>`
    select received_at, inbound, action, message_id, frame, answer, answered_at, session_id, reasons,
      (received_at at time zone 'UTC')::text || '+00' as cursor_at, ctid::text as place
    from frames where ${sql.join(timelineConditions(stationKey, filter), sql` and `)}
    order by received_at desc, ctid desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => ({
      at: instant(row.received_at),
      direction: row.inbound ? ('fromStation' as const) : ('toStation' as const),
      action: row.action,
      messageId: row.message_id,
      frame: row.frame,
      answer: row.answer,
      answeredAt: instantOrNull(row.answered_at),
      sessionId: row.session_id,
      reasons: row.reasons ?? [],
    }),
    key: (row) => [row.cursor_at, row.place],
  })
}

function timelineConditions(stationKey: number, filter: TimelineFilter) {
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.from !== undefined) conditions.push(sql`received_at >= ${filter.from}::timestamptz`)
  if (filter.to !== undefined) conditions.push(sql`received_at < ${filter.to}::timestamptz`)
  if (filter.action !== undefined) conditions.push(sql`lower(action) = ${filter.action.toLowerCase()}`)
  if (filter.direction !== undefined) conditions.push(sql`inbound = ${filter.direction === 'fromStation'}`)
  if (filter.sessionId !== undefined) conditions.push(sql`session_id = ${filter.sessionId}`)
  if (filter.search !== undefined) {
    conditions.push(matchesWords(sql`action, message_id, frame, answer, reasons::text`, filter.search))
  }
  if (filter.after !== undefined) {
    const [at, place] = filter.after
    conditions.push(sql`received_at <= ${at}::timestamptz`)
    conditions.push(sql`(received_at, ctid) < (${at}::timestamptz, ${place}::tid)`)
  }
  return conditions
}
