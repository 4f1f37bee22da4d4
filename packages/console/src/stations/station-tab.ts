import { z } from 'zod'

/** Tabs of a station's page, as they stand in the URL. */
export const StationTab = z.enum([
  'overview',
  'sessions',
  'commands',
  'configuration',
  'timeline',
  'status',
  'settings',
])
export type StationTab = z.infer<typeof StationTab>
