import { z } from 'zod'
import { label, PageQuery, pageOf, StationIdentity, sortBy, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const SessionFlag = z.strictObject({
  code: z.string(),
  data: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
})

/** What counts of a session that is over. */
const SessionFigures = z.strictObject({ energyWh: z.int(), startedAt: Timestamp, endedAt: Timestamp })

export const ReviewState = z.enum(['open', 'confirmed', 'corrected'])
export type ReviewState = z.infer<typeof ReviewState>

/** How a doubtful session stands with the people who look at it. */
const ReviewSummary = z.strictObject({
  /** open: nobody has decided since it became what it is now. */
  state: ReviewState,
  /** In force instead of what was measured; null: what was measured is. */
  correction: SessionFigures.nullable(),
  /** Of the last decision; null: there has been none. */
  reason: z.string().nullable(),
  decidedAt: Timestamp.nullable(),
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
  /** Null: nobody needs to look. The other fields are as measured, whatever was decided. */
  review: ReviewSummary.nullable(),
  /** What it costs with taxes, in smallest units of its currency; null while it has no price. */
  costMinor: z.int().nullable(),
  currency: z.string().nullable(),
})
export type SessionSummary = z.infer<typeof SessionSummary>

/** One decision about a session; none is ever changed. */
export const SessionReview = z.strictObject({
  id: Uuid,
  verdict: z.enum(['confirmed', 'corrected']),
  reason: z.string(),
  decidedBy: z.string(),
  decidedAt: Timestamp,
  before: SessionFigures,
  after: SessionFigures,
})
export type SessionReview = z.infer<typeof SessionReview>

const Decision = z.strictObject({
  /** `reviewBasis` of the session as it was looked at: what has changed meanwhile is not decided upon unseen. */
  basis: z.string().max(100),
  reason: label(500),
})
/** What was measured stands; or other figures do, those left out as before. */
export const ReviewInput = z.discriminatedUnion('verdict', [
  Decision.extend({ verdict: z.literal('confirmed') }),
  Decision.extend({
    verdict: z.literal('corrected'),
    energyWh: z.int().min(0).max(10_000_000).optional(),
    startedAt: TimeInput.optional(),
    endedAt: TimeInput.optional(),
  }),
])
export type ReviewInput = z.infer<typeof ReviewInput>

export const SessionDetail = SessionSummary.extend({
  generation: z.int(),
  meterStartWh: z.int().nullable(),
  meterStopWh: z.int().nullable(),
  startSocPercent: z.number().nullable(),
  startedAtStation: Timestamp.nullable(),
  endedAtStation: Timestamp.nullable(),
  remoteStartId: z.int().nullable(),
  receivedAt: Timestamp,
  /** To be sent with a decision about it. */
  reviewBasis: z.string(),
  /** The last one first. */
  reviews: z.array(SessionReview),
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
  /** Charged with one of the tokens that are a driver's now. */
  driverId: Uuid.optional(),
  state: z.enum(['active', 'ended']).optional(),
  flagged: z.stringbool().optional(),
  review: ReviewState.optional(),
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
