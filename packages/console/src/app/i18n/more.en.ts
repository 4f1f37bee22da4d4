import { commandHelp } from './en/command-help.ts'
import { commissioning } from './en/commissioning.ts'
import { configuration } from './en/configuration.ts'
import { control } from './en/control.ts'
import { features } from './en/features.ts'
import { files } from './en/files.ts'
import { fleet } from './en/fleet.ts'
import { monitoring } from './en/monitoring.ts'
import { people } from './en/people.ts'
import { recordsOfStations } from './en/records-of-stations.ts'
import { refusals } from './en/refusals.ts'
import { trust } from './en/trust.ts'

/** Words of the screens beyond the first ones. */
export const moreEn = {
  ...commandHelp,
  ...commissioning,
  ...configuration,
  ...control,
  ...features,
  ...files,
  ...fleet,
  ...monitoring,
  ...people,
  ...recordsOfStations,
  ...refusals,
  ...trust,
} as const
export type MoreKey = keyof typeof moreEn
