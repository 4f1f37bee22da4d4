import { z } from 'zod'
import {
  CertificateHashData,
  CertificatePem,
  InstalledCertificateType,
  StationCertificateUse,
} from './commands/certificates.ts'
import { label, PageQuery, pageOf, StationIdentity, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const CertificateState = z.enum(['requested', 'issued', 'accepted', 'active', 'superseded', 'failed', 'revoked'])

/** A station's own certificate, from its request to its end. */
export const StationCertificate = z.strictObject({
  id: Uuid,
  use: StationCertificateUse,
  state: CertificateState,
  /** Whether it opens the door now. */
  isUsable: z.boolean(),
  /** Who signed it: local-ecdsa, local-rsa or est; null while nobody has. */
  authority: z.string().nullable(),
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** SHA-256 of the DER. */
  fingerprint: z.string().nullable(),
  keyType: z.string().nullable(),
  /** PEM, the station's own certificate first. */
  chain: z.string().nullable(),
  notBefore: Timestamp.nullable(),
  notAfter: Timestamp.nullable(),
  requestedAt: Timestamp,
  issuedAt: Timestamp.nullable(),
  acceptedAt: Timestamp.nullable(),
  firstUsedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  /** The command that carries it to the station. */
  commandId: Uuid.nullable(),
  problem: z.string().nullable(),
})
export const StationCertificatePage = pageOf(StationCertificate)
export const StationCertificateQuery = PageQuery.extend({ state: CertificateState.optional() })

/** The same among those of all stations. */
export const FleetCertificate = StationCertificate.extend({ stationId: StationIdentity })
export type FleetCertificate = z.infer<typeof FleetCertificate>
export const FleetCertificatePage = pageOf(FleetCertificate)
export const FleetCertificateQuery = PageQuery.extend({
  state: CertificateState.optional(),
  /** Only those that open the door now, or only the others. */
  usable: z.stringbool().optional(),
  expiresBefore: TimeInput.optional(),
  /** notAfter: the first to expire first, requests by when they were made. */
  sort: z.enum(['notAfter', '-requestedAt']).default('-requestedAt'),
})

/** A certificate by which this server shows who it is in TLS. */
export const ServerCertificate = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  /** The names and addresses it is good for. */
  names: z.array(z.string()),
  keyType: z.string(),
  fingerprint: z.string(),
  notBefore: Timestamp,
  notAfter: Timestamp,
  /** files: of TLS_CERT_FILE, renewed by whoever puts them there; local: of our own authority, renewed by itself. */
  source: z.enum(['files', 'local']),
})
export type ServerCertificate = z.infer<typeof ServerCertificate>
export const ServerCertificates = z.strictObject({ items: z.array(ServerCertificate) })

export const RenewalInput = z.strictObject({ use: StationCertificateUse.default('ChargingStationCertificate') })
export const CommandReference = z.strictObject({ commandId: Uuid })

/** Reasons that may be given (RFC 5280 §5.3.1). */
export const RevocationReason = z.enum([
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
])
export type RevocationReason = z.infer<typeof RevocationReason>

export const RevocationInput = z.strictObject({ reason: RevocationReason.default('unspecified') })

/** A certificate on a station: reported by it, installed by us, or both. */
export const InstalledCertificate = z.strictObject({
  type: InstalledCertificateType,
  hashData: CertificateHashData,
  /** Sub-CAs below it, of a V2GCertificateChain. */
  children: z.array(CertificateHashData),
  /** confirmed: known to us and reported; unknown: reported, of a root we do not know; unconfirmed: installed, not reported yet; missing: it should be there and is not. */
  verdict: z.enum(['confirmed', 'unknown', 'unconfirmed', 'missing']),
  /** Of the certificate with these hashes, where we know it. */
  subject: z.string().nullable(),
  fingerprint: z.string().nullable(),
  notAfter: Timestamp.nullable(),
  installedAt: Timestamp.nullable(),
  reportedAt: Timestamp.nullable(),
  missingSince: Timestamp.nullable(),
})
export const InstalledCertificates = z.strictObject({ items: z.array(InstalledCertificate) })
export const InstalledRefresh = z.strictObject({ commandIds: z.array(Uuid) })

export const RootPurpose = z.enum(['station', 'csms', 'manufacturer', 'v2g', 'mo', 'oem'])

/** A root, or a sub-CA, that is trusted for one purpose. */
export const TrustedRoot = z.strictObject({
  id: Uuid,
  purpose: RootPurpose,
  source: z.enum(['local', 'external', 'uploaded']),
  label: z.string().nullable(),
  subject: z.string(),
  fingerprint: z.string(),
  pem: z.string(),
  notAfter: Timestamp,
  createdAt: Timestamp,
})
export const TrustedRoots = z.strictObject({ items: z.array(TrustedRoot) })
export const TrustedRootInput = z.strictObject({
  purpose: RootPurpose,
  certificate: CertificatePem,
  label: label(100).optional(),
})

export const AuthorityName = z.enum(['station', 'v2g'])
export const authorityName = z.strictObject({ name: AuthorityName })

const serviceUrl = z
  .string()
  .max(500)
  .regex(/^https:\/\/[^\s\p{Cc}@]+$/iu, 'must be an https address without credentials')
const password = z.string().min(1).max(500)

/** Who signs stations' certificates of one kind, and by which rules. */
export const AuthorityInput = z
  .strictObject({
    kind: z.enum(['local', 'est']).default('local'),
    /** The organisation that requests have to name and certificates carry; null takes the request's. */
    organization: label(64).nullable().default(null),
    validityDays: z.int().min(1).max(1825).default(365),
    renewBeforeDays: z.int().min(0).max(365).default(30),
    /** How long an accepted certificate leaves the one before it alive, unless it is used first. */
    overlapS: z.int().min(0).max(604_800).default(3600),
    /** EST service, up to and without /simpleenroll. */
    url: serviceUrl.nullable().default(null),
    username: label(100).nullable().default(null),
    /** Left out: as it was. Null: none. Never shown. */
    password: password.nullable().optional(),
    tlsRoot: CertificatePem.nullable().default(null),
  })
  .refine((input) => input.kind === 'local' || input.url !== null, {
    path: ['url'],
    error: 'is needed for an EST service',
  })

export const Authority = z.strictObject({
  name: AuthorityName,
  kind: z.enum(['local', 'est']),
  organization: z.string().nullable(),
  validityDays: z.int(),
  renewBeforeDays: z.int(),
  overlapS: z.int(),
  url: z.string().nullable(),
  username: z.string().nullable(),
  hasPassword: z.boolean(),
  tlsRoot: z.string().nullable(),
  /** Requests of stations that wait to be signed, since when, and what last stood in the way. */
  waiting: z.int(),
  waitingSince: Timestamp.nullable(),
  problem: z.string().nullable(),
  lastIssuedAt: Timestamp.nullable(),
})

const origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^\s\p{Cc}/@]+$/iu, 'must be an origin such as http://ocsp.example')

export const PlugAndChargeInput = z
  .strictObject({
    provider: z.enum(['none', 'test', 'http']).default('none'),
    url: serviceUrl.nullable().default(null),
    /** Bearer token of the provider. Left out: as it was. Null: none. Never shown. */
    token: password.nullable().optional(),
    tlsRoot: CertificatePem.nullable().default(null),
    trustedResponders: z.array(origin).max(20).default([]),
  })
  .refine((input) => input.provider !== 'http' || input.url !== null, {
    path: ['url'],
    error: 'is needed for the provider',
  })

export const PlugAndCharge = z.strictObject({
  provider: z.enum(['none', 'test', 'http']),
  url: z.string().nullable(),
  hasToken: z.boolean(),
  tlsRoot: z.string().nullable(),
  trustedResponders: z.array(z.string()),
})

/** A contract certificate of the test provider. */
export const ContractCertificate = z.strictObject({
  serialNumber: z.string(),
  emaid: z.string(),
  fingerprint: z.string(),
  issuedAt: Timestamp,
  notAfter: Timestamp,
  revokedAt: Timestamp.nullable(),
  revocationReason: z.string().nullable(),
})
export const ContractCertificates = z.strictObject({ items: z.array(ContractCertificate) })
export const contractFingerprint = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 fingerprint'),
})
