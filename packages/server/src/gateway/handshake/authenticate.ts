import type { OcppVersion } from '@stationmaster/ocpp'
import type { StationRecord } from '../admission/station-lookup.ts'
import { matchesOneOf, verifySecret } from '../credentials.ts'
import type { CertificateRefusal } from './client-certificate.ts'
import type { Hello } from './hello.ts'

export type Verdict = 'ok' | 'unknown' | 'credentials' | 'securityProfile' | 'certificate'

/** How a handshake is judged, and how strongly the station has proved who it is. */
export interface Judgement {
  readonly verdict: Verdict
  readonly strength: Strength
  /** The security profile that the station has connected with. */
  readonly profile: SecurityProfile
  /** It knows a password that it was told, and whose acceptance we have not heard of. */
  readonly provedNextSecret: boolean
  /** It has shown its certificate, which has expired: it is let in to get a new one and for nothing else. */
  readonly renewalOnly: boolean
}

/**
 * 0: it says its name; 1: over TLS; 2: it knows the password; 3: it knows it over TLS; 4: it has the key of its
 * certificate. More is stronger.
 */
export type Strength = 0 | 1 | 2 | 3 | 4

/** 0: nothing; 1: password; 2: password over TLS; 3: client certificate. */
export type SecurityProfile = 0 | 1 | 2 | 3

const NOTHING = new Uint8Array(0)

interface ShownToAuthenticate {
  readonly version: OcppVersion
  /** What is wrong with the client certificate; null: it is the station's. */
  readonly certificate: CertificateRefusal | null
  /** It has only expired, and may be renewed with. */
  readonly mayRenew: boolean
}

/**
 * Judges a handshake against the security profile that the station must use: the one of its entry, or the highest it has
 * ever connected with (2.x A00.FR.005, A05.FR.07; 1.6 security whitepaper likewise). More than that is welcome. The
 * password is verified on every path, so that neither time nor work tells a wrong one from an unknown station.
 */
export function authenticate(
  hello: Hello,
  record: StationRecord | null,
  { version, certificate, mayRenew }: ShownToAuthenticate,
): Judgement {
  const presented = hello.credentials?.password ?? NOTHING
  const matches = verifySecret(presented, record?.secret, version)
  const matchesNext = matchesOneOf(presented, record?.nextSecrets ?? [], version)
  if (record === null) {
    return { verdict: 'unknown', strength: 0, profile: 0, provedNextSecret: false, renewalOnly: false }
  }
  const isUser = userMatches(hello, record)
  const knowsPassword = (matches || matchesNext) && isUser
  const hasCertificate = hello.secure && certificate === null
  const profile = profileOf({ knowsPassword, hasCertificate, secure: hello.secure })
  const verdict = verdictOf(hello, record, profile)
  // Whoever has found an old key must not push out a station with a good one: no more than a name over TLS.
  if (verdict === 'certificate' && mayRenew && hello.secure) {
    return { verdict: 'ok', strength: 1, profile: 3, provedNextSecret: false, renewalOnly: true }
  }
  return {
    verdict,
    strength: hasCertificate ? 4 : strengthOf(knowsPassword, hello.secure),
    profile,
    provedNextSecret: matchesNext && isUser && !matches,
    renewalOnly: false,
  }
}

/** The profile below which a station is turned away. */
export function requiredProfile({ securityProfile, reachedProfile }: StationRecord): number {
  return Math.max(securityProfile, reachedProfile)
}

function strengthOf(knowsPassword: boolean, secure: boolean): Strength {
  if (knowsPassword) return secure ? 3 : 2
  return secure ? 1 : 0
}

interface Proof {
  readonly knowsPassword: boolean
  readonly hasCertificate: boolean
  readonly secure: boolean
}

function profileOf({ knowsPassword, hasCertificate, secure }: Proof): SecurityProfile {
  if (hasCertificate) return 3
  if (!knowsPassword) return 0
  return secure ? 2 : 1
}

function verdictOf(hello: Hello, record: StationRecord, profile: SecurityProfile): Verdict {
  const required = requiredProfile(record)
  if (profile >= required) return 'ok'
  if (required === 3) return hello.certificate === undefined ? 'securityProfile' : 'certificate'
  if (required === 2 && !hello.secure) return 'securityProfile'
  // What is missing is the password: a station of profile 0 that has come with one before, too.
  return 'credentials'
}

/** Why a station does not prove itself by password; for those who look after it, never for the station. */
export function credentialsFault(
  hello: Hello,
  record: StationRecord,
): 'passwordMissing' | 'userName' | 'wrongPassword' {
  if (hello.credentials === undefined || hello.credentials.password.length === 0) return 'passwordMissing'
  return userMatches(hello, record) ? 'wrongPassword' : 'userName'
}

/** A00.FR.204: the user is the identity, whatever its case; an empty one passes by quirk. */
function userMatches({ credentials, identity }: Hello, { quirks }: StationRecord): boolean {
  if (credentials === undefined) return false
  if (credentials.user === '') return quirks.emptyBasicUser === true
  return credentials.user.toLowerCase() === identity
}
