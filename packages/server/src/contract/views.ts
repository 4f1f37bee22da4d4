import { z } from 'zod'
import { label, Uuid } from './primitives.ts'

export const ViewScreen = z.enum(['stations', 'sessions', 'sites', 'tokens'])
export type ViewScreen = z.infer<typeof ViewScreen>

/** Beyond it a number would not come back as it was written. */
const SEARCHED = Number.MAX_SAFE_INTEGER

/** Filters and order of a list, as they stand in its address. */
const Search = z
  .record(z.string().max(40), z.union([z.string().max(200), z.number().min(-SEARCHED).max(SEARCHED), z.boolean()]))
  .refine((search) => Object.keys(search).length <= 20, 'must have at most 20 entries')

const ViewFields = z.strictObject({
  name: label(60),
  search: Search,
  /** Everybody of the tenant sees it. */
  shared: z.boolean(),
})
export const ViewInput = ViewFields.extend({ screen: ViewScreen, shared: z.boolean().default(false) })
export const ViewPatch = ViewFields.partial()

export const SavedView = ViewFields.extend({
  id: Uuid,
  screen: ViewScreen,
  name: z.string(),
  /** It is the caller's own. */
  mine: z.boolean(),
  ownerName: z.string(),
})
export type SavedView = z.infer<typeof SavedView>
export const SavedViewList = z.strictObject({ items: z.array(SavedView) })
