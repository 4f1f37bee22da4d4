import type { OcppVersion } from '../vocabulary/dialect.ts'
import { errorCodeOnWire, type RpcErrorCode } from './error-code.ts'
import { MESSAGE_TYPE, UNREADABLE_ID } from './frame.ts'

/** Longest error description of the standard (part 4 §4.2.3). */
const LONGEST_DESCRIPTION = 255

/** The parts of an error answer; all of it may be hostile, the encoders are total. */
export interface RpcError {
  readonly code: RpcErrorCode
  readonly description: string
  readonly details?: unknown
}

/** Compact text of a CALL. */
export function encodeCall(messageId: string, action: string, payload: unknown): string {
  return JSON.stringify([MESSAGE_TYPE.call, messageId, action, payload ?? {}])
}

/** Compact text of a SEND (2.1). */
export function encodeSend(messageId: string, action: string, payload: unknown): string {
  return JSON.stringify([MESSAGE_TYPE.send, messageId, action, payload ?? {}])
}

/** Compact text of a CALLRESULT. */
export function encodeCallResult(messageId: string, payload: unknown): string {
  return JSON.stringify([MESSAGE_TYPE.callResult, messageId, payload ?? {}])
}

/** Compact text of a CALLERROR in the version's spelling. Never throws, whatever it is given. */
export function encodeCallError(version: OcppVersion, messageId: string, error: RpcError): string {
  return encodeError(MESSAGE_TYPE.callError, version, messageId, error)
}

/** Compact text of a CALLRESULTERROR (2.1): the result we got cannot be used. Never throws. */
export function encodeCallResultError(messageId: string, error: RpcError): string {
  return encodeError(MESSAGE_TYPE.callResultError, '2.1', messageId, error)
}

function encodeError(type: number, version: OcppVersion, messageId: string, error: RpcError): string {
  const id = asText(messageId, UNREADABLE_ID)
  try {
    const { code, description, details } = error
    const head = [type, id, errorCodeOnWire(version, asText(code, 'InternalError')), cut(asText(description, ''))]
    return `${JSON.stringify(head).slice(0, -1)},${objectText(details)}]`
  } catch {
    return JSON.stringify([type, id, 'InternalError', '', {}])
  }
}

function asText<T extends string>(value: T | undefined, otherwise: T): T {
  return typeof value === 'string' ? value : otherwise
}

/** At most 255 characters, without half a surrogate pair at the end. */
function cut(text: string): string {
  if (text.length <= LONGEST_DESCRIPTION) return text
  const end = text.charCodeAt(LONGEST_DESCRIPTION - 1)
  return text.slice(0, end >= 0xd800 && end <= 0xdbff ? LONGEST_DESCRIPTION - 1 : LONGEST_DESCRIPTION)
}

/** JSON of the details; {} for what is no object or cannot be written (cycles, BigInt, throwing toJSON). */
function objectText(details: unknown): string {
  try {
    const text = JSON.stringify(details)
    return typeof text === 'string' && text.startsWith('{') ? text : '{}'
  } catch {
    return '{}'
  }
}
