import { commandHelp } from './en/command-help.ts'
import { control } from './en/control.ts'
import { features } from './en/features.ts'
import { files } from './en/files.ts'
import { fleet } from './en/fleet.ts'
import { recordsOfStations } from './en/records-of-stations.ts'
import { refusals } from './en/refusals.ts'
import { trust } from './en/trust.ts'

/** Words of the screens beyond the first ones. */
export const moreEn = {
  ...commandHelp,
  ...control,
  ...features,
  ...files,
  ...fleet,
  ...recordsOfStations,
  ...refusals,
  ...trust,
} as const
export type MoreKey = keyof typeof moreEn
