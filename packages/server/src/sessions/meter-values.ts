import type { MeterSample, MeterValuesReported } from '@stationmaster/ocpp'
import type { Change } from '../stations/change.ts'
import type { Decision, Facts, FoldEvent, Needs, StoredSession } from '../stations/decision.ts'
import type { StationState } from '../stations/state.ts'
import { newFlagReasons, sampleChanges, sessionChange, sessionHint } from './changes.ts'
import { atOf, effectiveTime, placeSamples } from './effective-time.ts'
import { withFlag } from './flags.ts'
import { append, isInOrder, refold } from './fold.ts'
import { activeOn, remember } from './memory.ts'
import type { Session } from './session.ts'

/** What must be read before MeterValues can be decided: the session of samples older than it has folded. */
export function meterValuesNeeds(state: StationState, event: MeterValuesReported): Needs | undefined {
  const session = sessionFor(state, event, null)
  if (session === null) {
    const isCold = event.transactionId !== undefined && isOurs(event.transactionId) && state.memoryHorizonMs > -Infinity
    if (isCold) return { session: { transactionId: event.transactionId } }
    const { evseId } = event.evse
    return state.hidesActive && evseId > 0 ? { session: { evseId } } : undefined
  }
  const { newestAtMs } = session.fold
  const isLate = event.samples.some(
    ({ at }) => at.ms !== undefined && at.ms < newestAtMs && at.ms >= session.startedAtMs,
  )
  return isLate ? { session: { sessionId: session.sessionId } } : undefined
}

/** Attaches samples to the session of their transaction id, else of their EVSE and time; the rest stands alone. Never reopens. */
export function decideMeterValues(state: StationState, event: MeterValuesReported, facts: Facts): Decision {
  const { nowMs } = facts
  const samples = placedSamples(state, event, nowMs)
  const before = sessionFor(state, event, facts.stored ?? null, samples)
  const session = before && foldSamples(before, samples, facts.stored)
  const changes: Change[] = sampleChanges(state, event.evse, { before, session }, samples, nowMs)
  if (session === null || session === before) return unattached(state, changes, session)
  const change = sessionChange(state, { before, session }, nowMs)
  return {
    state: remember(state, session),
    reply: { kind: 'empty' },
    changes: [change, ...changes],
    reasons: newFlagReasons(before, session),
    live: [sessionHint(change)],
    sessionId: session.sessionId,
  }
}

function unattached(state: StationState, changes: readonly Change[], session: Session | null): Decision {
  return { state, reply: { kind: 'empty' }, changes, reasons: [], live: [], sessionId: session?.sessionId ?? null }
}

/** Samples with effective times; the newest stands for the time of the message. */
function placedSamples(state: StationState, event: MeterValuesReported, nowMs: number): readonly MeterSample[] {
  let newest: MeterSample | undefined
  for (const sample of event.samples) {
    if (newest === undefined || (sample.at.ms ?? -Infinity) > (newest.at.ms ?? -Infinity)) newest = sample
  }
  if (newest === undefined) return []
  const time = effectiveTime(newest.at, { receivedAtMs: nowMs, connectedAtMs: state.connectedAtMs })
  return placeSamples(event.samples, time)
}

function sessionFor(
  state: StationState,
  event: MeterValuesReported,
  stored: StoredSession | null,
  placed: readonly MeterSample[] = event.samples,
): Session | null {
  const { transactionId } = event
  if (transactionId !== undefined && isOurs(transactionId)) {
    const named = state.sessions.findLast((session) => session.transactionId === transactionId)
    if (named) return named
    if (stored?.session.transactionId === transactionId) return stored.session
  }
  if (event.evse.evseId === 0) return null
  const atMs = placed[0]?.at.ms
  const active = activeOn(state, event.evse.evseId) ?? hiddenOn(event.evse.evseId, stored)
  if (active && (atMs === undefined || atMs >= active.startedAtMs)) return active
  return atMs === undefined ? null : endedAt(state, event.evse.evseId, atMs)
}

/** What was read back of an EVSE whose active session memory does not hold. */
function hiddenOn(evseId: number, stored: StoredSession | null): Session | undefined {
  const session = stored?.session
  return session?.state === 'active' && session.evse.evseId === evseId ? session : undefined
}

/** The remembered session that ran on an EVSE at a time: for samples that come after its stop. */
function endedAt(state: StationState, evseId: number, atMs: number): Session | null {
  const found = state.sessions.findLast(
    (session) =>
      session.evse.evseId === evseId &&
      session.state === 'ended' &&
      session.startedAtMs <= atMs &&
      atMs <= (session.endedAtMs ?? -Infinity),
  )
  return found ?? null
}

/** 1.6 stations write 0 or −1 outside of transactions. */
function isOurs(transactionId: string): boolean {
  return Number(transactionId) > 0
}

function foldSamples(session: Session, samples: readonly MeterSample[], stored: Facts['stored']): Session {
  const fromMs = session.fold.startedSeen ? session.startedAtMs : -Infinity
  const inside = samples.filter((sample) => atOf(sample) >= fromMs)
  const oldest = inside[0]
  if (oldest === undefined) return session
  if (isInOrder(session, null, atOf(oldest))) return append(session, meterEvent(inside))
  if (stored?.session.sessionId !== session.sessionId) {
    const newer = inside.filter((sample) => atOf(sample) >= session.fold.newestAtMs)
    return newer.length === 0 ? session : append(session, meterEvent(newer))
  }
  const unseen = inside.filter((sample) => !isStored(sample, stored))
  if (unseen.length === 0) return session
  const late = { ...session, flags: withFlag(session.flags, { code: 'lateEvent' }) }
  return refold(late, [...stored.events, meterEvent(unseen)])
}

function meterEvent(samples: readonly MeterSample[]): FoldEvent {
  return { phase: 'meter', seqNo: null, atMs: Math.max(...samples.map(atOf)), contentHash: 0, body: {}, samples }
}

/** MeterValues have no sequence number: the same register at the same time is a retry. */
function isStored(sample: MeterSample, { events }: StoredSession): boolean {
  return events.some(({ samples }) =>
    samples.some(
      (known) => known.at.ms === sample.at.ms && (known.energyImportWh ?? null) === (sample.energyImportWh ?? null),
    ),
  )
}
