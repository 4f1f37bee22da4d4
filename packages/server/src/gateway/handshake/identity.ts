import { StationIdentity as Identity } from '../../contract/index.ts'
import type { StationIdentity } from '../../stations/ids.ts'

const STATION_PATH = /^\/+ocpp\/+(?:([^/?#]+)\/+)?([^/?#]+)\/*$/
const SLUG = /^[a-z0-9-]{1,40}$/i
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

/** Whose door, and who knocks. `slug` undefined: the first tenant's. */
export type TargetReading =
  | (Extract<IdentityReading, { ok: true }> & { readonly slug: string | undefined })
  | Extract<IdentityReading, { ok: false }>

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
 * Reads tenant and identity out of the raw request target `/ocpp/<identity>` or `/ocpp/<tenant>/<identity>`: doubled and
 * trailing slashes are tolerated, the identity is percent-decoded exactly once, and no other target is a station's.
 */
export function parseStationTarget(target: string): TargetReading {
  const [, slug, segment] = STATION_PATH.exec(target) ?? []
  if (segment === undefined || (slug !== undefined && !SLUG.test(slug))) {
    return { ok: false, reason: 'stations connect at /ocpp/<identity> or /ocpp/<tenant>/<identity>' }
  }
  const reading = parseIdentity(
    segment.replace(PERCENT_CODE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
  return reading.ok ? { ...reading, slug: slug?.toLowerCase() } : reading
}

/** Whether a request target is meant for stations at all. */
export function isStationTarget(target: string): boolean {
  return /^\/+ocpp\/+[^/]/.test(target)
}
