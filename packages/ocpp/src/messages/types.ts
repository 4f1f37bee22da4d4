import type { Call as Call16 } from 'typed-ocpp/dist/ocpp16/call.js'
import type { CheckedCallResult as Result16 } from 'typed-ocpp/dist/ocpp16/callresult.js'
import type { Call as Call201 } from 'typed-ocpp/dist/ocpp20/call.js'
import type { CheckedCallResult as Result201 } from 'typed-ocpp/dist/ocpp20/callresult.js'
import type { Call as Call21 } from 'typed-ocpp/dist/ocpp21/call.js'
import type { CheckedCallResult as Result21 } from 'typed-ocpp/dist/ocpp21/callresult.js'
import type { OcppVersion } from '../vocabulary/dialect.ts'

/** Which side may send the request of an action. */
export type Direction = 'toCsms' | 'toStation' | 'both'

interface Calls {
  '1.6': Call16
  '2.0.1': Call201
  '2.1': Call21
}

interface Requests {
  '1.6': { readonly [C in Call16 as `${C[2]}`]: C[3] }
  '2.0.1': { readonly [C in Call201 as `${C[2]}`]: C[3] }
  '2.1': { readonly [C in Call21 as `${C[2]}`]: C[3] }
}

interface Responses {
  '1.6': { readonly [C in Call16 as `${C[2]}`]: Result16<C>[2] }
  '2.0.1': { readonly [C in Call201 as `${C[2]}`]: Result201<C>[2] }
  '2.1': { readonly [C in Call21 as `${C[2]}`]: Result21<C>[2] }
}

/** Name of an action of a version. */
export type ActionOf<V extends OcppVersion> = `${Calls[V][2]}`

/** Request payload of an action as the version's schema types it. */
export type RequestOf<V extends OcppVersion, A extends ActionOf<V>> = A extends keyof Requests[V]
  ? Requests[V][A]
  : never

/** Response payload of an action as the version's schema types it. */
export type ResponseOf<V extends OcppVersion, A extends ActionOf<V>> = A extends keyof Responses[V]
  ? Responses[V][A]
  : never
