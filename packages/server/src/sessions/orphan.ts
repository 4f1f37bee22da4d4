import { foldIdToken } from '@stationmaster/ocpp'
import type { Report } from './report.ts'
import type { Session } from './session.ts'

/**
 * The active session that a stop without a known transaction id ends: it began before, its register is not above
 * the stop's, and the token does not speak against it. Two that fit equally well match neither: a person decides.
 */
export function orphanMatch(report: Report, sessions: readonly Session[]): Session | undefined {
  const fitting = sessions.filter((session) => session.state === 'active' && fits(report, session))
  const ofToken = fitting.filter((session) => tokenAgrees(report, session) === true)
  const best = ofToken.length > 0 ? ofToken : fitting
  return best.length === 1 ? best[0] : undefined
}

/** The session held for a stop that came before this start (1.6: its start was still queued, or had been dropped). */
export function stopHeldFor(report: Report, sessions: readonly Session[]): Session | undefined {
  const { event, time } = report
  const held = sessions.filter(
    (session) =>
      !session.fold.startedSeen &&
      session.transactionId === null &&
      session.endedAtMs !== null &&
      session.endedAtMs >= time.atMs &&
      (session.evse.evseId === 0 || session.evse.evseId === event.evse?.evseId) &&
      (event.registerWh ?? 0) <= (session.meterStopWh ?? Infinity) &&
      tokenAgrees(report, session) !== false,
  )
  return held.length === 1 ? held[0] : undefined
}

function fits(report: Report, session: Session): boolean {
  const { event, time } = report
  const lastWh = session.fold.register.segments.at(-1)?.lastWh ?? 0
  return (
    session.startedAtMs <= time.atMs &&
    (event.evse === undefined || event.evse.evseId === session.evse.evseId) &&
    (event.registerWh === undefined || event.registerWh === 0 || event.registerWh >= lastWh) &&
    tokenAgrees(report, session) !== false
  )
}

/** True and false when both name a token; undefined when one does not say. */
function tokenAgrees({ event }: Report, session: Session): boolean | undefined {
  if (!event.idToken || !session.idToken) return undefined
  return foldIdToken(event.idToken.value) === foldIdToken(session.idToken.value)
}
