import type {
  AttentionItem,
  Connector,
  FaultQuery,
  SiteFaultKind,
  StationDetail,
  WorkOrder,
} from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import { faultSentence } from '../status/sentence.ts'

const DISPATCHED_TO: Readonly<Partial<Record<AttentionItem['kind'], SiteFaultKind>>> = {
  connectorFaulted: 'connectorFaulted',
  stationOffline: 'stationOffline',
  stationUnavailable: 'stationUnavailable',
}

/** What somebody would be sent to; null where nobody has to go. */
export function faultOfItem({ kind, stationId, evseId, connectorId }: AttentionItem): FaultQuery | null {
  const sentTo = DISPATCHED_TO[kind]
  return sentTo === undefined || stationId === null ? null : faultAt(sentTo, { stationId, evseId, connectorId })
}

/** What somebody would be sent to at a station as a whole; null while it is there, or never was. */
export function stationFault({ id, online, connectedAt }: StationDetail): FaultQuery | null {
  return online || connectedAt === null ? null : { kind: 'stationOffline', stationId: id }
}

/** The same at a connector. What a station has said before it went away is left aside: it is away first of all. */
export function pointFault(
  { id, online }: StationDetail,
  { status, evseId, connectorId }: Connector,
): FaultQuery | null {
  return online && status === 'Faulted' ? { kind: 'connectorFaulted', stationId: id, evseId, connectorId } : null
}

export function isSentTo({ fault, evseId, connectorId }: WorkOrder, to: FaultQuery): boolean {
  return fault.kind === to.kind && evseId === (to.evseId ?? null) && connectorId === (to.connectorId ?? null)
}

export function faultOfOrder({ fault, stationId, evseId, connectorId }: WorkOrder): FaultQuery {
  return faultAt(fault.kind, { stationId, evseId, connectorId })
}

function faultAt(
  kind: SiteFaultKind,
  { stationId, evseId, connectorId }: Pick<WorkOrder, 'stationId' | 'evseId' | 'connectorId'>,
): FaultQuery {
  return {
    kind,
    stationId,
    ...(evseId === null ? {} : { evseId }),
    ...(connectorId === null ? {} : { connectorId }),
  }
}

/** What was the matter when somebody was sent, as a sentence. */
export function orderFault({ fault, evseId }: WorkOrder, text: Text): string {
  const state =
    fault.kind === 'connectorFaulted'
      ? faultSentence({ errorCode: fault.cause, info: fault.info, vendorErrorCode: null }, text)
      : text(`attention.${fault.kind}`)
  return evseId === null ? state : text('evse.state', { evse: evseId, state })
}
