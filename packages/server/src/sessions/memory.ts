import { REMEMBERED_SESSIONS, type StationState } from '../stations/state.ts'
import type { Session } from './session.ts'

/** The state with a session added or replaced; of ended ones only the newest few stay. */
export function remember(state: StationState, session: Session): StationState {
  const index = state.sessions.findIndex((known) => known.sessionId === session.sessionId)
  const place = state.sessions.findLastIndex((known) => known.startedAtMs <= session.startedAtMs) + 1
  const sessions = index >= 0 ? state.sessions.with(index, session) : state.sessions.toSpliced(place, 0, session)
  return session.state === 'ended' ? forget({ ...state, sessions }) : { ...state, sessions }
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

/** The active session on an EVSE; one EVSE holds one transaction. */
export function activeOn(state: StationState, evseId: number): Session | undefined {
  return state.sessions.findLast((session) => session.state === 'active' && session.evse.evseId === evseId)
}
