import { choiceParam, type SearchInput } from '../app/search-params.ts'

/** Tabs of a station's page, as they stand in the URL. */
export const stationTabs = [
  'overview',
  'sessions',
  'commands',
  'configuration',
  'timeline',
  'status',
  'settings',
] as const
export type StationTab = (typeof stationTabs)[number]

export function stationTab(input: SearchInput): { tab?: StationTab | undefined } {
  return { tab: choiceParam(stationTabs, input['tab']) }
}
