import type { OcppVersion } from '@stationmaster/ocpp'
import type { StationRecord } from '../admission/station-lookup.ts'
import { verifySecret } from '../credentials.ts'
import type { Hello } from './hello.ts'

export type Verdict = 'ok' | 'unknown' | 'credentials' | 'securityProfile'

const NOTHING = new Uint8Array(0)

/**
 * Judges a handshake against the station's security profile: 0 lets anyone in under the name, 1 asks for the
 * password, 2 for TLS too, 3 for a client certificate, which this listener does not take. The password is
 * verified on every path, so that neither time nor work tells a wrong one from an unknown station.
 */
export function authenticate(hello: Hello, record: StationRecord | null, version: OcppVersion): Verdict {
  const presented = hello.credentials?.password ?? NOTHING
  const matches = verifySecret(presented, record?.secret, version)
  if (record === null) return 'unknown'
  switch (record.securityProfile) {
    case 0:
      return 'ok'
    case 1:
      return matches && userMatches(hello, record) ? 'ok' : 'credentials'
    case 2:
      if (!hello.secure) return 'securityProfile'
      return matches && userMatches(hello, record) ? 'ok' : 'credentials'
    default:
      return 'securityProfile'
  }
}

/** A00.FR.204: the user is the identity, whatever its case; an empty one passes by quirk. */
function userMatches({ credentials, identity }: Hello, { quirks }: StationRecord): boolean {
  if (credentials === undefined) return false
  if (credentials.user === '') return quirks.emptyBasicUser === true
  return credentials.user.toLowerCase() === identity
}
