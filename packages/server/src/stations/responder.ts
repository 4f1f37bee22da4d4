import type { OcppVersion, StationEvent, StationReply } from '@stationmaster/ocpp'
import type { Reason } from './change.ts'
import type { StationIdentity, StationKey, TenantId } from './ids.ts'

/** Who asks. */
export interface Asker {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly version: OcppVersion
}

/** The reply to a question that neither the station's state nor memory can answer. */
export interface Answered {
  readonly reply: StationReply
  readonly reasons?: readonly Reason[]
}

/** Finds the reply to events of one kind: in other tables, at a provider, over the network. Undefined: not its kind. */
export type Responder = (asker: Asker, event: StationEvent) => Promise<Answered> | undefined

type EventOf<K extends StationEvent['kind']> = Extract<StationEvent, { readonly kind: K }>

/** A responder to one kind of event. It may fail or be late: the station is then answered with a valid no. */
export function respondTo<K extends StationEvent['kind']>(
  kind: K,
  respond: (asker: Asker, event: EventOf<K>) => Promise<Answered>,
): Responder {
  return (asker, event) => (isKind(event, kind) ? respond(asker, event) : undefined)
}

function isKind<K extends StationEvent['kind']>(event: StationEvent, kind: K): event is EventOf<K> {
  return event.kind === kind
}
