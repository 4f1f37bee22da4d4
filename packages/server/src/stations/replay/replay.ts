import {
  DIALECTS,
  encodeCallError,
  encodeCallResult,
  foldIdToken,
  parseStationFrame,
  type StationEvent,
} from '@stationmaster/ocpp'
import type { TimelineEntry, TimelineExport } from '../../contract/index.ts'
import { redactFrame } from '../../gateway/redaction.ts'
import { needsOf } from '../decide.ts'
import type { Decision, TokenFacts } from '../decision.ts'
import type { StationIdentity, StationKey, TenantId } from '../ids.ts'
import { parseQuirks } from '../quirks.ts'
import type { StationState } from '../state.ts'
import { recordedAnswer } from './recorded-answers.ts'
import { RecordedProfiles } from './recorded-profiles.ts'
import { StationModel } from './station-model.ts'

/** What became of one recorded message when it was decided again. */
export type ReplayedEntry = { readonly entry: TimelineEntry } & (
  | { readonly verdict: 'same' }
  /** The answer or the reasons are others than were recorded. */
  | { readonly verdict: 'different'; readonly answer: string | null; readonly reasons: TimelineEntry['reasons'] }
  /** It was decided by more than the core: our own calls, unreadable frames, answers of others that cannot be read back. */
  | { readonly verdict: 'skipped'; readonly why: 'ourCall' | 'unreadable' | 'answeredByOthers' | 'withheld' }
)

/** An actor keeps this many active sessions by default; an export is short of them. */
const MOST_ACTIVE = 10_000

/**
 * Decides an exported piece of a flight recorder again, message by message, with the pure core alone: the clock, the
 * transaction numbers and the heartbeat interval are those that were recorded. Deterministic; no I/O.
 */
export function replay(recording: TimelineExport): readonly ReplayedEntry[] {
  const replaying = { model: modelOf(recording), sessions: new Map<string, string>(), profiles: new RecordedProfiles() }
  return recording.entries.map((entry) => replayEntry(replaying, entry))
}

interface Replaying {
  readonly model: StationModel
  /** Ids of sessions in the replay, and as they were recorded. */
  readonly sessions: Map<string, string>
  readonly profiles: RecordedProfiles
}

function replayEntry({ model, sessions, profiles }: Replaying, entry: TimelineEntry): ReplayedEntry {
  const { version } = model.state
  if (entry.direction === 'toStation') {
    if (version === '2.1') profiles.take(entry, resultOf(entry.answer))
    return { entry, verdict: 'skipped', why: 'ourCall' }
  }
  const frame = parseStationFrame(version, entry.frame)
  if (frame.kind !== 'call' && frame.kind !== 'send') return { entry, verdict: 'skipped', why: 'unreadable' }
  const decoded = DIALECTS[version].decodeCall(frame.action, frame.payload)
  const isAsking = decoded.ok && needsOf(model.state, decoded.event)?.reply === true
  // Of a question it does not matter: what was found for it is given.
  if (!isAsking && entry.frame.includes('[redacted]')) return { entry, verdict: 'skipped', why: 'withheld' }
  if (!decoded.ok) return { entry, verdict: 'skipped', why: 'unreadable' }
  if (isAsking) {
    const answered = answeredThen(profiles, entry, decoded.event)
    if (answered === undefined) return { entry, verdict: 'skipped', why: 'answeredByOthers' }
    model.answered = answered
  }
  model.nowMs = Date.parse(entry.at)
  takeGiven(model, entry)
  const decision = model.decide(decoded.event)
  const answer = answerOf(model, { frame, event: decoded.event, decision })
  const notes = [...frame.notes, ...decoded.notes].map((note) => ({ code: 'tolerated', data: { note } }))
  const reasons = [...decision.reasons, ...notes].map(({ code, data }) => ({
    code,
    ...(data === undefined ? {} : { data: { ...data } }),
  }))
  if (decision.sessionId !== null && entry.sessionId !== null) sessions.set(decision.sessionId, entry.sessionId)
  const isSame =
    sameJson(answer, entry.answer) &&
    JSON.stringify(renamed(reasons, sessions)) === JSON.stringify(renamed(entry.reasons, sessions))
  return isSame ? { entry, verdict: 'same' } : { entry, verdict: 'different', answer, reasons }
}

/** What a question had found: again from the recording where that shows it, else as its answer says. */
function answeredThen(profiles: RecordedProfiles, { answer, reasons }: TimelineEntry, event: StationEvent) {
  const found = event.kind === 'dynamicScheduleAsked' ? profiles.answer(event.chargingProfileId) : undefined
  return found ?? recordedAnswer(event, resultOf(answer), reasons)
}

/** What the shell had given to the decision is read from its answer, and what its certificate imposed from its reasons. */
function takeGiven(model: StationModel, { answer, reasons }: TimelineEntry): void {
  const certificate = reasons.find(({ code }) => code === 'serialNumberMismatch')?.data?.['certificate']
  const { requiredSerial: _, renewalOnly: __, ...state } = model.state
  model.state = {
    ...state,
    ...(typeof certificate === 'string' && { requiredSerial: certificate }),
    ...(reasons.some(({ code }) => code === 'certificateExpired') && { renewalOnly: true }),
  }
  const payload = resultOf(answer)
  if (typeof payload?.['transactionId'] === 'number') model.nextTransactionNumber = payload['transactionId']
  if (typeof payload?.['interval'] === 'number') model.heartbeatIntervalS = payload['interval']
}

function answerOf(
  { state }: StationModel,
  decided: {
    readonly frame: { readonly kind: 'call' | 'send'; readonly messageId: string; readonly action: string }
    readonly event: StationEvent
    readonly decision: Decision
  },
): string | null {
  const { frame, event, decision } = decided
  if (frame.kind === 'send') return null
  const { reply } = decision
  if (reply.kind === 'refused') return encodeCallError(state.version, frame.messageId, reply)
  return redactFrame(encodeCallResult(frame.messageId, DIALECTS[state.version].encodeReply(frame.action, event, reply)))
}

function modelOf({ station, tokens, from, entries }: TimelineExport): StationModel {
  const boots = entries[0]?.action === 'BootNotification'
  const state: StationState = {
    // A replay touches no database: these name nothing.
    tenantId: 1 as TenantId,
    stationKey: 1 as StationKey,
    identity: station.id.toLowerCase() as StationIdentity,
    version: station.ocppVersion,
    quirks: parseQuirks(station.quirks),
    registration: station.registration,
    bootStatus: boots ? null : station.registration,
    firmwareVersion: null,
    clockOffsetMs: 0,
    connectors: new Map(),
    sessions: [],
    memoryHorizonMs: -Infinity,
    connectedAtMs: Date.parse(from),
    mostActive: MOST_ACTIVE,
    hidesActive: false,
  }
  return new StationModel(
    state,
    new Map(tokens.map((token) => [foldIdToken(token.value), factsOf(token)])),
    state.connectedAtMs,
  )
}

function factsOf(token: TimelineExport['tokens'][number]): TokenFacts {
  return {
    tokenId: token.value,
    status: token.status,
    expiresAtMs: token.expiresAt === null ? null : Date.parse(token.expiresAt),
    groupValue: token.groupValue,
    maxConcurrent: token.maxConcurrent,
    activeSessionIds: [],
  }
}

/** Ids of our rows are new in a replay: those that were met together are one; the others say nothing. */
function renamed(reasons: TimelineEntry['reasons'], sessions: ReadonlyMap<string, string>): unknown {
  return JSON.parse(JSON.stringify(reasons), (name, value: unknown) => {
    if (name === 'tokenId') return undefined
    return typeof value === 'string' ? (sessions.get(value) ?? value) : value
  })
}

function sameJson(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  return JSON.stringify(parsed(one)) === JSON.stringify(parsed(other))
}

function resultOf(answer: string | null): Readonly<Record<string, unknown>> | undefined {
  if (answer === null || !answer.startsWith('[3,')) return undefined
  const elements = parsed(answer)
  const payload: unknown = Array.isArray(elements) ? elements[2] : undefined
  return typeof payload === 'object' && payload !== null ? { ...payload } : undefined
}

/** What the text stands for; the text itself when it is no JSON, as a file from elsewhere may hold. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
