import { mayBeCalledOn } from '../messages/actions.ts'
import type { ActionOf, RequestOf } from '../messages/types.ts'
import { validatePayload } from '../validation/validate.ts'
import type { StationCommand } from '../vocabulary/command.ts'
import type { EncodedCommand, FieldProblem, OcppVersion } from '../vocabulary/dialect.ts'

/** A request payload as an encoder builds it, typed by its action. */
export function request<V extends OcppVersion, A extends ActionOf<V>>(
  _version: V,
  action: A,
  payload: RequestOf<V, A>,
): EncodedCommand {
  return { ok: true, action, payload }
}

/** The version has no such message; the sentence says so. */
export function unsupported(reason: string): EncodedCommand {
  return { ok: false, reason }
}

/** The command breaks rules between its fields; each is named. */
export function unsound(problems: readonly FieldProblem[]): EncodedCommand {
  const [first] = problems
  const reason = first === undefined ? 'The command is not sound' : `${first.field} ${first.rule}`
  return { ok: false, reason, problems }
}

/** Holds an encoded command against the schema: a value that does not fit (too long a token) is a reason, not a frame. */
export function checkedCommand(version: OcppVersion, encoded: EncodedCommand): EncodedCommand {
  if (!encoded.ok) return encoded
  const { action, payload } = encoded
  const checked = validatePayload({ version, action, mode: 'strict' }, 'request', payload)
  return checked.ok ? encoded : unsupported(`${action} cannot be sent: ${checked.description}`)
}

/** A message written by hand. Unchecked, it goes out as it is. */
export function rawCommand(version: OcppVersion, command: StationCommand & { readonly kind: 'raw' }): EncodedCommand {
  const { action, payload } = command
  const encoded: EncodedCommand = { ok: true, action, payload }
  if (command.unchecked === true) return encoded
  if (!mayBeCalledOn('station', version, action)) {
    return unsupported(`OCPP ${version} has no action ${action.slice(0, 50)} that a station is asked for`)
  }
  return checkedCommand(version, encoded)
}
