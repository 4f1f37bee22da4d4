import type { OcppVersion } from '@stationmaster/ocpp'
import type { StationRecord } from '../admission/station-lookup.ts'
import { verifySecret } from '../credentials.ts'
import type { Hello } from './hello.ts'

export type Verdict = 'ok' | 'unknown' | 'credentials' | 'securityProfile'

/** How a handshake is judged, and how strongly the station has proved who it is. */
export interface Judgement {
  readonly verdict: Verdict
  readonly strength: Strength
}

/** 0: it says its name; 1: over TLS; 2: it knows the password; 3: it knows it over TLS. More is stronger. */
export type Strength = 0 | 1 | 2 | 3

const NOTHING = new Uint8Array(0)

/**
 * Judges a handshake against the station's security profile: 0 lets anyone in under the name, 1 asks for the
 * password, 2 for TLS too, 3 for a client certificate, which this listener does not take. The password is
 * verified on every path, so that neither time nor work tells a wrong one from an unknown station.
 */
export function authenticate(hello: Hello, record: StationRecord | null, version: OcppVersion): Judgement {
  const presented = hello.credentials?.password ?? NOTHING
  const matches = verifySecret(presented, record?.secret, version)
  if (record === null) return { verdict: 'unknown', strength: 0 }
  const knowsPassword = matches && userMatches(hello, record)
  return { verdict: verdictOf(hello, record, knowsPassword), strength: strengthOf(knowsPassword, hello.secure) }
}

function strengthOf(knowsPassword: boolean, secure: boolean): Strength {
  if (knowsPassword) return secure ? 3 : 2
  return secure ? 1 : 0
}

function verdictOf(hello: Hello, record: StationRecord, knowsPassword: boolean): Verdict {
  switch (record.securityProfile) {
    case 0:
      return 'ok'
    case 1:
      return knowsPassword ? 'ok' : 'credentials'
    case 2:
      if (!hello.secure) return 'securityProfile'
      return knowsPassword ? 'ok' : 'credentials'
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
