import { describe, expect, it } from 'vitest'
import type { SessionId } from '../stations/ids.ts'
import { REMEMBERED_SESSIONS } from '../stations/state.ts'
import { stationState } from '../stations/testing/station-model.ts'
import { activeOn, remember } from './memory.ts'
import { newSession } from './new-session.ts'
import type { Session } from './session.ts'

function session(startedAtMs: number, changed: Partial<Session> = {}): Session {
  const sessionId = `session-${startedAtMs}` as SessionId
  const evse = { evseId: 1, connectorId: 1 }
  const known = { sessionId, evse, transactionId: null, generation: 0, startKey: null }
  return { ...newSession({ ...known, startedAtMs, receivedAtMs: startedAtMs, flags: [] }), state: 'ended', ...changed }
}

describe('remember', () => {
  it('keeps the order of starts, and one entry for each session', () => {
    const state = [30, 10, 20].map((at) => session(at)).reduce(remember, stationState())
    expect(state.sessions.map(({ startedAtMs }) => startedAtMs)).toEqual([10, 20, 30])
    const again = remember(state, session(20, { energyWh: 5 }))
    expect(again.sessions.map(({ energyWh }) => energyWh)).toEqual([0, 5, 0])
    expect(again.memoryHorizonMs).toBe(-Infinity)
  })

  it('lets the oldest ended session go, never an active one, and says how far it reaches back', () => {
    let state = remember(stationState(), session(0, { state: 'active' }))
    for (let count = 1; count <= REMEMBERED_SESSIONS; count++) state = remember(state, session(count))
    expect(state.memoryHorizonMs).toBe(-Infinity)
    state = remember(state, session(100))
    expect(state.sessions.map(({ startedAtMs }) => startedAtMs)).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 100])
    expect(state.memoryHorizonMs).toBe(2)
  })

  it('lets one go as well when an active session ends', () => {
    let state = remember(stationState(), session(0, { state: 'active' }))
    for (let count = 1; count <= REMEMBERED_SESSIONS; count++) state = remember(state, session(count))
    state = remember(state, session(0))
    expect(state.sessions.map(({ startedAtMs }) => startedAtMs)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(state.memoryHorizonMs).toBe(1)
  })

  it('holds no more active sessions than the limit, and lets the one go that was silent for longest', () => {
    let state = stationState({ mostActive: 3 })
    for (const at of [10, 20, 30]) state = remember(state, session(at, { state: 'active', lastEventAtMs: at }))
    state = remember(state, session(10, { state: 'active', lastEventAtMs: 35 }))
    expect(state).toMatchObject({ hidesActive: false, memoryHorizonMs: -Infinity })
    state = remember(state, session(40, { state: 'active', lastEventAtMs: 40 }))
    expect(state.sessions.map(({ startedAtMs }) => startedAtMs)).toEqual([10, 30, 40])
    expect(state).toMatchObject({ hidesActive: true, memoryHorizonMs: 21 })
  })

  it('does not pretend to reach further back again when an old session comes by', () => {
    let state = stationState()
    for (let count = 1; count <= REMEMBERED_SESSIONS + 3; count++) state = remember(state, session(count))
    const horizon = state.memoryHorizonMs
    state = remember(state, session(1))
    expect(state.memoryHorizonMs).toBe(horizon)
    expect(state.sessions).toHaveLength(REMEMBERED_SESSIONS)
  })
})

describe('activeOn', () => {
  it('finds the newest active session of an EVSE', () => {
    const state = [session(1, { state: 'active' }), session(2, { state: 'active' }), session(3)].reduce(
      remember,
      stationState(),
    )
    expect(activeOn(state, 1)?.startedAtMs).toBe(2)
    expect(activeOn(state, 2)).toBeUndefined()
  })
})
