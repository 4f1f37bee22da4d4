import { formatTime } from '../../time/station-time.ts'
import type { IdToken } from '../../vocabulary/identity.ts'
import type { TokenInfo } from '../../vocabulary/reply.ts'
import { identifier } from '../bounds.ts'
import { defined } from '../defined.ts'

/** Token types that 2.0.1 has (IdTokenEnumType); 2.1 takes any text, but knows these. */
const TYPES = ['Central', 'eMAID', 'ISO14443', 'ISO15693', 'KeyCode', 'Local', 'MacAddress', 'NoAuthorization'] as const

export interface WireIdToken {
  readonly idToken: string
  readonly type: (typeof TYPES)[number]
}

/** UIDs of ISO 14443 cards have 4, 7 or 10 bytes. */
const CARD_UID = /^([0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})$/i

/** Writes a token; one of unknown type (from a 1.6 station) is a card when it looks like a UID, else the CSMS's own. */
export function wireIdToken({ value, type }: { readonly value: string; readonly type: string }): WireIdToken {
  const known = TYPES.find((one) => one === type)
  return { idToken: value, type: known ?? (CARD_UID.test(value) ? 'ISO14443' : 'Central') }
}

/** Reads a token as a station sent it. */
export function readIdToken({ idToken, type }: { readonly idToken: string; readonly type: string }): IdToken {
  return { value: identifier(idToken), type }
}

/** What 2.x says of a token, in answers and in local lists. */
export function idTokenInfo({ status, cacheExpiryMs, groupIdToken }: TokenInfo) {
  return defined({
    status,
    cacheExpiryDateTime: cacheExpiryMs === undefined ? undefined : formatTime(cacheExpiryMs),
    groupIdToken: groupIdToken === undefined ? undefined : wireIdToken(groupIdToken),
  })
}
