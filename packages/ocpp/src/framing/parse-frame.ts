import type { OcppVersion } from '../vocabulary/dialect.ts'
import { type Frame, type JsonObject, type MalformedFrame, MESSAGE_TYPE, UNREADABLE_ID } from './frame.ts'
import { MAX_JSON_DEPTH, nestsDeeperThan } from './json-depth.ts'
import { readMessageId } from './message-id.ts'

const NO_NOTES: readonly string[] = []
const EMPTY: JsonObject = Object.freeze({})

/** What a frame of each type number is called; 5 and 6 exist in 2.1 only. */
const KIND_OF_TYPE: ReadonlyMap<unknown, Frame['kind']> = new Map<unknown, Frame['kind']>([
  [MESSAGE_TYPE.call, 'call'],
  [MESSAGE_TYPE.callResult, 'callResult'],
  [MESSAGE_TYPE.callError, 'callError'],
  [MESSAGE_TYPE.callResultError, 'callResultError'],
  [MESSAGE_TYPE.send, 'send'],
])

/**
 * Reads one text frame. Total: any text gives a frame or a `malformed` value that says which error answers it.
 * The size of the text is the transport's concern; nesting is checked here, before JSON.parse.
 */
export function parseFrame(version: OcppVersion, text: string): Frame | MalformedFrame {
  if (nestsDeeperThan(text, MAX_JSON_DEPTH)) {
    return malformed('RpcFrameworkError', `the frame nests deeper than ${MAX_JSON_DEPTH} levels`)
  }
  let elements: unknown
  try {
    elements = JSON.parse(text)
  } catch {
    return malformed('RpcFrameworkError', 'the frame is not JSON')
  }
  if (!Array.isArray(elements)) return malformed('RpcFrameworkError', 'the frame is not a JSON array')
  return readElements(version, elements)
}

function readElements(version: OcppVersion, elements: readonly unknown[]): Frame | MalformedFrame {
  const notes: string[] = []
  const kind = readKind(version, elements[0], notes)
  const id = readMessageId(elements[1])
  if (kind === undefined) {
    const reason = `message type ${quote(elements[0])} is not known in OCPP ${version}`
    return malformed('MessageTypeNotSupported', reason, id.ok ? id.id : UNREADABLE_ID)
  }
  if (!id.ok) return malformed('RpcFrameworkError', id.reason, UNREADABLE_ID, kind)
  if (id.note !== undefined) notes.push(id.note)
  switch (kind) {
    case 'call':
    case 'send':
      return readRequest(kind, id.id, elements, notes)
    case 'callResult':
      return readResult(id.id, elements, notes)
    case 'callError':
    case 'callResultError':
      return readError(kind, id.id, elements, notes)
  }
}

function readKind(version: OcppVersion, value: unknown, notes: string[]): Frame['kind'] | undefined {
  const kind = KIND_OF_TYPE.get(typeof value === 'string' ? Number(value) : value)
  if (version !== '2.1' && (kind === 'send' || kind === 'callResultError')) return undefined
  if (kind !== undefined && typeof value === 'string') notes.push('message type is a string, read as a number')
  return kind
}

function readRequest(
  kind: 'call' | 'send',
  messageId: string,
  elements: readonly unknown[],
  notes: string[],
): Frame | MalformedFrame {
  const action = elements[2]
  if (typeof action !== 'string' || action.length === 0) {
    return malformed('RpcFrameworkError', 'action is not a string', messageId, kind)
  }
  const payload = readObject(elements[3], notes)
  if (payload === undefined) {
    return malformed('FormatViolation', `payload of ${quote(action)} is not an object`, messageId, kind)
  }
  noteLength(elements, 4, notes)
  return { kind, messageId, action, payload, notes: frozen(notes) }
}

function readResult(messageId: string, elements: readonly unknown[], notes: string[]): Frame | MalformedFrame {
  const payload = readObject(elements[2], notes)
  if (payload === undefined) {
    return malformed('FormatViolation', 'payload of the result is not an object', messageId, 'callResult')
  }
  noteLength(elements, 3, notes)
  return { kind: 'callResult', messageId, payload, notes: frozen(notes) }
}

/** Errors are read with every tolerance: nothing is gained by an error about an error. */
function readError(
  kind: 'callError' | 'callResultError',
  messageId: string,
  elements: readonly unknown[],
  notes: string[],
): Frame {
  const [, , code, description, details] = elements
  if (typeof code !== 'string') notes.push('error code is not a string')
  if (typeof description !== 'string') notes.push('error description is not a string')
  const readable = isObject(details)
  if (!readable) notes.push('error details is not an object')
  noteLength(elements, 5, notes)
  return {
    kind,
    messageId,
    code: typeof code === 'string' ? code : 'GenericError',
    description: typeof description === 'string' ? description : '',
    details: readable ? details : EMPTY,
    notes: frozen(notes),
  }
}

/** A payload; absent and null are read as the empty object, anything else that is no object is undefined. */
function readObject(value: unknown, notes: string[]): JsonObject | undefined {
  if (isObject(value)) return value
  if (value !== undefined && value !== null) return undefined
  notes.push('payload is absent, read as {}')
  return EMPTY
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function noteLength(elements: readonly unknown[], expected: number, notes: string[]): void {
  if (elements.length > expected) notes.push(`${elements.length - expected} elements too many, ignored`)
}

function frozen(notes: string[]): readonly string[] {
  return notes.length === 0 ? NO_NOTES : notes
}

/** Hostile text, short enough for a sentence. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}

function malformed(
  code: MalformedFrame['code'],
  reason: string,
  messageId: string = UNREADABLE_ID,
  of: MalformedFrame['of'] = 'unknown',
): MalformedFrame {
  return { kind: 'malformed', of, code, reason, messageId }
}
