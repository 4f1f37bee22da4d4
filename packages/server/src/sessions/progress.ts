import type { Session } from './session.ts'

/** What is more than a figure: a report that changes one of these is written to the session's row at once. */
const STANDING = [
  ...(['transactionId', 'generation', 'startKey', 'idToken', 'tokenId', 'authorizationStatus', 'state'] as const),
  ...([
    'chargingState',
    'startedAtMs',
    'startedAtStationMs',
    'endedAtMs',
    'endedAtStationMs',
    'stoppedReason',
  ] as const),
  ...(['remoteStartId', 'offline', 'flags', 'confidence', 'receivedAtMs'] as const),
] satisfies readonly (keyof Session)[]

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
  return isSamePlace(before, after) && STANDING.every((key) => before[key] === after[key])
}

function isSamePlace({ evse: one }: Session, { evse: other }: Session): boolean {
  return one.evseId === other.evseId && one.connectorId === other.connectorId
}
