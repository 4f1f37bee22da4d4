import type { StationState } from '../stations/state.ts'
import type { Session } from './session.ts'

/** Why a start that looks like a retry of an earlier one was taken for another. */
export type AnotherStart = 'ended' | 'connectorFree' | 'elapsed'

/** Longer than any firmware goes on retrying a message whose transaction already reports. */
const ELAPSED_MS = 15 * 60_000

/**
 * For stations whose clock or meter stands still (quirk `constantStart`) two true transactions have the same business
 * key. What has happened since the first tells them apart: its end, its connector having been free, or time in which it
 * has reported, which it cannot do before its start is answered. Undefined: a retry, as for any other station.
 */
export function anotherStart(state: StationState, session: Session, nowMs: number): AnotherStart | undefined {
  if (session.state === 'ended') return 'ended'
  const { evseId, connectorId } = session.evse
  const hasBeenFree = [...state.connectors.values()].some(
    (connector) =>
      connector.evseId === evseId &&
      connector.connectorId === connectorId &&
      (connector.status === 'Available' || connector.status === 'Preparing') &&
      connector.statusAtMs > session.startedAtMs,
  )
  if (hasBeenFree) return 'connectorFree'
  const hasReported = session.lastEventAtMs > session.startedAtMs
  return hasReported && nowMs - session.receivedAtMs >= ELAPSED_MS ? 'elapsed' : undefined
}
