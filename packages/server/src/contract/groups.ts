import { z } from 'zod'
import { label, StationIdentity, Timestamp, Uuid } from './primitives.ts'
import { StationQuery, StationTagName } from './stations.ts'

export const StationTag = z.strictObject({ tag: z.string(), stations: z.int() })
export const StationTagList = z.strictObject({ items: z.array(StationTag) })

/** Lists of groups in files are written with semicolons between. */
export const GroupName = label(60).refine((name) => !name.includes(';'), 'must not contain semicolons')
export const StationGroupInput = z.strictObject({ name: GroupName })
export const StationGroup = z.strictObject({
  id: Uuid,
  name: z.string(),
  stations: z.int(),
  createdAt: Timestamp,
})
export type StationGroup = z.infer<typeof StationGroup>
export const StationGroupList = z.strictObject({ items: z.array(StationGroup) })

/** Stations named one by one, or all that a list with this filter shows now. */
export const StationSelection = z.union([
  z.strictObject({ ids: z.array(StationIdentity).min(1).max(10_000) }),
  z.strictObject({ filter: StationQuery.omit({ cursor: true, limit: true, sort: true }) }),
])
export type StationSelection = z.output<typeof StationSelection>

/** What to change at every station of a selection. */
export const StationChange = z
  .strictObject({
    addTags: z.array(StationTagName).max(20).optional(),
    removeTags: z.array(StationTagName).max(20).optional(),
    addToGroups: z.array(Uuid).max(20).optional(),
    removeFromGroups: z.array(Uuid).max(20).optional(),
    /** Null: to no site. */
    siteId: Uuid.nullable().optional(),
    /** Widens a template to these stations, where it is for some only. */
    templateId: Uuid.optional(),
  })
  .refine((change) => Object.values(change).some((part) => part !== undefined), 'must say what to change')
export type StationChange = z.infer<typeof StationChange>

export const StationChangeInput = z.strictObject({
  stations: StationSelection,
  change: StationChange,
  /** Tells what would happen, and does nothing. */
  dryRun: z.boolean().default(false),
  reason: label(300).optional(),
})

/** Who is left out, and why. */
export const LeftOut = z.strictObject({ stationId: StationIdentity, code: z.string(), detail: z.string() })
export type LeftOut = z.infer<typeof LeftOut>

export const StationChangeOutcome = z.strictObject({
  stations: z.int(),
  /** Stations that are other than before. */
  changed: z.int(),
  /** Stations that were so already. */
  unchanged: z.int(),
  refused: z.int(),
  /** The first of those refused. */
  leftOut: z.array(LeftOut),
})
export type StationChangeOutcome = z.infer<typeof StationChangeOutcome>

/** Who would get a command now, who once it connects, and who would not. */
export const CommandRehearsal = z.strictObject({
  stations: z.int(),
  now: z.int(),
  onConnect: z.int(),
  refused: z.int(),
  leftOut: z.array(LeftOut),
  /** How many stations each wave has. */
  waves: z.array(z.int()),
})
export type CommandRehearsal = z.infer<typeof CommandRehearsal>
