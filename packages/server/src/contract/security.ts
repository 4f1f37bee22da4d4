import { z } from 'zod'
import { CommandRunInput } from './command-runs.ts'
import { NetworkProfile } from './commands/security.ts'
import { label, PageQuery, pageOf, StationIdentity, TimeInput, Timestamp, Uuid } from './primitives.ts'

/** How many stations use which security profile. */
export const SecurityProfileCounts = z.strictObject({
  items: z.array(
    z.strictObject({
      profile: z.int(),
      /** Stations that may connect with this profile at the least. */
      stations: z.int(),
      /** Stations that are connected with it now, whatever they must at least use. */
      connected: z.int(),
    }),
  ),
})

/** Something that concerns security, told by a station or noticed here. Never changed, never removed. */
export const SecurityEvent = z.strictObject({
  id: z.int(),
  /** Null: of no station that is known. */
  stationId: StationIdentity.nullable(),
  receivedAt: Timestamp,
  /** The station's own time. */
  at: Timestamp.nullable(),
  source: z.enum(['station', 'csms']),
  type: z.string(),
  /** By the list of the standard (2.x appendix 1), or by ours where the event is. */
  critical: z.boolean(),
  detail: z.string().nullable(),
  /** Its place in the chain of hashes; null for a few seconds, until it has one. */
  position: z.int().nullable(),
})
export type SecurityEvent = z.infer<typeof SecurityEvent>

export const SecurityEventQuery = PageQuery.extend({
  stationId: StationIdentity.optional(),
  type: z.string().max(50).optional(),
  source: z.enum(['station', 'csms']).optional(),
  critical: z.stringbool().optional(),
  from: TimeInput.optional(),
  to: TimeInput.optional(),
})
export const SecurityEventPage = pageOf(SecurityEvent)

/** Whether the security event log is as it was written. */
export const SecurityLogVerification = z.strictObject({
  intact: z.boolean(),
  /** Links that were recomputed. */
  checked: z.int(),
  /** Events that have no link yet; they get one within seconds. */
  waiting: z.int(),
  /** The newest link that holds. Note it elsewhere: a log that was cut off at its end shows by it. */
  head: z.strictObject({ position: z.int(), hash: z.string() }).nullable(),
  /** The first place where the log is not as it was written. */
  broken: z
    .strictObject({
      position: z.int(),
      eventId: z.int().nullable(),
      problem: z.enum(['linkMissing', 'eventMissing', 'contentChanged', 'eventWithoutLink']),
    })
    .nullable(),
})
export type SecurityLogVerification = z.infer<typeof SecurityLogVerification>

/**
 * waiting for its turn; prepared: both passwords are accepted, the station is not told yet; told: it may have it;
 * confirmed: it has, the old one is dead; failed and cancelled: the old one stays.
 */
const RotationState = z.enum(['waiting', 'prepared', 'told', 'confirmed', 'failed', 'cancelled'])

/** A new password on its way to a station. Nobody is shown it. */
export const PasswordRotation = z.strictObject({
  id: Uuid,
  stationId: StationIdentity,
  /** Of rotations that were begun together. */
  batchId: Uuid.nullable(),
  state: RotationState,
  attempts: z.int(),
  /** The command that tells the station. */
  commandId: Uuid.nullable(),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  startAt: Timestamp,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  expiresAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type PasswordRotation = z.infer<typeof PasswordRotation>

const expiresInS = z.int().min(60).max(2_592_000).default(86_400)

export const PasswordRotationInput = z.strictObject({
  reason: label(300).optional(),
  /** Seconds in which the station has to connect and be told. */
  expiresInS,
})
export const PasswordRotationsInput = z.strictObject({
  stations: CommandRunInput.shape.stations,
  perMinute: z.int().min(1).max(6000).default(60),
  reason: label(300).optional(),
  expiresInS,
})
/** `skipped`: stations whose password is being rotated already. */
export const PasswordRotationsStarted = z.strictObject({ batchId: Uuid, started: z.int(), skipped: z.int() })
export const PasswordRotationQuery = PageQuery.extend({
  stationId: StationIdentity.optional(),
  batchId: Uuid.optional(),
  state: RotationState.optional(),
})
export const PasswordRotationPage = pageOf(PasswordRotation)

const UpgradeState = z.enum([
  'prepared',
  'installed',
  'switching',
  'rollingBack',
  'confirmed',
  'rolledBack',
  'failed',
  'cancelled',
])

/** How a station is brought to a higher profile. */
export const SecurityUpgradePlan = z.strictObject({
  /** 2.x: where it shall connect; wss:// for profiles 2 and 3. */
  url: NetworkProfile.shape.url.optional(),
  /** 2.x: the slot for the new way, and the one in use, which stays as the way back. */
  slot: z.int().min(0).max(1000).optional(),
  currentSlot: z.int().min(0).max(1000).optional(),
  interface: NetworkProfile.shape.interface.optional(),
  messageTimeoutS: z.int().min(1).max(3600).optional(),
  /** 1.6: the organisation that its certificate names, set first. */
  cpoName: label(50).optional(),
  /** 1.6: whether a new root of the CSMS must be signed by the old one, set first. */
  additionalRootCertificateCheck: z.boolean().optional(),
})
export type SecurityUpgradePlan = z.output<typeof SecurityUpgradePlan>

export const SecurityUpgradeInput = z.strictObject({
  target: z.int().min(1).max(3),
  plan: SecurityUpgradePlan.default({}),
  /** Profile 3 although no certificate of the station is known here. */
  unchecked: z.boolean().default(false),
  reason: label(300).optional(),
  /** Seconds in which the station has to come back with the new profile. */
  expiresInS: z.int().min(60).max(2_592_000).default(3600),
})

/** A station on its way to a higher security profile. */
export const SecurityUpgrade = z.strictObject({
  id: Uuid,
  stationId: StationIdentity,
  target: z.int(),
  state: UpgradeState,
  /** How often the present command was sent. */
  attempts: z.int(),
  commandId: Uuid.nullable(),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  expiresAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type SecurityUpgrade = z.infer<typeof SecurityUpgrade>
export const SecurityUpgradeQuery = PageQuery.extend({
  stationId: StationIdentity.optional(),
  state: UpgradeState.optional(),
})
export const SecurityUpgradePage = pageOf(SecurityUpgrade)
