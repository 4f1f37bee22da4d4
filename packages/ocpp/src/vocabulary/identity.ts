import { withoutCheckDigit } from './emaid.ts'

/** An id token as presented: RFID UID, eMAID, app token … (OCPP 2.x IdTokenType; 1.6 idTag has type `ISO14443` unknown → 'Unknown'). */
export interface IdToken {
  readonly value: string
  /** OCPP 2.x IdTokenEnum text (ISO14443, eMAID, Central, NoAuthorization …); 'Unknown' from 1.6. */
  readonly type: string
}

/**
 * Folds a token value for comparison: identifiers are case-insensitive, stations pad, dash and space them differently,
 * and an eMAID is the same with and without its check digit.
 */
export function foldIdToken(value: string): string {
  return withoutCheckDigit(value.replace(/[\s:-]/g, '').toLowerCase())
}

/** Where on a station. evseId 0 is the whole station; a 1.6 connector N is EVSE N, connector 1. */
export interface EvseRef {
  readonly evseId: number
  readonly connectorId: number
}

/** The whole station, for events that name no EVSE. */
export const WHOLE_STATION: EvseRef = { evseId: 0, connectorId: 0 }
