import { z } from 'zod'
import { TemplateEntry } from './desired-state.ts'
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

/** One of the usual settings, as far as the station can have it. */
export const ProposedSetting = z.strictObject({
  /** Named as in GET /configuration-settings. */
  setting: z.string(),
  usual: z.string(),
  /** What the station said; null when it did not. */
  actual: z.string().nullable(),
  /**
   * asUsual; kept: it has more than the usual already; clipped: to the station's limits; narrowed: members of the list that it
   * does not know are left out; refused: it did not take more than it has. Without entry: readOnly, unknown to the station,
   * or unfit by what it says of the value.
   */
  reason: z.enum(['asUsual', 'kept', 'clipped', 'narrowed', 'refused', 'readOnly', 'unknown', 'unfit']),
  /** What a template would want; null when the station cannot have it. */
  entry: TemplateEntry.nullable(),
})
export type ProposedSetting = z.infer<typeof ProposedSetting>

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
  /** The usual settings as this station can have them; null until the examination has come to them. */
  proposedSettings: z.array(ProposedSetting).nullable(),
  /** What a person has made of the proposed tolerances; null: nobody has said. */
  decision: z.strictObject({ outcome: z.enum(['accepted', 'declined']), by: z.string(), at: Timestamp }).nullable(),
})
export type Commissioning = z.infer<typeof Commissioning>
export const CommissioningList = z.strictObject({ items: z.array(Commissioning) })

/** Makes a configuration template of what an examination proposes. */
export const CommissioningTemplateInput = z.strictObject({
  name: label(100),
  /** Which stations it is for: this one, those of its make, or those of its make with its firmware. */
  scope: z.enum(['station', 'model', 'firmware']).default('model'),
  /** Only these of the proposed settings; left out: all that have an entry. */
  settings: z.array(z.string().min(1).max(50)).min(1).max(100).optional(),
  priority: z.int().min(-1000).max(1000).default(0),
  enabled: z.boolean().default(true),
})

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
  /** How many stations have all of its tolerances on. */
  stations: z.int(),
})
export type QuirkProfile = z.infer<typeof QuirkProfile>
export const QuirkProfilePage = pageOf(QuirkProfile)
