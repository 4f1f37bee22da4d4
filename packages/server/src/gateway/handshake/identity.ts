import { StationIdentity as Identity } from '../../contract/index.ts'
import type { StationIdentity } from '../../stations/ids.ts'

const STATION_PATH = /^\/+ocpp\/+([^/?#]+)\/*$/
const PERCENT_CODE = /%([0-9A-Fa-f]{2})/g

export type IdentityReading =
  | {
      readonly ok: true
      /** Lower case: the one form used for authentication, look-up and routing. */
      readonly identity: StationIdentity
      /** As the station writes it, for display. */
      readonly written: string
    }
  | { readonly ok: false; readonly reason: string }

/** Reads a station identity by the contract's rule; upper and lower case are the same identity. */
export function parseIdentity(text: string): IdentityReading {
  const { error } = Identity.safeParse(text)
  if (error !== undefined) return { ok: false, reason: `an identity ${error.issues[0]?.message}` }
  return { ok: true, identity: brandIdentity(text), written: text }
}

/** The only place where text becomes an identity, after its rules have been checked. */
function brandIdentity(text: string): StationIdentity {
  return text.toLowerCase() as StationIdentity
}

/**
 * Reads the identity out of the raw request target `/ocpp/<identity>`: doubled and trailing slashes are tolerated,
 * the identity is percent-decoded exactly once, and no other target is a station's.
 */
export function parseStationTarget(target: string): IdentityReading {
  const segment = STATION_PATH.exec(target)?.[1]
  if (segment === undefined) return { ok: false, reason: 'stations connect at /ocpp/<identity>' }
  return parseIdentity(segment.replace(PERCENT_CODE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))
}

/** Whether a request target is meant for stations at all. */
export function isStationTarget(target: string): boolean {
  return /^\/+ocpp\/+[^/]/.test(target)
}
