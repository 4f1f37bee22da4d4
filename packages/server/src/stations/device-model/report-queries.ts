import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { DeviceReport, ReportQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'

export const ReportCursor = z.tuple([InstantText, z.enum(['variables', 'monitors', 'customer']), z.int32()])

/** Parts come one after the other; after this long without one, no more is expected. */
const PATIENCE_MS = 120_000
const MOST_MISSING = 100

interface ReportRow {
  readonly kind: z.infer<typeof DeviceReport>['kind']
  readonly request_id: number
  readonly command_id: string | null
  readonly state: 'asked' | 'receiving' | 'complete' | 'empty'
  readonly parts: readonly number[]
  readonly last_part: number | null
  readonly asked_at: Date | null
  readonly updated_at: Date
  readonly texts: Readonly<Record<string, string>>
  readonly cursor_at: string
}

const columns = sql`kind, request_id, command_id, state, parts, last_part, asked_at, updated_at, texts,
  ${instantText(sql`updated_at`)} as cursor_at`

/** Reports of a station, those that changed last first. */
export async function listReports(
  db: Db,
  stationKey: number,
  filter: Omit<z.output<typeof ReportQuery>, 'cursor'> & {
    readonly nowMs: number
    readonly after: z.infer<typeof ReportCursor> | undefined
  },
): Promise<Page<z.infer<typeof DeviceReport>>> {
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.kind !== undefined) conditions.push(sql`kind = ${filter.kind}`)
  if (filter.after !== undefined) {
    const [at, kind, requestId] = filter.after
    conditions.push(sql`(updated_at, kind, request_id) < (${at}::timestamptz, ${kind}, ${requestId}::integer)`)
  }
  const { rows } = await sql<ReportRow>`
    select ${columns} from device_reports where ${sql.join(conditions, sql` and `)}
    order by updated_at desc, kind desc, request_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => reportOf(row, filter.nowMs),
    key: (row) => [row.cursor_at, row.kind, row.request_id],
  })
}

/** The report that a command asked for; undefined when none has been promised. */
export async function readCommandReport(
  db: Db,
  tenantId: TenantId,
  commandId: string,
  nowMs: number,
): Promise<z.infer<typeof DeviceReport> | undefined> {
  const { rows } = await sql<ReportRow>`
    select ${columns} from device_reports
    where tenant_id = ${tenantId} and command_id = ${commandId}`.execute(db)
  return rows[0] && reportOf(rows[0], nowMs)
}

function reportOf(row: ReportRow, nowMs: number): z.infer<typeof DeviceReport> {
  const { state, parts, last_part: lastPart } = row
  const isUnderWay = state === 'asked' || state === 'receiving'
  const highest = lastPart ?? Math.max(-1, ...parts)
  const had = new Set(parts)
  const missingParts = Array.from({ length: highest + 1 }, (_, index) => index).filter((index) => !had.has(index))
  return {
    kind: row.kind,
    requestId: row.request_id,
    commandId: row.command_id,
    state: isUnderWay && nowMs - row.updated_at.getTime() > PATIENCE_MS ? 'incomplete' : state,
    partsReceived: parts.length,
    partsExpected: lastPart === null ? null : lastPart + 1,
    missingParts: missingParts.slice(0, MOST_MISSING),
    askedAt: instantOrNull(row.asked_at),
    updatedAt: instant(row.updated_at),
    text: row.kind === 'customer' ? textOf(row.texts) : null,
  }
}

/** The parts in their order, whatever the order they came in. */
function textOf(texts: ReportRow['texts']): string {
  const parts = Object.entries(texts).sort(([one], [other]) => Number(one) - Number(other))
  return parts.map(([, text]) => text).join('')
}
