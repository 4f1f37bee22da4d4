import { REMEMBERED_SESSIONS, type StationState } from '../stations/state.ts'
import type { Session } from './session.ts'

/** The state with a session added or replaced; of ended ones only the newest few stay, of active ones no more than the limit. */
export function remember(state: StationState, session: Session): StationState {
  const index = state.sessions.findIndex((known) => known.sessionId === session.sessionId)
  // The usual message: a session goes on, and nobody has to make room.
  if (session.state === 'active' && state.sessions[index]?.state === 'active') {
    return { ...state, sessions: state.sessions.with(index, session) }
  }
  const place = state.sessions.findLastIndex((known) => known.startedAtMs <= session.startedAtMs) + 1
  const sessions = index >= 0 ? state.sessions.with(index, session) : state.sessions.toSpliced(place, 0, session)
  return session.state === 'ended' ? forget({ ...state, sessions }) : forgetActive({ ...state, sessions })
}

/** Drops the oldest ended session when there are too many; memory then reaches back only to after its start. */
function forget(state: StationState): StationState {
  const ended = state.sessions.filter((session) => session.state === 'ended')
  const oldest = ended[0]
  if (ended.length <= REMEMBERED_SESSIONS || oldest === undefined) return state
  return {
    ...state,
    sessions: state.sessions.filter((session) => session !== oldest),
    memoryHorizonMs: Math.max(state.memoryHorizonMs, oldest.startedAtMs + 1),
  }
}

/**
 * Drops the active session that was silent for longest when there are too many: its row has all of it, and it is read back
 * when it is spoken of. A station that opens transactions without end costs no more memory than any other.
 */
function forgetActive(state: StationState): StationState {
  const active = state.sessions.filter((session) => session.state === 'active')
  const [first, ...others] = active
  if (active.length <= state.mostActive || first === undefined) return state
  const silent = others.reduce((one, other) => (other.lastEventAtMs < one.lastEventAtMs ? other : one), first)
  return {
    ...state,
    sessions: state.sessions.filter((session) => session !== silent),
    memoryHorizonMs: Math.max(state.memoryHorizonMs, silent.startedAtMs + 1),
    hidesActive: true,
  }
}

/** The active session on an EVSE; one EVSE holds one transaction. */
export function activeOn(state: StationState, evseId: number): Session | undefined {
  return state.sessions.findLast((session) => session.state === 'active' && session.evse.evseId === evseId)
}
