import type { EvseRef } from '@stationmaster/ocpp'

/** The EVSE that a body names, for spreading; nothing for the whole station. */
export function evseIn(place: { readonly evseId?: number | undefined; readonly connectorId?: number | undefined }): {
  readonly evse?: EvseRef
} {
  return place.evseId === undefined ? {} : { evse: { evseId: place.evseId, connectorId: place.connectorId ?? 0 } }
}
