import { directionOf } from '../messages/actions.ts'
import type { ActionOf, RequestOf } from '../messages/types.ts'
import type { ValidationMode } from '../validation/result.ts'
import { validatePayload, validateRequest } from '../validation/validate.ts'
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

/** Decodes a call by its action's entry; an action without one becomes an `other` event, an unknown one is refused. */
export function decodeCall(
  version: OcppVersion,
  decoders: Decoders,
  call: { readonly action: string; readonly payload: unknown; readonly strict: boolean },
): DecodedCall {
  const { action, payload } = call
  const mode: ValidationMode = call.strict ? 'strict' : 'lenient'
  const decode = decoders.get(action)
  if (decode !== undefined) return decode(payload, mode)
  switch (directionOf(version, action)) {
    case undefined:
      return { ok: false, code: 'NotImplemented', description: `OCPP ${version} has no such action` }
    case 'toStation':
      return { ok: false, code: 'NotSupported', description: `${action} is a request to a station` }
    case 'toCsms':
    case 'both': {
      const checked = validatePayload({ version, action, mode }, 'request', payload)
      if (!checked.ok) return checked
      return { ok: true, event: { kind: 'other', action, payload: checked.payload }, notes: checked.notes }
    }
  }
}
