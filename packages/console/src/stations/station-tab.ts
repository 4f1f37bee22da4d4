import type { CommandKind, GrantedPermission } from '@stationmaster/server/contract'
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
  'history',
  'settings',
] as const
export type StationTab = (typeof stationTabs)[number]

/** Tabs that only those see who may do what is done there. */
export const tabPermissions: Readonly<Partial<Record<StationTab, GrantedPermission>>> = {
  history: 'audit.read',
  settings: 'stations.write',
}

/** Which tab is open and, among the commands, which one. */
export interface StationView {
  readonly tab?: StationTab | undefined
  readonly command?: CommandKind | undefined
}

export function stationView(input: SearchInput): StationView {
  return { tab: choiceParam(stationTabs, input['tab']), command: kindNamed(input['command']) }
}
