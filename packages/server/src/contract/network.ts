import { z } from 'zod'
import { StationIdentity, Timestamp, Uuid } from './primitives.ts'
import { WorkOrderState } from './work-orders.ts'

/** Suggested remedy of an attention item: a command kind the console can send at once. */
export const SuggestedFix = z.enum([
  'reset',
  'unlockConnector',
  'triggerStatus',
  'changeAvailability',
  'approve',
  'renewCertificate',
  'review',
  'none',
])

/** An estimate from the sessions that usually begin at this hour of the week, at the assumed price of a kWh. */
export const ExpectedLoss = z.strictObject({
  /** In the organisation's currency, to the cent. */
  moneyPerHour: z.number(),
  driversPerHour: z.number(),
  /** Whose sessions it comes from: the charging points concerned, others of the site, or others of the network. */
  basis: z.enum(['point', 'site', 'network']),
})
export type ExpectedLoss = z.infer<typeof ExpectedLoss>

export const AttentionItem = z.strictObject({
  /** Stable while the same thing is wrong. */
  id: z.string(),
  kind: z.enum([
    'connectorFaulted',
    'stationOffline',
    'stationUnavailable',
    'sessionFlagged',
    'clockSkew',
    'quarantine',
    'commandFailed',
    'certificateExpiring',
    'rootExpiring',
    'serverCertificateExpiring',
  ]),
  /** Null: of this server, not of a station. */
  stationId: StationIdentity.nullable(),
  siteName: z.string().nullable(),
  evseId: z.int().nullable(),
  connectorId: z.int().nullable(),
  sessionId: Uuid.nullable(),
  /** Cause as data: error code, info, flag code; the console says the sentence. */
  cause: z.string().nullable(),
  info: z.string().nullable(),
  since: Timestamp,
  /** Power that cannot be sold meanwhile, W. */
  affectedPowerW: z.number().nullable(),
  /** What is lost within an hour, as far as one can expect; null where nothing is out of reach of drivers. The ranking. */
  loss: ExpectedLoss.nullable(),
  /** A session runs where the suggested fix would act: it deserves a second look. */
  isBusy: z.boolean(),
  fix: SuggestedFix,
  /** Who has been sent to it, if anybody. */
  workOrder: z
    .strictObject({ id: Uuid, number: z.int(), assignee: z.string(), from: Timestamp, state: WorkOrderState })
    .nullable(),
})
export type AttentionItem = z.infer<typeof AttentionItem>

export const NetworkNow = z.strictObject({
  at: Timestamp,
  /** EVSEs by condition (a connector of an offline station counts as offline). */
  evses: z.strictObject({
    available: z.int(),
    charging: z.int(),
    occupied: z.int(),
    reserved: z.int(),
    faulted: z.int(),
    unavailable: z.int(),
    offline: z.int(),
  }),
  stations: z.strictObject({ total: z.int(), online: z.int(), neverConnected: z.int(), waitingToJoin: z.int() }),
  activeSessions: z.int(),
  powerW: z.number(),
  energyTodayWh: z.int(),
  sessionsToday: z.int(),
  /** Doubtful ones that nobody has decided upon; 1000 may be more. */
  sessionsToReview: z.int(),
})
export type NetworkNow = z.infer<typeof NetworkNow>

/** A site on the map; stationId is for stations without a site and null until stations have coordinates of their own. */
export const MapPoint = z.strictObject({
  siteId: Uuid.nullable(),
  stationId: StationIdentity.nullable(),
  name: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  evses: z.int(),
  available: z.int(),
  charging: z.int(),
  faulted: z.int(),
  offline: z.int(),
})
export type MapPoint = z.infer<typeof MapPoint>

/** Network power over time for the live load chart. */
export const LoadSeries = z.strictObject({ at: z.array(Timestamp), powerW: z.array(z.number().nullable()) })

export const Attention = z.strictObject({
  items: z.array(AttentionItem),
  total: z.int(),
  currency: z.string(),
  /** A decimal. */
  assumedPricePerKwh: z.string(),
})
export const MapPoints = z.strictObject({ items: z.array(MapPoint) })
