import { z } from 'zod'
import { PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

/** The local authorization list of a station. */
export const LocalList = z.strictObject({
  stationId: StationIdentity,
  /** automatic: kept equal to the tokens; manual: as an operator sends it. */
  mode: z.enum(['manual', 'automatic']),
  state: z.enum(['unknown', 'synchronising', 'inSync', 'failed', 'notSupported']),
  detail: z.string().nullable(),
  /** Null while it is not known. */
  version: z.int().nullable(),
  entries: z.int(),
  /** Tokens that the automatic list would hold now. */
  wanted: z.int(),
  syncedAt: Timestamp.nullable(),
})
export type LocalList = z.infer<typeof LocalList>
export const LocalListPatch = z.strictObject({ mode: z.enum(['manual', 'automatic']) })
export const LocalListEntryItem = z.strictObject({
  value: z.string(),
  type: z.string(),
  status: z.string(),
  expiresAt: Timestamp.nullable(),
  groupValue: z.string().nullable(),
})
export const LocalListEntryPage = pageOf(LocalListEntryItem)

export const ReservationState = z.enum([
  'requested',
  'active',
  'refused',
  'failed',
  'used',
  'cancelled',
  'expired',
  'removed',
])
export const Reservation = z.strictObject({
  reservationId: z.int(),
  stationId: StationIdentity,
  evseId: z.int().nullable(),
  connectorType: z.string().nullable(),
  idToken: z.string(),
  groupIdToken: z.string().nullable(),
  expiresAt: Timestamp,
  state: ReservationState,
  /** The station's own word. */
  status: z.string().nullable(),
  commandId: Uuid,
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type Reservation = z.infer<typeof Reservation>
export const ReservationQuery = PageQuery.extend({
  stationId: StationIdentity.optional(),
  state: ReservationState.optional(),
})
export const ReservationPage = pageOf(Reservation)

export const BatterySwap = z.strictObject({
  at: Timestamp,
  event: z.enum(['BatteryIn', 'BatteryOut', 'BatteryOutTimeout']),
  requestId: z.int(),
  idToken: z.string(),
  batteries: z.array(
    z.strictObject({
      evseId: z.int(),
      serialNumber: z.string(),
      socPercent: z.number(),
      sohPercent: z.number(),
      productionDate: z.string().optional(),
      vendorInfo: z.string().optional(),
    }),
  ),
})
export type BatterySwap = z.infer<typeof BatterySwap>
export const BatterySwapPage = pageOf(BatterySwap)
