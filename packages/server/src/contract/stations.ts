import { z } from 'zod'
import {
  ConnectorId,
  EvseId,
  label,
  OcppVersion,
  PageQuery,
  pageOf,
  StationIdentity,
  sortBy,
  TimeInput,
  Timestamp,
  Uuid,
} from './primitives.ts'

export const ConnectorStatus = z.enum([
  'Available',
  'Occupied',
  'Preparing',
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Finishing',
  'Reserved',
  'Unavailable',
  'Faulted',
])
export type ConnectorStatus = z.infer<typeof ConnectorStatus>

/** One word for a whole station, worst first: what lists, counters and the map show. */
export const StationCondition = z.enum([
  'faulted',
  'offline',
  'unavailable',
  'charging',
  'reserved',
  'occupied',
  'available',
  'neverConnected',
])
export type StationCondition = z.infer<typeof StationCondition>

export const Connector = z.strictObject({
  evseId: z.int(),
  connectorId: z.int(),
  status: ConnectorStatus,
  errorCode: z.string().nullable(),
  info: z.string().nullable(),
  vendorErrorCode: z.string().nullable(),
  statusAt: Timestamp,
  connectorType: z.string().nullable(),
  maxPowerW: z.int().nullable(),
  /** The active session on this connector, if any. */
  sessionId: Uuid.nullable(),
  /** Live figures of that session. */
  powerW: z.number().nullable(),
  energyWh: z.int().nullable(),
  socPercent: z.number().nullable(),
})
export type Connector = z.infer<typeof Connector>

export const Quirks = z.strictObject({
  missingSubprotocol: OcppVersion.optional(),
  emptyBasicUser: z.boolean().optional(),
  reversedIdToken: z.boolean().optional(),
  /** 1.6: takes AuthorizationKey as text of at most 20 characters, not as hex digits. */
  plainAuthorizationKey: z.boolean().optional(),
  /** The station's clock or meter stands still: tell a repeated start from another one by what happened between. */
  constantStart: z.boolean().optional(),
})

/** Largest message taken from this one station, bytes after decompression: for those whose reports or logs are longer than the setting. */
const MaxFrameBytes = z.int().min(1024).max(1_048_576)

const SecurityProfile = z.int().min(0).max(3)
/** CN of the client certificate, where it is the serial number and not the identity. */
const CertificateName = label(64)

/** A word on a station. Lists of tags in files are written with semicolons between. */
export const StationTagName = label(40).refine((tag) => !/[;,]/.test(tag), 'must not contain commas and semicolons')

export const StationSummary = z.strictObject({
  /** The OCPP identity as registered. */
  id: StationIdentity,
  name: z.string().nullable(),
  siteId: Uuid.nullable(),
  siteName: z.string().nullable(),
  condition: StationCondition,
  online: z.boolean(),
  registration: z.enum(['Accepted', 'Pending', 'Rejected']),
  ocppVersion: OcppVersion.nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  firmwareVersion: z.string().nullable(),
  connectors: z.array(Connector),
  lastSeenAt: Timestamp.nullable(),
  connectedAt: Timestamp.nullable(),
  disconnectedAt: Timestamp.nullable(),
  /** Sum of live power of its sessions. */
  powerW: z.number(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  tags: z.array(z.string()),
})
export type StationSummary = z.infer<typeof StationSummary>

export const StationDetail = StationSummary.extend({
  serialNumber: z.string().nullable(),
  iccid: z.string().nullable(),
  imsi: z.string().nullable(),
  meterType: z.string().nullable(),
  meterSerialNumber: z.string().nullable(),
  bootStatus: z.enum(['Accepted', 'Pending', 'Rejected']).nullable(),
  bootedAt: Timestamp.nullable(),
  bootReason: z.string().nullable(),
  clockOffsetMs: z.int(),
  /** The profile it must at least use. */
  securityProfile: z.int(),
  /** The highest it has ever connected with: it is refused below that too. */
  reachedProfile: z.int(),
  /** That of its present or last connection. */
  connectedProfile: z.int().nullable(),
  /** What CN of its client certificate must be; null: its identity. */
  certificateName: z.string().nullable(),
  /** Until then an expired client certificate lets it in to get a new one, and for nothing else; null: it does not. */
  expiredCertificateUntil: Timestamp.nullable(),
  hasPassword: z.boolean(),
  quirks: Quirks,
  /** Null: as the setting STATION_MAX_FRAME_BYTES says. */
  maxFrameBytes: z.int().nullable(),
  remoteAddress: z.string().nullable(),
  heartbeats: z.int(),
  createdAt: Timestamp,
  /** Where the station must connect. */
  connectUrl: z.string(),
})
export type StationDetail = z.infer<typeof StationDetail>

export const StationQuery = PageQuery.extend({
  search: z.string().max(100).optional(),
  siteId: Uuid.optional(),
  condition: StationCondition.optional(),
  ocppVersion: OcppVersion.optional(),
  /** Stations that may connect with this profile at the least. */
  securityProfile: z.coerce.number().int().min(0).max(3).optional(),
  /** Stations with all tolerances of the quirk profile of this name. */
  quirkProfile: z.string().max(100).optional(),
  tag: z.string().max(40).optional(),
  groupId: Uuid.optional(),
  sort: sortBy(['id', 'name', 'createdAt', 'lastSeenAt']).default('id'),
})
export const StationPage = pageOf(StationSummary)

export const StationInput = z.strictObject({
  id: StationIdentity,
  name: label(100).optional(),
  siteId: Uuid.optional(),
  /** 0: no password (only on a network you trust); 1: HTTP Basic; 2: TLS and Basic; 3: TLS with a client certificate. */
  securityProfile: SecurityProfile.default(1),
  certificateName: CertificateName.optional(),
  /** 16–40 characters; generated when absent and the profile asks for one. */
  password: z.string().min(16).max(40).optional(),
  registration: z.enum(['Accepted', 'Pending', 'Rejected']).default('Accepted'),
  quirks: Quirks.default({}),
  maxFrameBytes: MaxFrameBytes.optional(),
})
export type StationInput = z.infer<typeof StationInput>

export const StationPatch = z.strictObject({
  name: label(100).nullable().optional(),
  siteId: Uuid.nullable().optional(),
  securityProfile: SecurityProfile.optional(),
  /** Let it connect with less than it has before; without this a lower `securityProfile` is refused. */
  allowDowngrade: z.boolean().optional(),
  certificateName: CertificateName.nullable().optional(),
  /** Lets it in with an expired client certificate until then, to get a new one and for nothing else. */
  expiredCertificateUntil: TimeInput.nullable().optional(),
  registration: z.enum(['Accepted', 'Pending', 'Rejected']).optional(),
  quirks: Quirks.optional(),
  maxFrameBytes: MaxFrameBytes.nullable().optional(),
})

/** Shown once: the password is stored only as a salted hash. */
export const StationCredentials = z.strictObject({
  id: StationIdentity,
  connectUrl: z.string(),
  username: z.string(),
  password: z.string().nullable(),
})
export type StationCredentials = z.infer<typeof StationCredentials>

export const StatusInterval = z.strictObject({
  evseId: EvseId,
  connectorId: ConnectorId,
  status: ConnectorStatus,
  errorCode: z.string().nullable(),
  info: z.string().nullable(),
  at: Timestamp,
})
export const StatusHistoryPage = pageOf(StatusInterval)

export const PasswordPresentation = z.strictObject({
  id: Uuid,
  remoteAddress: z.string(),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
})

export const QuarantinedStation = z.strictObject({
  id: StationIdentity,
  ocppVersion: OcppVersion.nullable(),
  remoteAddress: z.string().nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  firmwareVersion: z.string().nullable(),
  presentsPassword: z.boolean(),
  /** The different passwords presented under this identity, without them. More than one: somebody may be pretending. */
  presentations: z.array(PasswordPresentation),
  boots: z.int(),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  online: z.boolean(),
})
export type QuarantinedStation = z.infer<typeof QuarantinedStation>
export const QuarantinePage = pageOf(QuarantinedStation)

export const ApprovalInput = z.strictObject({
  name: label(100).optional(),
  siteId: Uuid.optional(),
  /**
   * issue: make a new password, push it to the station and show it once;
   * adopt: trust the password it presented; none: allow it without (security profile 0).
   */
  credentials: z.enum(['issue', 'adopt', 'none']).default('issue'),
  /** Which of `presentations` to adopt; needed when there are several. */
  presentationId: Uuid.optional(),
})

export const Approval = z.strictObject({
  credentials: StationCredentials,
  /** Did the station take the new password over its open connection? */
  delivery: z.enum(['delivered', 'refused', 'offline', 'notNeeded']),
})
export type Approval = z.infer<typeof Approval>
