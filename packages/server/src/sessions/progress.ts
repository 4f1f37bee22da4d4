import type { Session } from './session.ts'

/** Times are stored to the millisecond: what differs by less may be the same time to the database. */
const LATER_MS = 1

/**
 * Whether a running session has only gone on: nothing but its figures differs, and its newest sample or event is later than
 * all before. Should the row not be written, what is stored past its `last_event_at` tells (`catch-up.ts`).
 */
export function isProgress(before: Session | null, after: Session): boolean {
  if (before === null || after.state !== 'active') return false
  if (after.lastEventAtMs < before.lastEventAtMs + LATER_MS || after.lastEventAtMs !== after.fold.newestAtMs)
    return false
  return isSamePlace(before, after) && before.flags === after.flags && isSameStanding(before, after)
}

/** What is more than a figure: a report that changes one of these is written to the session's row at once. */
function isSameStanding(before: Session, after: Session): boolean {
  return (
    before.state === after.state &&
    before.transactionId === after.transactionId &&
    before.generation === after.generation &&
    before.startKey === after.startKey &&
    before.idToken === after.idToken &&
    before.tokenId === after.tokenId &&
    before.authorizationStatus === after.authorizationStatus &&
    before.chargingState === after.chargingState &&
    before.startedAtMs === after.startedAtMs &&
    before.startedAtStationMs === after.startedAtStationMs &&
    before.endedAtMs === after.endedAtMs &&
    before.endedAtStationMs === after.endedAtStationMs &&
    before.stoppedReason === after.stoppedReason &&
    before.remoteStartId === after.remoteStartId &&
    before.offline === after.offline &&
    before.receivedAtMs === after.receivedAtMs
  )
}

function isSamePlace({ evse: one }: Session, { evse: other }: Session): boolean {
  return one.evseId === other.evseId && one.connectorId === other.connectorId
}
