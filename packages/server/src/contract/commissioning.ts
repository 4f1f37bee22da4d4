import { z } from 'zod'
import { label, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'
import { Quirks } from './stations.ts'

export const CommissioningInput = z.strictObject({
  /** A per phase that the station shall keep when nobody tells it anything; set and read back. Left out: not touched. */
  failSafeA: z.number().min(0).max(1000).optional(),
})

export const CommissioningCheck = z.strictObject({
  check: z.string(),
  outcome: z.enum(['waiting', 'asked', 'passed', 'warned', 'failed', 'skipped']),
  /** What was found, as a code with data. */
  finding: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  commandId: Uuid.nullable(),
})

/** What the examination of a station has found, and what it proposes. */
export const Commissioning = z.strictObject({
  id: Uuid,
  stationId: StationIdentity,
  state: z.enum(['running', 'done', 'cancelled']),
  /** The worst of its checks. */
  verdict: z.enum(['passed', 'warned', 'failed']).nullable(),
  failSafeA: z.number().nullable(),
  startedBy: z.string(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  checks: z.array(CommissioningCheck),
  /** Tolerances that findings, and profiles of this make, speak for. */
  proposedQuirks: Quirks,
  /** Profiles whose patterns fit the station. */
  matchingProfiles: z.array(z.string()),
})
export type Commissioning = z.infer<typeof Commissioning>
export const CommissioningList = z.strictObject({ items: z.array(Commissioning) })

const pattern = label(50).nullable().default(null)

/** A named set of tolerances for stations of a make; in patterns * is any text. */
export const QuirkProfileInput = z.strictObject({
  name: label(100),
  vendor: pattern,
  model: pattern,
  firmware: pattern,
  quirks: Quirks,
})
export const QuirkProfile = QuirkProfileInput.extend({
  /** Null: it comes with the program. */
  id: Uuid.nullable(),
  /** What is seen in the field, in a sentence. */
  seen: z.string().nullable(),
})
export type QuirkProfile = z.infer<typeof QuirkProfile>
export const QuirkProfilePage = pageOf(QuirkProfile)
