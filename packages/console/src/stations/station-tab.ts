import type { CommandKind } from '@stationmaster/server/contract'
import { choiceParam, type SearchInput } from '../app/search-params.ts'
import { kindNamed } from '../commands/command-groups.ts'

/** Tabs of a station's page, as they stand in the URL. */
export const stationTabs = [
  'overview',
  'sessions',
  'commands',
  'configuration',
  'monitoring',
  'charging',
  'access',
  'certificates',
  'firmware',
  'display',
  'commissioning',
  'timeline',
  'status',
  'settings',
] as const
export type StationTab = (typeof stationTabs)[number]

/** Which tab is open and, among the commands, which one. */
export interface StationView {
  readonly tab?: StationTab | undefined
  readonly command?: CommandKind | undefined
}

export function stationView(input: SearchInput): StationView {
  return { tab: choiceParam(stationTabs, input['tab']), command: kindNamed(input['command']) }
}
