import {
  type CallOutcome,
  type CommandAnswer,
  type Dialect,
  encodeCallError,
  encodeCallResult,
  readErrorCode,
  type StationCommand,
} from '@stationmaster/ocpp'
import type { Change, CommandChange } from '../../stations/change.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { isFollowedUp } from '../../stations/inbox/index.ts'
import { REDACTED, redact, redactFrame } from '../redaction.ts'
import { answeredVariables } from './answered-variables.ts'
import type { ClaimedCommand } from './claim.ts'
import { joinedAnswer } from './pieces.ts'

/** A command that was sent, or could not be. */
export interface Delivery {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly dialect: Dialect
  readonly claimed: ClaimedCommand
  readonly nowMs: number
}

/** A message of a command and how its call ended; most commands are one message. */
export interface EndedCall {
  /** The part of the command that it carried. */
  readonly command: StationCommand
  /** Undefined when the call was never made. */
  readonly sent: SentFrame | undefined
  readonly outcome: CallOutcome
  readonly sentAtMs: number
  readonly endedAtMs: number
}

export interface SentFrame {
  readonly action: string
  readonly messageId: string
  readonly text: string
}

type Verdict = Pick<CommandChange, 'state' | 'status' | 'detail' | 'answer'>

/** What is stored of a command that could not be put into the station's version. */
export function unsendable(delivery: Delivery, reason: string): readonly Change[] {
  return [commandChange(delivery, { state: 'failed', status: null, detail: reason, answer: null }, [])]
}

/** What is stored when the calls of a command have ended, whichever way. A call that got no answer is the last. */
export function outcomeChanges(delivery: Delivery, calls: readonly EndedCall[]): readonly Change[] {
  const { dialect, claimed } = delivery
  const answered = calls.flatMap(({ command, outcome }) =>
    outcome.kind === 'result' ? [{ command, answer: dialect.decodeAnswer(command, outcome.payload) }] : [],
  )
  const answer = answered.length === 0 ? undefined : joinedAnswer(answered.map((one) => one.answer))
  const changes: Change[] = [commandChange(delivery, verdictOf(calls, answer), calls)]
  for (const call of calls) if (call.sent !== undefined) changes.push(frameChange(delivery, call, call.sent))
  if (answer === undefined) return changes
  const { command, commandId } = claimed
  if (isFollowedUp(command)) {
    changes.push({
      kind: 'inbox',
      ...ownerOf(delivery),
      entry: { kind: 'commandEnded', commandId, command: withoutPassword(command), answer },
    })
  }
  for (const piece of answered) {
    for (const variable of answeredVariables(piece.command, piece.answer)) {
      changes.push({ kind: 'deviceVariable', ...ownerOf(delivery), variable })
    }
  }
  return changes
}

/** What the last call came to; what was answered before it is kept all the same. */
function verdictOf(calls: readonly EndedCall[], answer: CommandAnswer | undefined): Verdict {
  const last = calls.at(-1)
  if (last === undefined) throw new TypeError('a command that was sent has ended somehow')
  if (last.outcome.kind === 'result' || answer === undefined) return endOf(last.outcome, answer)
  return { ...endOf(last.outcome, answer), answer: redact(answer) }
}

function endOf(outcome: CallOutcome, answer: CommandAnswer | undefined): Verdict {
  switch (outcome.kind) {
    case 'result':
      if (answer === undefined) throw new TypeError('a result is an answer')
      return { state: answer.outcome, status: answer.status, detail: answer.reason ?? null, answer: redact(answer) }
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

function responseText(dialect: Dialect, { sent, outcome }: EndedCall): string | null {
  if (sent === undefined) return null
  if (outcome.kind === 'result') return redactFrame(encodeCallResult(sent.messageId, outcome.payload))
  if (outcome.kind !== 'error') return null
  const { description, details } = outcome
  return redactFrame(
    encodeCallError(dialect.version, sent.messageId, { code: readErrorCode(outcome.code), description, details }),
  )
}

/** Requests and responses of a command in several messages are lines. */
function commandChange(delivery: Delivery, verdict: Verdict, calls: readonly EndedCall[]): CommandChange {
  const { claimed, dialect, nowMs } = delivery
  const requests = calls.flatMap(({ sent }) => (sent === undefined ? [] : [redactFrame(sent.text)]))
  const responses = calls.flatMap((call) => responseText(dialect, call) ?? [])
  return {
    kind: 'command',
    ...ownerOf(delivery),
    commandId: claimed.commandId,
    ...verdict,
    ocppAction: calls[0]?.sent?.action ?? null,
    request: requests.length === 0 ? null : requests.join('\n'),
    response: responses.length === 0 ? null : responses.join('\n'),
    sentAtMs: claimed.sentAtMs,
    answeredAtMs: nowMs,
  }
}

function frameChange(delivery: Delivery, call: EndedCall, sent: SentFrame): Change {
  const response = responseText(delivery.dialect, call)
  return {
    kind: 'frame',
    ...ownerOf(delivery),
    receivedAtMs: call.sentAtMs,
    inbound: false,
    action: sent.action,
    messageId: sent.messageId,
    frame: redactFrame(sent.text),
    answer: response,
    answeredAtMs: response === null ? null : call.endedAtMs,
    sessionId: null,
    reasons: [{ code: 'command', data: { commandId: delivery.claimed.commandId } }],
  }
}

function ownerOf({ tenantId, stationKey, nowMs }: Delivery) {
  return { tenantId, stationKey, receivedAtMs: nowMs }
}

/** A password is in its command alone, until that is sent. */
function withoutPassword(command: StationCommand): StationCommand {
  return command.kind === 'setStationPassword' ? { ...command, password: REDACTED } : command
}
