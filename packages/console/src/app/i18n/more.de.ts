import { commandHelp } from './de/command-help.ts'
import { commissioning } from './de/commissioning.ts'
import { configuration } from './de/configuration.ts'
import { control } from './de/control.ts'
import { features } from './de/features.ts'
import { files } from './de/files.ts'
import { fleet } from './de/fleet.ts'
import { monitoring } from './de/monitoring.ts'
import { people } from './de/people.ts'
import { recordsOfStations } from './de/records-of-stations.ts'
import { refusals } from './de/refusals.ts'
import { trust } from './de/trust.ts'
import type { MoreKey } from './more.en.ts'

export const moreDe: Readonly<Record<MoreKey, string>> = {
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
}
