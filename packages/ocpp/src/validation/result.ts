import type { RpcErrorCode } from '../framing/error-code.ts'

/** Strict refuses every deviation from the schema; lenient repairs or keeps what real stations send. */
export type ValidationMode = 'strict' | 'lenient'

export type Validation<Payload> =
  /** `notes` names each field that was repaired or kept against the schema; empty for a valid payload. */
  { readonly ok: true; readonly payload: Payload; readonly notes: readonly string[] } | Refusal

/** Why a payload is refused. */
export interface Refusal {
  readonly ok: false
  readonly code: RpcErrorCode
  /** A sentence naming field and rule. */
  readonly description: string
}
