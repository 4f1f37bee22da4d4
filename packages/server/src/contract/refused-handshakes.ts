import { z } from 'zod'
import { label, PageQuery, pageOf, StationIdentity, TimeInput, Timestamp } from './primitives.ts'

/** Why a connection was not let in. */
export const RefusalReason = z.enum([
  /** The path is neither /ocpp/<identity> nor /ocpp/<tenant>/<identity>. */
  'wrongPath',
  'badIdentity',
  /** No tenant has the name in the path. */
  'unknownTenant',
  'tenantSuspended',
  /** Not a WebSocket request as RFC 6455 has it. */
  'malformed',
  'origin',
  'passwordMissing',
  /** The user name of HTTP Basic is not the identity. */
  'userName',
  'wrongPassword',
  /** Not registered, where unknown stations are refused. */
  'unknownStation',
  /** Less than the security profile that the station must use. */
  'securityProfile',
  'certificate',
  /** It offers no OCPP version that we speak, or none at all. */
  'subprotocol',
  /** After too many failures. */
  'backOff',
  'tooFast',
  'tooManySockets',
  /** Another socket holds the identity and has authenticated more strongly. */
  'contested',
  /** ws:// to a port that speaks TLS. */
  'plainToTls',
  'tlsVersion',
  'tlsCipher',
  /** It does not trust our certificate. */
  'serverUntrusted',
])
export type RefusalReason = z.infer<typeof RefusalReason>

/** Connections that were refused for one reason, under one name, from one network. */
export const RefusedHandshake = z.strictObject({
  id: z.int(),
  /** What it called itself, made printable: not always an identity. Null: it said nothing. */
  identity: z.string().nullable(),
  /** The registered station of that name. */
  stationId: StationIdentity.nullable(),
  remoteAddress: z.string(),
  reason: RefusalReason,
  /** subprotocol: what it offered. */
  offered: z.array(z.string()).nullable(),
  /** securityProfile: what it came with, and what it must use. */
  usedProfile: z.int().nullable(),
  requiredProfile: z.int().nullable(),
  /** wrongPath, badIdentity, origin, certificate: the path, rule, origin or fault. */
  info: z.string().nullable(),
  attempts: z.int(),
  firstAt: Timestamp,
  lastAt: Timestamp,
  /** When the station of that name has come in since. */
  connectedSince: Timestamp.nullable(),
})
export type RefusedHandshake = z.infer<typeof RefusedHandshake>

export const RefusedHandshakeQuery = PageQuery.extend({
  /** Under this name, whatever its case; registered or not. */
  identity: label(100).optional(),
  /** Refused at this time or later. */
  from: TimeInput.optional(),
  /** Only what is still open: the station of that name has not come in since. */
  open: z.stringbool().optional(),
})
export const RefusedHandshakePage = pageOf(RefusedHandshake)
