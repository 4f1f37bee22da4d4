import type { IdToken, StationEvent, StationReply } from '@stationmaster/ocpp'
import { foldIdToken } from '@stationmaster/ocpp'
import { readEventBody } from '../../sessions/event-body.ts'
import type { Session } from '../../sessions/session.ts'
import type { Change, MeterSampleChange, SessionEventChange } from '../change.ts'
import { decide, needsOf } from '../decide.ts'
import type { Decision, Facts, FoldEvent, SessionNeed, StoredSession, TokenFacts } from '../decision.ts'
import type { SessionId } from '../ids.ts'
import type { Answered } from '../responder.ts'
import { REMEMBERED_SESSIONS, type StationState } from '../state.ts'

/** A station's rows in memory: what `decide` asked to be durable, and a state that can be loaded from it again. */
export class StationModel {
  state: StationState
  nowMs: number
  readonly sessions = new Map<SessionId, Session>()
  readonly events: SessionEventChange[] = []
  /** Key: time, EVSE, connector, context. */
  readonly samples = new Map<string, MeterSampleChange>()
  readonly changes: Change[] = []
  /** Key: folded token value. */
  readonly tokens: Map<string, TokenFacts>
  heartbeatIntervalS = 300
  /** The number that the next 1.6 transaction is given. */
  nextTransactionNumber = 1001
  /** What a responder finds for the next question; null: nothing. */
  answered: Answered | null = null
  reads = 0
  #sessionIds = 0

  constructor(state: StationState, tokens: ReadonlyMap<string, TokenFacts>, nowMs: number) {
    this.state = state
    this.tokens = new Map(tokens)
    this.nowMs = nowMs
  }

  /** Handles an event as the gateway does: read what is needed, decide, make durable, answer. */
  decide(event: StationEvent): Decision {
    const decision = this.decideOnly(event)
    for (const change of decision.changes) this.#apply(change)
    this.state = decision.state
    return decision
  }

  /** As far as a server comes that crashes before the commit. */
  decideOnly(event: StationEvent): Decision {
    const needs = needsOf(this.state, event)
    if (needs?.session) this.reads += 1
    return decide(this.state, event, {
      ...this.#facts(),
      ...(needs?.idToken && { token: this.#token(needs.idToken) }),
      ...(needs?.session && { stored: this.read(needs.session) }),
      ...(needs?.reply && { answered: this.answered }),
    })
  }

  send(event: StationEvent): StationReply {
    return this.decide(event).reply
  }

  /** Forgets the memory and loads it again from the rows, as after a crash or a reconnect. */
  reload(): void {
    const all = [...this.sessions.values()].sort((a, b) => a.startedAtMs - b.startedAtMs)
    const ended = all.filter((session) => session.state === 'ended')
    const kept = ended.slice(-REMEMBERED_SESSIONS)
    const active = all.filter((session) => session.state === 'active')
    const held = active.slice(-this.state.mostActive)
    const hidesActive = held.length < active.length
    const sessions = all.filter((session) => held.includes(session) || kept.includes(session))
    const oldest = kept[0]
    const endedHorizonMs = ended.length > kept.length && oldest ? oldest.startedAtMs : -Infinity
    const activeHorizonMs = hidesActive ? (held[0]?.startedAtMs ?? Infinity) + 1 : -Infinity
    this.state = {
      ...this.state,
      sessions,
      memoryHorizonMs: Math.max(endedHorizonMs, activeHorizonMs),
      hidesActive,
    }
  }

  read(need: SessionNeed): StoredSession | null {
    const all = [...this.sessions.values()].sort((a, b) => b.generation - a.generation)
    const session =
      all.find((row) => need.transactionId !== undefined && row.transactionId === need.transactionId) ??
      all.find((row) => need.startKey !== undefined && row.startKey === need.startKey) ??
      all.find((row) => row.sessionId === need.sessionId) ??
      all.find((row) => row.state === 'active' && row.evse.evseId === need.evseId)
    return session ? { session, events: this.eventsOf(session.sessionId) } : null
  }

  eventsOf(sessionId: SessionId): FoldEvent[] {
    const facts = this.events
      .filter((event) => event.sessionId === sessionId)
      .map(({ phase, seqNo, atMs, contentHash, body }): FoldEvent => {
        const read = readEventBody(JSON.parse(JSON.stringify(body)))
        if (read === null) throw new Error(`body does not read back: ${JSON.stringify(body)}`)
        return { phase, seqNo, atMs, contentHash, body: read, samples: [] }
      })
    const meters = [...this.samples.values()]
      .filter((row) => row.sessionId === sessionId)
      .map(({ atMs, sample }): FoldEvent => {
        const placed = { ...sample, at: { text: sample.at.text, ms: atMs } }
        return { phase: 'meter', seqNo: null, atMs, contentHash: 0, body: {}, samples: [placed] }
      })
    return [...facts, ...meters]
  }

  /** The only session there is. */
  get session(): Session {
    const [first, ...others] = this.sessions.values()
    if (first === undefined || others.length > 0) throw new Error(`${this.sessions.size} sessions`)
    return first
  }

  #facts(): Facts {
    return {
      nowMs: this.nowMs,
      heartbeatIntervalS: this.heartbeatIntervalS,
      newSessionId: () => `session-${++this.#sessionIds}` as SessionId,
      nextTransactionNumber: () => this.nextTransactionNumber++,
    }
  }

  #token(idToken: IdToken): TokenFacts | null {
    const known = this.tokens.get(foldIdToken(idToken.value))
    if (!known) return null
    const own = [...this.sessions.values()].filter(
      (session) =>
        session.state === 'active' &&
        session.idToken &&
        foldIdToken(session.idToken.value) === foldIdToken(idToken.value),
    )
    return {
      ...known,
      activeSessionIds: [...known.activeSessionIds, ...own.map(({ sessionId }) => sessionId)],
    }
  }

  #apply(change: Change): void {
    this.changes.push(change)
    if (change.kind === 'session') {
      this.sessions.set(change.session.sessionId, JSON.parse(JSON.stringify(change.session)))
    } else if (change.kind === 'sessionEvent') {
      this.events.push(change)
    } else if (change.kind === 'meterSample') {
      const key = [change.atMs, change.evseId, change.connectorId, change.sample.context].join('|')
      const before = this.samples.get(key)
      this.samples.set(key, { ...change, sample: { ...before?.sample, ...change.sample } })
    }
  }
}
