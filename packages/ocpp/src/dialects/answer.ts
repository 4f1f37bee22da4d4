import type { RpcErrorCode } from '../framing/error-code.ts'
import type { ActionOf, ResponseOf } from '../messages/types.ts'
import type { Validation } from '../validation/result.ts'
import { validateResponse } from '../validation/validate.ts'
import type { CommandAnswer } from '../vocabulary/command.ts'
import type { OcppVersion } from '../vocabulary/dialect.ts'

/** The words that mean yes, of all responses of all versions. */
const YES = new Set(['Accepted', 'AcceptedCanceled', 'RebootRequired', 'Scheduled', 'Unlocked', 'Unpublished'])

export interface StatusInfo {
  readonly reasonCode: string
  readonly additionalInfo?: string
}

/** Whether a status word means that the station does what it was asked. */
export function isYes(status: string): boolean {
  return YES.has(status)
}

/** The answer that a status word (and in 2.x its statusInfo) makes. */
export function statusAnswer(status: string, info?: StatusInfo): CommandAnswer {
  const outcome = isYes(status) ? 'accepted' : 'rejected'
  if (info === undefined) return { outcome, status }
  const { reasonCode, additionalInfo } = info
  return { outcome, status, reason: additionalInfo === undefined ? reasonCode : `${reasonCode}: ${additionalInfo}` }
}

/** Reads a response leniently and translates it; one that cannot be read says why. */
export function readAnswer<V extends OcppVersion, A extends ActionOf<V>>(
  kind: { readonly version: V; readonly action: A },
  payload: unknown,
  translate: (response: ResponseOf<V, A>) => CommandAnswer,
): CommandAnswer {
  const checked: Validation<ResponseOf<V, A>> = validateResponse(kind, payload)
  return checked.ok ? translate(checked.payload) : unreadable(checked, payload)
}

/** An answer without fields of its own in the vocabulary: its status word where it has one, the rest as data. */
export function dataAnswer(response: unknown): CommandAnswer {
  if (typeof response !== 'object' || response === null) return statusAnswer('Accepted')
  const { status, statusInfo, ...data }: { status?: unknown; statusInfo?: unknown } = response
  const answer = statusAnswer(typeof status === 'string' ? status : 'Accepted', readStatusInfo(statusInfo))
  return Object.keys(data).length === 0 ? answer : { ...answer, data }
}

function readStatusInfo(info: unknown): StatusInfo | undefined {
  if (typeof info !== 'object' || info === null || !('reasonCode' in info)) return undefined
  const { reasonCode, additionalInfo }: { reasonCode: unknown; additionalInfo?: unknown } = info
  if (typeof reasonCode !== 'string') return undefined
  return typeof additionalInfo === 'string' ? { reasonCode, additionalInfo } : { reasonCode }
}

/** The answer to a raw message: its status word where it has one, and all of it as data. */
export function rawAnswer(payload: unknown): CommandAnswer {
  const status = typeof payload === 'object' && payload !== null && 'status' in payload ? payload.status : undefined
  return { ...statusAnswer(typeof status === 'string' ? status : 'Accepted'), data: payload }
}

function unreadable(
  refusal: { readonly code: RpcErrorCode; readonly description: string },
  data: unknown,
): CommandAnswer {
  return { outcome: 'rejected', status: 'Unreadable', reason: refusal.description, data }
}
