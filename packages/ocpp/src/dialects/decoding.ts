import { isAction } from '../messages/actions.ts'
import type { ActionOf, RequestOf } from '../messages/types.ts'
import type { ValidationMode } from '../validation/result.ts'
import { validateRequest } from '../validation/validate.ts'
import type { DecodedCall, OcppVersion } from '../vocabulary/dialect.ts'
import type { StationEvent } from '../vocabulary/event.ts'

type Decode = (payload: unknown, mode: ValidationMode) => DecodedCall

/** Decoders keyed by action. */
export type Decoders = ReadonlyMap<string, Decode>

/** One action's entry: check the payload against the schema, then translate it. */
export function decoder<V extends OcppVersion, A extends ActionOf<V>>(
  version: V,
  action: A,
  translate: (payload: RequestOf<V, A>) => StationEvent,
): readonly [string, Decode] {
  return [
    action,
    (payload, mode) => {
      const checked = validateRequest({ version, action, mode }, payload)
      return checked.ok ? { ok: true, event: translate(checked.payload), notes: checked.notes } : checked
    },
  ]
}

/**
 * Decodes a call by its action's entry. Every request to a CSMS has one; what is no action at all is NotImplemented,
 * what only a station may be asked is NotSupported (OCPP-J 4.3).
 */
export function decodeCall(
  version: OcppVersion,
  decoders: Decoders,
  call: { readonly action: string; readonly payload: unknown; readonly strict: boolean },
): DecodedCall {
  const { action, payload } = call
  const mode: ValidationMode = call.strict ? 'strict' : 'lenient'
  const decode = decoders.get(action)
  if (decode !== undefined) return decode(payload, mode)
  return isAction(version, action)
    ? { ok: false, code: 'NotSupported', description: `${action} is a request to a station` }
    : { ok: false, code: 'NotImplemented', description: `OCPP ${version} has no such action` }
}
