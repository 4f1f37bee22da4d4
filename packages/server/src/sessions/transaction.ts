import type { TransactionReply, TransactionReported } from '@stationmaster/ocpp'
import { WHOLE_STATION } from '@stationmaster/ocpp'
import type { Change } from '../stations/change.ts'
import type { Decision, Facts, FoldEvent, Needs, SessionNeed, StoredSession } from '../stations/decision.ts'
import type { StationState } from '../stations/state.ts'
import { type AnotherStart, anotherStart } from './another-start.ts'
import { anotherStartKeyOf, orphanStopKeyOf, startKeyOf } from './business-key.ts'
import { newFlagReasons, sampleChanges, sessionChange, sessionEventChange, sessionHint } from './changes.ts'
import { clockChange } from './clock-offset.ts'
import { replaceOnConnector } from './connector-replaced.ts'
import type { EventBody } from './event-body.ts'
import { withFlag } from './flags.ts'
import { append, isInOrder, refold } from './fold.ts'
import { type Known, locate, sessionNeedOf, type Target } from './locate.ts'
import { activeOn, remember } from './memory.ts'
import { newSession } from './new-session.ts'
import { assumedNowMs, earliestMs, foldEventOf, type Report, reportOf, settled } from './report.ts'
import type { Session, SessionFlag } from './session.ts'
import { answerToken, mustLookUp, type TokenAnswer } from './token-answer.ts'

/** What must be read before a transaction report can be decided. */
export function transactionNeeds(state: StationState, event: TransactionReported): Needs | undefined {
  const report = reportOf(event, state, assumedNowMs(state, event))
  // As late as can be: a token that turns out not to be needed does no harm, a missing one does.
  const target = locate(report, knownOf(state, undefined, Infinity))
  const session = withHidden(sessionNeedOf(target), target, state, event)
  const { idToken } = event
  const asks = target.kind !== 'retry' && mustLookUp(event, sessionOf(target))
  if (session === undefined && !asks) return undefined
  return { ...(asks && idToken && { idToken }), ...(session && { session }) }
}

/** With active sessions left out of memory, a start also reads the one it may take the place of. */
function withHidden(need: SessionNeed | undefined, target: Target, state: StationState, event: TransactionReported) {
  const evseId = event.evse?.evseId ?? 0
  const begins = target.kind === 'new' || target.kind === 'cold'
  if (!state.hidesActive || !begins || evseId === 0 || activeOn(state, evseId)) return need
  return { ...need, evseId }
}

/**
 * Decides about a started, updated or ended transaction. Every report is kept and answered validly (1.6 §4.8, §4.10);
 * what does not fit is flagged on the session.
 */
export function decideTransaction(state: StationState, event: TransactionReported, facts: Facts): Decision {
  const report = reportOf(event, state, facts.nowMs)
  const target = locate(report, knownOf(state, facts.stored, facts.nowMs))
  const stored = storedFor(target, facts.stored)
  const repeated = stored?.events.find((known) => known.contentHash === report.hash)
  if (target.kind === 'retry') return answerAgain(state, report, target.session)
  if (stored && repeated) return answerAgain(state, report, stored.session, repeated)
  return record(state, report, { target, stored, facts })
}

interface Circumstances {
  readonly target: Exclude<Target, { kind: 'retry' }>
  readonly stored: StoredSession | undefined
  readonly facts: Facts
}

/** Records a report that was not seen before. */
function record(state: StationState, unsettled: Report, { target, stored, facts }: Circumstances): Decision {
  const before = sessionOf(target)
  const answer = target.kind === 'repeatedStart' ? {} : answerToken(unsettled, before, state, facts)
  const anomaly = anomalyOf(target, unsettled.event, state)
  const base = baseOf(target, unsettled, state, facts)
  const inPlace = settled(unsettled, base)
  const report = target.kind === 'refold' ? withoutLateness(inPlace) : inPlace
  const event = foldEventOf(report, { answer: answer.token, tokenId: answer.tokenId, anomaly })
  const isAside = anomaly === 'conflictingStop' || anomaly === 'repeatedStart'
  const folded = isAside ? append(base, { ...event, samples: [] }) : foldIn(base, event, report, stored)
  const begins = before === null || target.kind === 'join'
  const others = state.hidesActive && facts.stored ? [facts.stored.session, ...state.sessions] : state.sessions
  const { session, replaced } = begins ? replaceOnConnector(folded, others) : { session: folded, replaced: [] }

  const { nowMs } = facts
  const eventChange = sessionEventChange(state, session.sessionId, event, nowMs)
  const clock = report.queued ? null : clockChange(state, report.time.stationMs, nowMs)
  const place = { ...session.evse, ...report.event.evse }
  const ends = replaced.map((other) => sessionChange(state, { before: null, session: other }, nowMs))
  const change = sessionChange(state, { before, session }, nowMs)
  const changes: Change[] = [
    ...ends,
    change,
    ...(eventChange ? [eventChange] : []),
    ...sampleChanges(state, place, { before, session: isAside ? null : session }, report.samples, nowMs),
    ...(clock ? [clock] : []),
  ]
  const remembered = [...replaced, session].reduce(remember, state)
  return {
    state: clock ? { ...remembered, clockOffsetMs: clock.clockOffsetMs } : remembered,
    reply: replyOf(report, session, answer),
    changes,
    reasons: [...(answer.reason ? [answer.reason] : []), ...newFlagReasons(before, session)],
    live: [
      sessionHint(change),
      ...ends.map(sessionHint),
      ...(session.state === before?.state ? [] : [{ kind: 'station' as const }]),
    ],
    sessionId: session.sessionId,
  }
}

/** A late report that has its place among others was held up; that says nothing against the station's clock. */
function withoutLateness(report: Report): Report {
  const { time } = report
  return time.atMs === time.stationMs ? { ...report, time: { ...time, skewMs: null } } : report
}

/** The same answer as the first time; nothing changes. */
function answerAgain(state: StationState, report: Report, session: Session, first?: FoldEvent): Decision {
  const given = session.fold.answers.find((answer) => answer.contentHash === report.hash)
  const token = given?.token ?? first?.body.answer
  return {
    state,
    reply: replyOf(report, session, token ? { token } : {}),
    changes: [],
    reasons: [{ code: 'retry' }],
    live: [],
    sessionId: session.sessionId,
  }
}

function replyOf({ event }: Report, session: Session, answer: TokenAnswer): TransactionReply {
  const gaveId = event.phase === 'started' && event.transactionId === undefined
  if (!gaveId) return { kind: 'transaction', ...(answer.token && { token: answer.token }) }
  const token = answer.token ?? session.fold.answers[0]?.token ?? { status: 'Accepted' }
  return { kind: 'transaction', transactionId: Number(session.transactionId), token }
}

/** Folds the report in at its place: at the end, or among the stored events. */
function foldIn(base: Session, event: FoldEvent, report: Report, stored: StoredSession | undefined): Session {
  if (isInOrder(base, event.seqNo, earliestMs(report, base))) return append(base, event)
  const lateMs = base.fold.newestAtMs - event.atMs
  const late = { ...base, flags: withFlag(base.flags, { code: 'lateEvent', data: { lateMs } }) }
  if (stored) return refold(late, [...stored.events, event])
  // Its place could not be read (a clock moved between asking and deciding): it goes to the end.
  const samples = event.samples.map((sample) => ({ ...sample, at: { ...sample.at, ms: late.fold.newestAtMs } }))
  return append(late, { ...event, atMs: Math.max(event.atMs, late.fold.newestAtMs), samples })
}

/** The session that the report is folded into. */
function baseOf(target: Circumstances['target'], report: Report, state: StationState, facts: Facts): Session {
  const { event } = report
  const isStart16 = event.transactionId === undefined && event.phase === 'started'
  const isOrphan = state.version === '1.6' && event.phase === 'ended'
  if (target.kind === 'join') {
    const evse = event.evse ?? target.session.evse
    return {
      ...target.session,
      evse,
      startKey: startKeyOf(event),
      transactionId: String(facts.nextTransactionNumber()),
    }
  }
  if (target.kind !== 'new' && target.kind !== 'cold') return withEvse(target.session, event)
  const { generation, another } = target.kind === 'new' ? target : { generation: 0 }
  const startKey = another === undefined ? startKeyOf(event) : anotherStartKeyOf(event, facts.nowMs)
  return newSession({
    sessionId: facts.newSessionId(),
    evse: event.evse ?? WHOLE_STATION,
    transactionId: isStart16 ? String(facts.nextTransactionNumber()) : isOrphan ? null : (event.transactionId ?? null),
    generation,
    startKey: isStart16 ? startKey : isOrphan ? orphanStopKeyOf(event) : null,
    startedAtMs: report.time.atMs,
    receivedAtMs: facts.nowMs,
    flags: newSessionFlags(generation, another),
  })
}

function newSessionFlags(generation: number, another: AnotherStart | undefined): readonly SessionFlag[] {
  if (another !== undefined) return [{ code: 'constantStart', data: { because: another } }]
  return generation > 0 ? [{ code: 'transactionIdReused', data: { generation } }] : []
}

/** A 2.x transaction may name its EVSE and connector only later. */
function withEvse(session: Session, { evse }: TransactionReported): Session {
  if (!evse || session.evse.connectorId > 0 || evse.evseId === 0) return session
  return { ...session, evse }
}

function anomalyOf(target: Target, event: TransactionReported, state: StationState): EventBody['anomaly'] {
  if (target.kind === 'conflictingStop' || target.kind === 'repeatedStart' || target.kind === 'orphanStop')
    return target.kind
  const isNew = target.kind === 'new' || target.kind === 'cold'
  return isNew && state.version === '1.6' && event.phase === 'ended' ? 'orphanStop' : undefined
}

function sessionOf(target: Target): Session | null {
  return target.kind === 'new' || target.kind === 'cold' ? null : target.session
}

function storedFor(target: Target, stored: StoredSession | null | undefined): StoredSession | undefined {
  return stored && sessionOf(target)?.sessionId === stored.session.sessionId ? stored : undefined
}

/** Memory, and what was read back; what was asked for and not found does not exist. */
function knownOf(state: StationState, stored: StoredSession | null | undefined, nowMs: number): Known {
  const rules = {
    idsAreOurs: state.version === '1.6',
    hidesActive: stored === undefined && state.hidesActive,
    ...(state.quirks.constantStart && { anotherStart: (session: Session) => anotherStart(state, session, nowMs) }),
  }
  if (stored === undefined) return { sessions: state.sessions, horizonMs: state.memoryHorizonMs, ...rules }
  const isKnown = stored === null || state.sessions.some(({ sessionId }) => sessionId === stored.session.sessionId)
  const sessions = isKnown ? state.sessions : [stored.session, ...state.sessions]
  return { sessions, horizonMs: -Infinity, ...rules }
}
