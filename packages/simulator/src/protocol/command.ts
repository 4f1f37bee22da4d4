import { type ActionOf, type OcppVersion, type RequestOf, type ResponseOf, validateRequest } from '@stationmaster/ocpp'
import type { CommandReply } from '../station/call.ts'
import type { StationContext } from '../station/context.ts'
import type { CommandHandler } from '../station/protocol.ts'

/** A handler's answer: the response and what follows once it is on its way. */
export interface Handled<Response> {
  readonly response: Response
  readonly after?: () => void
}

/** Pairs an action with a typed handler; a request against the schema is refused with the error of its version. */
export function command<V extends OcppVersion, A extends ActionOf<V>, const R extends ResponseOf<V, A>>(
  version: V,
  action: A,
  handle: (station: StationContext, request: RequestOf<V, A>) => Handled<R>,
): readonly [string, CommandHandler] {
  return [
    action,
    (station, payload): CommandReply => {
      const checked = validateRequest({ version, action, mode: 'strict' }, payload)
      if (!checked.ok) return { kind: 'error', code: checked.code, description: checked.description }
      const { response, after } = handle(station, checked.payload)
      return { kind: 'result', payload: response, ...(after && { after }) }
    },
  ]
}
