import type { MessagePart } from '../messages/schemas.ts'
import type { ActionOf, RequestOf, ResponseOf } from '../messages/types.ts'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import { compiledSchema } from './compile.ts'
import { describeError } from './describe.ts'
import { repairPayload } from './repair.ts'
import type { Validation, ValidationMode } from './result.ts'

const NO_NOTES: readonly string[] = []

/** What to hold a payload against. */
export interface PayloadKind<V extends OcppVersion, A extends ActionOf<V>> {
  readonly version: V
  readonly action: A
  /** Lenient when absent. */
  readonly mode?: ValidationMode
}

/** Checks a request payload against the version's schema. A valid payload is returned as it is. */
export function validateRequest<V extends OcppVersion, A extends ActionOf<V>>(
  kind: PayloadKind<V, A>,
  payload: unknown,
): Validation<RequestOf<V, A>> {
  return checked<RequestOf<V, A>>(kind, 'request', payload)
}

/** Checks a response payload against the version's schema. A valid payload is returned as it is. */
export function validateResponse<V extends OcppVersion, A extends ActionOf<V>>(
  kind: PayloadKind<V, A>,
  payload: unknown,
): Validation<ResponseOf<V, A>> {
  return checked<ResponseOf<V, A>>(kind, 'response', payload)
}

/** Checks a payload whose action is only known as text; an action the version does not have is NotImplemented. */
export function validatePayload(
  kind: { readonly version: OcppVersion; readonly action: string; readonly mode?: ValidationMode },
  part: MessagePart,
  payload: unknown,
): Validation<unknown> {
  const compiled = compiledSchema(kind.version, kind.action, part)
  if (compiled === undefined) {
    const description = `OCPP ${kind.version} has no ${part} of this action`
    return { ok: false, code: 'NotImplemented', description }
  }
  const { schema, validate } = compiled
  if (validate(payload)) return { ok: true, payload, notes: NO_NOTES }
  if (kind.mode === 'strict') return describeError(validate)
  const repair = repairPayload(kind.action, schema, payload)
  if (repair.refusal !== undefined) return repair.refusal
  // A rule that has neither repair nor note of its own (uri, multipleOf) is kept and noted too.
  const unnoted = !repair.kept && !validate(repair.payload)
  const notes = unnoted ? [...repair.notes, `${describeError(validate).description}, kept`] : repair.notes
  return { ok: true, payload: repair.payload, notes }
}

/** Compiles the validator of a message now, so that the first station to send it does not wait (3 to 50 ms each). */
export function compileAhead(version: OcppVersion, action: string, part: MessagePart = 'request'): void {
  compiledSchema(version, action, part)
}

function checked<Payload>(
  kind: { readonly version: OcppVersion; readonly action: string; readonly mode?: ValidationMode },
  part: MessagePart,
  payload: unknown,
): Validation<Payload> {
  // The boundary: what the schema accepts, or the repair let pass with notes, is typed as the schema says.
  return validatePayload(kind, part, payload) as Validation<Payload>
}
