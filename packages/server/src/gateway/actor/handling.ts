import {
  type CallFrame,
  type DecodedCall,
  type Dialect,
  encodeCallError,
  encodeCallResult,
  type OcppVersion,
  type RpcErrorCode,
  type SendFrame,
  type StationEvent,
  validatePayload,
} from '@stationmaster/ocpp'
import type { Change, FrameChange, Reason } from '../../stations/change.ts'
import type { Decision, LiveHint } from '../../stations/decision.ts'
import type { SessionId } from '../../stations/ids.ts'
import type { StationState } from '../../stations/state.ts'
import type { JournalChange } from '../journal/batch.ts'
import { recordedFrame, redactFrame } from '../redaction.ts'
import { isBilling, mayCarrySecrets } from './actions.ts'
import { fallbackAnswer } from './fallback-answer.ts'
import type { Inbound } from './inbound-queue.ts'

/** What one message leads to: stored first, then sent and shown. */
export interface Handling {
  /** Text of the answer; null for a SEND, which has none. */
  readonly answer: string | null
  readonly changes: readonly JournalChange[]
  readonly live: readonly LiveHint[]
  /** Present when a decision was made. */
  readonly state?: StationState
  /** The socket is closed after the answer. */
  readonly closes?: true
}

/** A message on its way through an actor. */
export interface Work {
  readonly inbound: Inbound
  readonly state: StationState
  readonly dialect: Dialect
  readonly receivedAtMs: number
}

const NO_CHANGES: readonly Change[] = []
const NO_HINTS: readonly LiveHint[] = []
const NO_REASONS: readonly Reason[] = []

/** A decision made: its reply in the station's version, its changes with the frame in front. */
export function decided(work: Work, decoded: Extract<DecodedCall, { ok: true }>, decision: Decision): Handling {
  const { frame } = work.inbound
  const answer = answerText(work, decoded.event, decision)
  const notes = [...frame.notes, ...decoded.notes]
  const reasons = notes.length === 0 ? decision.reasons : [...decision.reasons, ...notes.map(tolerance)]
  const record = recordOf(work, { answer, reasons, sessionId: decision.sessionId })
  const { live, state, closes } = decision
  return { answer, changes: [record, ...decision.changes], live, state, ...(closes && { closes }) }
}

function answerText(
  { inbound: { frame }, dialect, state }: Work,
  event: StationEvent,
  { reply }: Decision,
): string | null {
  if (frame.kind === 'send') return null
  if (reply.kind === 'refused') return encodeCallError(state.version, frame.messageId, reply)
  const payload = dialect.encodeReply(frame.action, event, reply)
  const fault = MAY_HAVE_NO_ANSWER.has(event.kind) ? answerFault(state.version, frame.action, payload) : undefined
  return fault === undefined
    ? encodeCallResult(frame.messageId, payload)
    : encodeCallError(state.version, frame.messageId, fault)
}

/**
 * Events whose answer is built of what the station sent, or that are only ever a SEND. All others are answered by kind,
 * and the usual message is not checked once more.
 */
const MAY_HAVE_NO_ANSWER: ReadonlySet<StationEvent['kind']> = new Set<StationEvent['kind']>([
  'chainStatusRequested',
  'vatNumberAsked',
  'eventStreamData',
])

/** What is left of a broken request may allow no valid answer, and an action that is only ever a SEND (2.1) has none. */
function answerFault(version: OcppVersion, action: string, payload: unknown) {
  const checked = validatePayload({ version, action, mode: 'strict' }, 'response', payload)
  if (checked.ok) return undefined
  return { code: checked.code, description: `no valid answer is possible: ${checked.description}` }
}

/** A message that is not let through or cannot be read: recorded, and answered with an error. */
export function refused(work: Work, error: { readonly code: RpcErrorCode; readonly description: string }): Handling {
  const { frame } = work.inbound
  const answer = frame.kind === 'send' ? null : encodeCallError(work.state.version, frame.messageId, error)
  const reasons = [{ code: 'refused', data: { error: error.code, description: error.description } }]
  return { answer, changes: [recordOf(work, { answer, reasons, sessionId: null })], live: NO_HINTS }
}

/**
 * A report that could not be read or handled. It is kept raw, for the flight recorder and for a person to look at,
 * and answered validly all the same.
 */
export function keptRaw(work: Work, why: string, nextTransactionNumber: () => number): Handling {
  const { inbound, state, receivedAtMs } = work
  const { frame } = inbound
  const payload = fallbackAnswer(frame.action, nextTransactionNumber)
  const answer = frame.kind === 'send' ? null : encodeCallResult(frame.messageId, payload)
  const reasons = [{ code: 'keptRaw', data: { why } }]
  const kept: JournalChange = {
    kind: 'refused',
    tenantId: state.tenantId,
    stationKey: state.stationKey,
    receivedAtMs,
    table: frame.action,
    error: why,
    content: Buffer.from(inbound.text),
  }
  return { answer, changes: [recordOf(work, { answer, reasons, sessionId: null }), kept], live: NO_HINTS }
}

/** The answer to a bug: this message fails, the next is handled as if nothing had been. */
export function afterFault(work: Work, error: unknown, nextTransactionNumber: () => number): Handling {
  const { action } = work.inbound.frame
  if (isBilling(action))
    return keptRaw(work, error instanceof Error ? error.message : String(error), nextTransactionNumber)
  return refused(work, { code: 'InternalError', description: `${action} could not be handled` })
}

/** A Heartbeat is counted, not stored. */
export function unrecorded(answer: string | null): Handling {
  return { answer, changes: NO_CHANGES, live: NO_HINTS }
}

function recordOf(
  { inbound, state, receivedAtMs }: Work,
  outcome: { answer: string | null; reasons: readonly Reason[]; sessionId: SessionId | null },
): FrameChange {
  const { frame, text } = inbound
  const secrets = mayCarrySecrets(frame.action)
  return {
    kind: 'frame',
    tenantId: state.tenantId,
    stationKey: state.stationKey,
    receivedAtMs,
    inbound: true,
    action: shortAction(frame),
    messageId: frame.messageId,
    frame: secrets ? recordedFrame(frame.action, text) : text,
    answer: outcome.answer !== null && secrets ? redactFrame(outcome.answer) : outcome.answer,
    answeredAtMs: outcome.answer === null ? null : receivedAtMs,
    sessionId: outcome.sessionId,
    reasons: outcome.reasons.length === 0 ? NO_REASONS : outcome.reasons,
  }
}

const LONGEST_ACTION = 60

/** The action is station text: an absurd one must not fill the recorder's index. */
function shortAction({ action }: CallFrame | SendFrame): string {
  return action.length <= LONGEST_ACTION ? action : action.slice(0, LONGEST_ACTION)
}

function tolerance(note: string): Reason {
  return { code: 'tolerated', data: { note } }
}
