import type { SessionProgress, SessionSummary, StationSummary } from '@stationmaster/server/contract'

/** The session with the figures it has come to; the same object where there are none. */
export function sessionGoneOn<Session extends SessionSummary>(session: Session, progress?: SessionProgress): Session {
  return progress === undefined ? session : { ...session, ...progress }
}

/** The station with the figures its sessions have come to; the same object where none of them has. */
export function stationGoneOn<Station extends StationSummary>(
  station: Station,
  bySession: ReadonlyMap<string, SessionProgress>,
): Station {
  const progressOf = (sessionId: string | null) => (sessionId === null ? undefined : bySession.get(sessionId))
  if (station.connectors.every(({ sessionId }) => progressOf(sessionId) === undefined)) return station
  const connectors = station.connectors.map((connector) => {
    const progress = progressOf(connector.sessionId)
    if (progress === undefined) return connector
    const { powerW, energyWh, socPercent } = progress
    return { ...connector, powerW, energyWh, socPercent }
  })
  // What the station draws beside them, in sessions that name no connector, stays as it was told last.
  const besides = station.powerW - drawnBy(station.connectors)
  return { ...station, connectors, powerW: besides + drawnBy(connectors) }
}

/** A session of a whole EVSE stands at each of its connectors, and draws once. */
function drawnBy(connectors: StationSummary['connectors']): number {
  const bySession = new Map(connectors.map(({ sessionId, powerW }) => [sessionId, powerW ?? 0]))
  bySession.delete(null)
  return [...bySession.values()].reduce((sum, powerW) => sum + powerW, 0)
}
