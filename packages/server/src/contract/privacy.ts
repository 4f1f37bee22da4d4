import { z } from 'zod'
import { label, Timestamp, Uuid } from './primitives.ts'

/** Days that may be chosen for a kind of data, both included. */
export const RETENTION_BOUNDS = {
  /** The flight recorder: messages of stations, word for word. */
  frames: { least: 1, most: 3650, usual: null },
  /** Each meter sample; sessions keep their energy. */
  meterSamples: { least: 30, most: 3650, usual: null },
  /** Which card a session was charged with. The session stays, with a stand-in. */
  sessionTokens: { least: 30, most: 3650, usual: 1095 },
  audit: { least: 366, most: 3650, usual: 1095 },
  /** They go after `most` days, whatever is chosen; so do mails. */
  refusedHandshakes: { least: 1, most: 7, usual: 7 },
  /** Rows that the database has refused, kept for whoever looks into it. */
  refusedRows: { least: 1, most: 365, usual: 30 },
  mails: { least: 1, most: 30, usual: 30 },
  /** Logs that stations have uploaded. */
  logFiles: { least: 1, most: 365, usual: null },
} as const satisfies Readonly<Record<string, Bounds>>

interface Bounds {
  readonly least: number
  readonly most: number
  /** What stands in the field until somebody changes it; null: nothing, so that it is as the installation says. */
  readonly usual: number | null
}

export type RetentionKind = keyof typeof RETENTION_BOUNDS

const days = ({ least, most }: Bounds) => z.int().min(least).max(most).nullable()

/** Days that each kind of data is kept; null: as long as the installation keeps it. */
export const Retention = z.strictObject({
  frames: days(RETENTION_BOUNDS.frames),
  meterSamples: days(RETENTION_BOUNDS.meterSamples),
  sessionTokens: days(RETENTION_BOUNDS.sessionTokens),
  audit: days(RETENTION_BOUNDS.audit),
  refusedHandshakes: days(RETENTION_BOUNDS.refusedHandshakes),
  refusedRows: days(RETENTION_BOUNDS.refusedRows),
  mails: days(RETENTION_BOUNDS.mails),
  logFiles: days(RETENTION_BOUNDS.logFiles),
})
export type Retention = z.infer<typeof Retention>

export const PrivacySettings = z.strictObject({
  retention: Retention,
  /** What null means, in days; 0 is for ever. */
  installation: z.strictObject({
    frames: z.int(),
    meterSamples: z.int(),
    sessionTokens: z.int(),
    audit: z.int(),
    refusedHandshakes: z.int(),
    refusedRows: z.int(),
    mails: z.int(),
    logFiles: z.int(),
  }),
  /** Rows that the database has refused: how many are kept, and how many may be. */
  refusedRows: z.strictObject({ count: z.int(), most: z.int() }),
})
export type PrivacySettings = z.infer<typeof PrivacySettings>
export const PrivacySettingsInput = z.strictObject({ retention: Retention })

/** Tokens of one driver, as on the cards; registered or not. */
const TokenValues = z.array(z.string().trim().min(1).max(255)).max(20)
const Whose = z.strictObject({
  tokens: TokenValues.default([]),
  /** A driver, with all tokens that are theirs. */
  driverId: Uuid.optional(),
})
const NOBODY = { path: ['tokens'], error: 'must name a token, unless there is a driverId' }
const isSomebody = ({
  tokens,
  driverId,
}: {
  readonly tokens: readonly string[]
  readonly driverId?: string | undefined
}) => tokens.length > 0 || driverId !== undefined

export const PersonalDataInput = Whose.refine(isSomebody, NOBODY)
export type PersonalDataInput = z.infer<typeof PersonalDataInput>
export const PersonalDataQuery = Whose.extend({
  /** One or several, with a comma between them. */
  tokens: z
    .string()
    .max(4000)
    .transform((text) => text.split(','))
    .pipe(TokenValues)
    .default([]),
}).refine(isSomebody, NOBODY)

const CountedTable = z.strictObject({ table: z.string(), rows: z.int() })

/** What is known of some tokens, and what becomes of it. */
export const PersonalDataPreview = z.strictObject({
  tables: z.array(CountedTable),
  rows: z.int(),
  /** Sessions under way; they have to end before anything can be erased. */
  activeSessions: z.int(),
})

export const ErasureInput = Whose.extend({ reason: label(500) }).refine(isSomebody, NOBODY)

export const Erasure = z.strictObject({
  id: Uuid,
  state: z.enum(['waiting', 'settling', 'done']),
  /** What stands in the place of each token from now on. */
  standIns: z.array(z.string()),
  tables: z.array(CountedTable),
  requestedBy: z.string(),
  reason: z.string(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
})
export type Erasure = z.infer<typeof Erasure>
export const ErasureList = z.strictObject({ items: z.array(Erasure) })
