import { z } from 'zod'
import { label, StationIdentity, Uuid } from './primitives.ts'

export const MOST_PICTURE_BYTES = 2 * 1024 * 1024
/** Base64 writes three bytes as four characters. */
const MOST_PICTURE_CHARACTERS = 40 + Math.ceil(MOST_PICTURE_BYTES / 3) * 4

/** A bay of the plan: a rectangle of whole cells, counted from the upper left, and what charges there. */
export const Bay = z.strictObject({
  id: Uuid,
  name: label(20),
  column: z.int().min(0).max(199),
  row: z.int().min(0).max(199),
  width: z.int().min(1).max(50).default(2),
  height: z.int().min(1).max(50).default(3),
  stationId: StationIdentity.nullable().default(null),
  /** Null: the whole station. */
  evseId: z.int().min(1).max(999).nullable().default(null),
})
export type Bay = z.infer<typeof Bay>

export const PlanLevel = z.strictObject({
  id: Uuid,
  name: label(40),
  columns: z.int().min(4).max(200).default(24),
  rows: z.int().min(4).max(200).default(12),
  /** Lies below the bays, as large as the grid. */
  pictureId: Uuid.nullable().default(null),
  bays: z.array(Bay).max(500).default([]),
})
export type PlanLevel = z.infer<typeof PlanLevel>

export const FloorPlan = z.strictObject({
  /** Grows with each change. */
  version: z.int(),
  levels: z.array(PlanLevel),
})
export type FloorPlan = z.infer<typeof FloorPlan>

export const FloorPlanInput = z
  .strictObject({
    /** That of the plan as it was read: who draws upon an older one is told so. */
    version: z.int32().min(0),
    levels: z.array(PlanLevel).max(20),
  })
  .superRefine(({ levels }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const ids = levels.flatMap((level) => [level.id, ...level.bays.map((bay) => bay.id)])
    if (new Set(ids).size < ids.length) refuse(['levels'], 'must not hold one id twice')
    for (const [place, { columns, rows, bays }] of levels.entries()) {
      for (const [index, bay] of bays.entries()) {
        const at = ['levels', place, 'bays', index]
        if (bay.column + bay.width > columns || bay.row + bay.height > rows) refuse(at, 'must lie within the grid')
        if (bay.evseId !== null && bay.stationId === null) refuse([...at, 'evseId'], 'must come with a stationId')
      }
    }
  })

export const PlanPicture = z.strictObject({
  /** A data: address of a PNG or JPEG; the server looks at the bytes. */
  picture: z
    .string()
    .max(MOST_PICTURE_CHARACTERS, `must be at most ${MOST_PICTURE_BYTES / 1024 / 1024} MiB`)
    .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/, 'must be a PNG or JPEG'),
})
export const AddedPicture = z.strictObject({ id: Uuid })
