import type { Pool } from 'pg'
import type { SessionId, StationKey, TenantId } from '../stations/ids.ts'
import { refold } from './fold.ts'
import type { Session } from './session.ts'
import { readStoredSessions } from './store.ts'

/** A running session whose row a process has left behind what it had stored of it. */
export interface SessionBehind {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  /** As its samples and events make it. */
  readonly session: Session
}

interface Row {
  readonly tenant_id: TenantId
  readonly station_id: StationKey
  readonly session_id: SessionId
}

/**
 * Rows of sessions that only go on are written a little after their reports (`progress.ts`). A process that was killed has
 * left some behind: the samples and events past a row's `last_event_at` tell, and the figures are folded from all of them.
 * Of these stations, or of all.
 */
export async function sessionsBehind(
  pool: Pool,
  stations: readonly StationKey[] | 'all',
): Promise<readonly SessionBehind[]> {
  if (stations !== 'all' && stations.length === 0) return []
  const { rows } = await pool.query<Row>({
    name: stations === 'all' ? 'all-sessions-behind' : 'sessions-behind',
    text: `
      select s.tenant_id, s.station_id, s.session_id from sessions s
      where s.state = 'active' ${stations === 'all' ? '' : 'and s.station_id = any($1::integer[])'}
        and (exists (select from meter_samples m
            where m.station_id = s.station_id and m.at > s.last_event_at and m.session_id = s.session_id)
          or exists (select from session_events e
            where e.station_id = s.station_id and e.session_id = s.session_id and e.at > s.last_event_at))`,
    values: stations === 'all' ? [] : [stations],
  })
  const questions = rows.map((row) => ({ stationKey: row.station_id, need: { sessionId: row.session_id } }))
  const stored = questions.length === 0 ? [] : await readStoredSessions(pool, questions, { toTheLast: true })
  return rows.flatMap(({ tenant_id: tenantId, station_id: stationKey }, index) => {
    const found = stored[index]
    if (!found) return []
    const session = withFigures(found.session, refold(found.session, found.events))
    return session.lastEventAtMs > found.session.lastEventAtMs ? [{ tenantId, stationKey, session }] : []
  })
}

/** Only what reports of progress may move: everything else in the row was written with its report. */
function withFigures(row: Session, folded: Session): Session {
  const { meterStartWh, energyWh, powerW, maxPowerW, socPercent, startSocPercent, fold, lastEventAtMs } = folded
  return { ...row, meterStartWh, energyWh, powerW, maxPowerW, socPercent, startSocPercent, fold, lastEventAtMs }
}
