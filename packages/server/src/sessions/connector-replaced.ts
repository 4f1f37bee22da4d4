import { draftOf, finish } from './draft.ts'
import { withFlag } from './flags.ts'
import type { Session } from './session.ts'

/** What a start does to another active session of its EVSE. */
export interface Replacement {
  /** The session of the start, closed itself when a newer one runs already. */
  readonly session: Session
  readonly replaced: readonly Session[]
}

/**
 * An EVSE holds one transaction at a time: of two active sessions the older one's stop is lost or still to come.
 * It ends at its last register; its true stop, should it come, takes the estimate's place.
 */
export function replaceOnConnector(session: Session, others: readonly Session[]): Replacement {
  const rivals = others.filter(
    (other) =>
      other.state === 'active' &&
      other.sessionId !== session.sessionId &&
      other.evse.evseId === session.evse.evseId &&
      other.evse.evseId > 0,
  )
  if (rivals.length === 0 || session.state === 'ended') return { session, replaced: [] }
  if (rivals.some((rival) => rival.startedAtMs > session.startedAtMs)) return { session: close(session), replaced: [] }
  return { session, replaced: rivals.map(close) }
}

function close(session: Session): Session {
  const draft = draftOf(session)
  draft.flags = withFlag(draft.flags, { code: 'connectorReplaced' })
  return finish(draft)
}
