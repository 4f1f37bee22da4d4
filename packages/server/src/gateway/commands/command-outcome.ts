import { type CallOutcome, type Dialect, encodeCallError, encodeCallResult, readErrorCode } from '@stationmaster/ocpp'
import type { Change, CommandChange } from '../../stations/change.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { isFollowedUp } from '../../stations/inbox/index.ts'
import { redact, redactFrame } from '../redaction.ts'
import { answeredVariables } from './answered-variables.ts'
import type { ClaimedCommand } from './claim.ts'

/** A command that was sent, or could not be, and how that ended. */
export interface Delivery {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly dialect: Dialect
  readonly claimed: ClaimedCommand
  /** Undefined when the station's version has no such message. */
  readonly sent: SentFrame | undefined
  readonly nowMs: number
}

export interface SentFrame {
  readonly action: string
  readonly messageId: string
  readonly text: string
}

type Verdict = Pick<CommandChange, 'state' | 'status' | 'detail' | 'answer'>

/** What is stored of a command that could not be put into the station's version. */
export function unsendable(delivery: Delivery, reason: string): readonly Change[] {
  return [commandChange(delivery, { state: 'failed', status: null, detail: reason, answer: null }, null)]
}

/** What is stored when a call has ended, whichever way. */
export function outcomeChanges(delivery: Delivery, outcome: CallOutcome): readonly Change[] {
  const response = responseText(delivery, outcome)
  const changes: Change[] = [commandChange(delivery, verdictOf(delivery, outcome), response)]
  if (delivery.sent !== undefined) changes.push(frameChange(delivery, delivery.sent, response))
  if (outcome.kind !== 'result') return changes
  const { command } = delivery.claimed
  const answer = delivery.dialect.decodeAnswer(command, outcome.payload)
  if (isFollowedUp(command.kind)) {
    const { commandId } = delivery.claimed
    changes.push({ kind: 'inbox', ...ownerOf(delivery), entry: { kind: 'commandEnded', commandId, command, answer } })
  }
  for (const variable of answeredVariables(command, answer)) {
    changes.push({ kind: 'deviceVariable', ...ownerOf(delivery), variable })
  }
  return changes
}

function verdictOf({ dialect, claimed }: Delivery, outcome: CallOutcome): Verdict {
  switch (outcome.kind) {
    case 'result': {
      const answer = dialect.decodeAnswer(claimed.command, outcome.payload)
      return { state: answer.outcome, status: answer.status, detail: answer.reason ?? null, answer: redact(answer) }
    }
    case 'error': {
      const { code, description, details } = outcome
      return { state: 'failed', status: readErrorCode(code), detail: description, answer: redact({ code, details }) }
    }
    case 'invalid':
      return { state: 'failed', status: 'Unreadable', detail: outcome.reason, answer: null }
    case 'timeout':
      return { state: 'timedOut', status: null, detail: 'The station did not answer in time.', answer: null }
    case 'unknown':
      return {
        state: 'unknown',
        status: null,
        detail: 'The connection was lost before the station answered.',
        answer: null,
      }
    case 'notSent':
      return {
        state: 'failed',
        status: null,
        detail: 'The connection closed before the command was sent.',
        answer: null,
      }
  }
}

function responseText({ dialect, sent }: Delivery, outcome: CallOutcome): string | null {
  if (sent === undefined) return null
  if (outcome.kind === 'result') return redactFrame(encodeCallResult(sent.messageId, outcome.payload))
  if (outcome.kind !== 'error') return null
  const { description, details } = outcome
  return redactFrame(
    encodeCallError(dialect.version, sent.messageId, { code: readErrorCode(outcome.code), description, details }),
  )
}

function commandChange(delivery: Delivery, verdict: Verdict, response: string | null): CommandChange {
  const { claimed, sent, nowMs } = delivery
  return {
    kind: 'command',
    ...ownerOf(delivery),
    commandId: claimed.commandId,
    ...verdict,
    ocppAction: sent?.action ?? null,
    request: sent === undefined ? null : redactFrame(sent.text),
    response,
    sentAtMs: claimed.sentAtMs,
    answeredAtMs: nowMs,
  }
}

function frameChange(delivery: Delivery, sent: SentFrame, response: string | null): Change {
  return {
    kind: 'frame',
    ...ownerOf(delivery),
    receivedAtMs: delivery.claimed.sentAtMs,
    inbound: false,
    action: sent.action,
    messageId: sent.messageId,
    frame: redactFrame(sent.text),
    answer: response,
    answeredAtMs: response === null ? null : delivery.nowMs,
    sessionId: null,
    reasons: [{ code: 'command', data: { commandId: delivery.claimed.commandId } }],
  }
}

function ownerOf({ tenantId, stationKey, nowMs }: Delivery) {
  return { tenantId, stationKey, receivedAtMs: nowMs }
}
