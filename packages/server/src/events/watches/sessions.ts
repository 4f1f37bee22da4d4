import { sql } from 'kysely'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { EventData } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { REVIEW_CONFIDENCE } from '../../sessions/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type Difference, MOST_DIFFERENCES, type Question, type Watch } from '../watch.ts'

/** Figures of a session are told this often at most. */
const UPDATE_MS = 60_000

export interface SessionMark {
  readonly state: 'active' | 'ended'
  readonly doubtful: boolean
  readonly energyWh: number
  /** When its figures were last told. */
  readonly toldMs: number
}

interface SessionRow {
  readonly tenant_id: TenantId
  readonly station_id: number
  readonly session_id: string
  readonly identity: string
  readonly site_id: string | null
  readonly evse_id: number
  readonly connector_id: number
  readonly transaction_id: string | null
  readonly state: SessionMark['state']
  readonly doubtful: boolean
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly updated_at: Date
  readonly energy_wh: number
  readonly power_w: number | null
  readonly soc_percent: number | null
  readonly stopped_reason: string | null
  readonly flags: readonly { readonly code: string }[]
  readonly mark: SessionMark | null
}

export const sessionWatch: Watch = {
  name: 'session',
  sweepMs: 60_000,
  async look(tx, question) {
    const rows = await readSessions(tx, question)
    return rows.flatMap((row) => differenceOf(row, question))
  },
}

const isDoubtful = sql`(x.flags <> '[]' and x.confidence < ${REVIEW_CONFIDENCE}::real)`

async function readSessions(tx: Tx, { subjects, sinceMs }: Question): Promise<readonly SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select x.tenant_id, x.station_id, x.session_id, coalesce(s.identity, r.identity, '') as identity, s.site_id, x.evse_id,
      x.connector_id, x.transaction_id, x.state, ${isDoubtful} as doubtful, x.started_at, x.ended_at, x.updated_at,
      x.energy_wh::float8 as energy_wh, x.power_w, x.soc_percent, x.stopped_reason, x.flags, m.mark
    from sessions x
    left join stations s on s.station_id = x.station_id
    left join removed_stations r on r.station_id = x.station_id
    left join event_marks m on m.tenant_id = x.tenant_id and m.watch = 'session' and m.subject = x.session_id::text
    where ${subjects === 'all' ? untold(new Date(sinceMs)) : sql`x.session_id = any(${subjects}::uuid[])`}
    limit ${MOST_DIFFERENCES}`.execute(tx)
  return rows
}

/** What a sweep finds: begun or ended without a word, or another judgement of what has ended of late. */
function untold(since: Date) {
  return sql`x.session_id in (
    select a.session_id from sessions a
    where a.state = 'active' and not exists (
      select from event_marks k where k.tenant_id = a.tenant_id and k.watch = 'session' and k.subject = a.session_id::text)
    union all
    select e.session_id from event_marks k join sessions e on e.session_id = k.subject::uuid
    where k.watch = 'session' and k.mark ->> 'state' = 'active' and e.tenant_id = k.tenant_id and e.state = 'ended'
    union all
    select e.session_id from sessions e
    where e.tenant_id in (select tenant_id from tenants) and e.started_at >= ${since} and e.state = 'ended'
      and not exists (
        select from event_marks k where k.tenant_id = e.tenant_id and k.watch = 'session' and k.subject = e.session_id::text))`
}

function differenceOf(row: SessionRow, { nowMs, isWanted }: Question): readonly Difference[] {
  const news = sessionNews(row, { nowMs, isUpdateWanted: isWanted(row.tenant_id, 'session.updated') })
  if (news.length === 0 && row.mark !== null && row.mark.state === row.state) return []
  const data = dataOf(row)
  const tells = news.includes('session.updated') || row.mark === null
  const mark: SessionMark = {
    state: row.state,
    // Told once, even if its judgement wavers.
    doubtful: row.doubtful || row.mark?.doubtful === true,
    energyWh: tells ? row.energy_wh : (row.mark?.energyWh ?? 0),
    toldMs: tells ? nowMs : (row.mark?.toldMs ?? 0),
  }
  const at = { 'session.started': row.started_at, 'session.ended': row.ended_at ?? row.updated_at }
  return [
    {
      tenantId: row.tenant_id,
      subject: row.session_id,
      stationKey: row.station_id,
      siteId: row.site_id,
      mark: { ...mark },
      happenings: news.map((type) => ({
        type,
        data,
        atMs: (type === 'session.started' || type === 'session.ended' ? at[type] : row.updated_at).getTime(),
      })),
    },
  ]
}

type SessionNews = 'session.started' | 'session.updated' | 'session.ended' | 'session.doubtful'

/** What is to be told of a session, given what was told. One that ended unseen is told of from its beginning. */
export function sessionNews(
  now: Pick<SessionRow, 'state' | 'doubtful' | 'energy_wh' | 'mark'>,
  { nowMs, isUpdateWanted }: { readonly nowMs: number; readonly isUpdateWanted: boolean },
): SessionNews[] {
  const { mark } = now
  const news: SessionNews[] = []
  if (mark === null) news.push('session.started')
  const hasMoved = mark !== null && mark.energyWh !== now.energy_wh && nowMs - mark.toldMs >= UPDATE_MS
  if (isUpdateWanted && now.state === 'active' && hasMoved) news.push('session.updated')
  if (now.state === 'ended' && mark?.state !== 'ended') news.push('session.ended')
  if (now.doubtful && mark?.doubtful !== true) news.push('session.doubtful')
  return news
}

function dataOf(row: SessionRow): EventData<'session.started'> {
  return {
    sessionId: row.session_id,
    stationId: row.identity,
    siteId: row.site_id,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    transactionId: row.transaction_id,
    state: row.state,
    startedAt: instant(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    energyWh: row.energy_wh,
    powerW: row.power_w,
    socPercent: row.soc_percent,
    stoppedReason: row.stopped_reason,
    flags: row.flags.map(({ code }) => code),
  }
}
