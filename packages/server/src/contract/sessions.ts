import { z } from 'zod'
import { PageQuery, pageOf, StationIdentity, sortBy, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const SessionFlag = z.strictObject({
  code: z.string(),
  data: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
})

export const SessionSummary = z.strictObject({
  id: Uuid,
  stationId: StationIdentity,
  siteId: Uuid.nullable(),
  siteName: z.string().nullable(),
  evseId: z.int(),
  connectorId: z.int(),
  transactionId: z.string().nullable(),
  state: z.enum(['active', 'ended']),
  chargingState: z.string().nullable(),
  idToken: z.string().nullable(),
  tokenLabel: z.string().nullable(),
  authorizationStatus: z.string().nullable(),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  energyWh: z.int(),
  powerW: z.number().nullable(),
  maxPowerW: z.number().nullable(),
  socPercent: z.number().nullable(),
  stoppedReason: z.string().nullable(),
  offline: z.boolean(),
  flags: z.array(SessionFlag),
  confidence: z.number(),
  costMinor: z.int().nullable(),
  currency: z.string().nullable(),
})
export type SessionSummary = z.infer<typeof SessionSummary>

export const SessionDetail = SessionSummary.extend({
  generation: z.int(),
  meterStartWh: z.int().nullable(),
  meterStopWh: z.int().nullable(),
  startSocPercent: z.number().nullable(),
  startedAtStation: Timestamp.nullable(),
  endedAtStation: Timestamp.nullable(),
  remoteStartId: z.int().nullable(),
  receivedAt: Timestamp,
  events: z.array(
    z.strictObject({
      phase: z.string(),
      seqNo: z.int().nullable(),
      at: Timestamp,
      receivedAt: Timestamp,
      trigger: z.string().nullable(),
      chargingState: z.string().nullable(),
      registerWh: z.number().nullable(),
    }),
  ),
})
export type SessionDetail = z.infer<typeof SessionDetail>

export const SessionQuery = PageQuery.extend({
  search: z.string().max(100).optional(),
  stationId: StationIdentity.optional(),
  siteId: Uuid.optional(),
  state: z.enum(['active', 'ended']).optional(),
  flagged: z.stringbool().optional(),
  from: TimeInput.optional(),
  to: TimeInput.optional(),
  /** By energyWh only together with `from`. */
  sort: sortBy(['startedAt', 'endedAt', 'energyWh']).default('-startedAt'),
})
export const SessionPage = pageOf(SessionSummary)

/** Columns share one index; a column is absent when no sample has it. */
export const MeterSeries = z.strictObject({
  at: z.array(Timestamp),
  energyWh: z.array(z.number().nullable()).optional(),
  powerW: z.array(z.number().nullable()).optional(),
  powerOfferedW: z.array(z.number().nullable()).optional(),
  currentA: z.array(z.number().nullable()).optional(),
  currentL1A: z.array(z.number().nullable()).optional(),
  currentL2A: z.array(z.number().nullable()).optional(),
  currentL3A: z.array(z.number().nullable()).optional(),
  voltageV: z.array(z.number().nullable()).optional(),
  socPercent: z.array(z.number().nullable()).optional(),
  temperatureC: z.array(z.number().nullable()).optional(),
})
export type MeterSeries = z.infer<typeof MeterSeries>
export const MeterQuery = z.strictObject({
  from: TimeInput.optional(),
  to: TimeInput.optional(),
  maxPoints: z.coerce.number().int().min(10).max(5000).default(1000),
})
export const StationMeterQuery = MeterQuery.extend({ evseId: z.coerce.number().int().min(0).max(999).optional() })
