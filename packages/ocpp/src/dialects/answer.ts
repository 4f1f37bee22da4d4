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
