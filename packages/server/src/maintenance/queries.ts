import { sql } from 'kysely'
import type { z } from 'zod'
import { type NewestCursor, newestFirst, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { MaintenanceQuery, MaintenanceRequest } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

const newest = newestFirst(sql`r.created_at`, sql`r.command_id`)

type Item = z.infer<typeof MaintenanceRequest>

export interface MaintenanceFilter extends Omit<z.infer<typeof MaintenanceQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof NewestCursor> | undefined
}

interface Row {
  readonly command_id: string
  readonly identity: string
  readonly kind: Item['kind']
  readonly request_id: number
  readonly state: Item['state']
  readonly status: string | null
  readonly info: string | null
  readonly file_id: string | null
  readonly announced_name: string | null
  readonly target_version: string | null
  readonly version_before: string | null
  readonly firmware_version: string | null
  readonly locations: string[]
  readonly steps: Item['steps']
  readonly requested_by: string
  readonly created_at: Date
  readonly updated_at: Date
  readonly ended_at: Date | null
}

const sources = sql`
  maintenance_requests r join stations s on s.station_id = r.station_id
  left join file_links l on l.link_id = r.link_id
  left join commands c on c.station_id = r.station_id and c.command_id = r.command_id`

/** The log that was asked for has come, whether the station has said so or not. */
const hasCome = sql`(r.kind = 'logUpload' and r.state in ('requested', 'running') and l.file_id is not null)`

/** Without the station's yes to the command nothing will come of the request. */
const stateNow = sql`
  case when ${hasCome} then 'succeeded'
    when r.state <> 'requested' then r.state
    when c.state = 'cancelled' then 'cancelled'
    when c.state in ('rejected', 'failed') then 'refused'
    else r.state end`

const selectRequests = sql`
  select r.command_id, s.identity, r.kind, r.request_id, ${stateNow} as state, r.status,
    coalesce(r.info, case when r.state = 'requested' then c.detail end) as info,
    coalesce(r.file_id, l.file_id) as file_id, r.announced_name, r.target_version, r.version_before,
    s.firmware_version, r.locations, r.steps, r.requested_by, r.created_at, r.updated_at,
    case when ${hasCome} then l.used_at else r.ended_at end as ended_at`

/** Requests, newest first. */
export async function listRequests(db: Db, tenantId: TenantId, filter: MaintenanceFilter): Promise<Page<Item>> {
  const conditions = [sql`r.tenant_id = ${tenantId}`]
  if (filter.kind !== undefined) conditions.push(sql`r.kind = ${filter.kind}`)
  if (filter.state !== undefined) conditions.push(sql`${stateNow} = ${filter.state}`)
  if (filter.stationId !== undefined) conditions.push(sql`s.identity_folded = ${filter.stationId.toLowerCase()}`)
  if (filter.after !== undefined) conditions.push(newest.after(filter.after))
  const { rows } = await sql<Row & { cursor_at: string }>`
    ${selectRequests}, ${newest.at} as cursor_at
    from ${sources} where ${sql.join(conditions, sql` and `)}
    order by ${newest.order} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: requestOf, key: (row) => [row.cursor_at, row.command_id] })
}

export async function readRequest(db: Db, tenantId: TenantId, commandId: string): Promise<Item | undefined> {
  const { rows } = await sql<Row>`
    ${selectRequests} from ${sources}
    where r.tenant_id = ${tenantId} and r.command_id = ${commandId}`.execute(db)
  return rows[0] && requestOf(rows[0])
}

function requestOf(row: Row): Item {
  return {
    id: row.command_id,
    stationId: row.identity,
    kind: row.kind,
    requestId: row.request_id,
    state: row.state,
    status: row.status,
    info: row.info,
    fileId: row.file_id,
    announcedName: row.announced_name,
    targetVersion: row.target_version,
    versionBefore: row.version_before,
    versionNow: row.firmware_version,
    locations: row.locations,
    steps: row.steps,
    requestedBy: row.requested_by,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    endedAt: instantOrNull(row.ended_at),
  }
}
