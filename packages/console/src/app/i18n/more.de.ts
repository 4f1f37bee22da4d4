import { audit } from './de/audit.ts'
import { commandHelp } from './de/command-help.ts'
import { commissioning } from './de/commissioning.ts'
import { configuration } from './de/configuration.ts'
import { control } from './de/control.ts'
import { drivers } from './de/drivers.ts'
import { features } from './de/features.ts'
import { files } from './de/files.ts'
import { fleet } from './de/fleet.ts'
import { integrations } from './de/integrations.ts'
import { monitoring } from './de/monitoring.ts'
import { palette } from './de/palette.ts'
import { people } from './de/people.ts'
import { privacy } from './de/privacy.ts'
import { records } from './de/records.ts'
import { recordsAsFiles } from './de/records-as-files.ts'
import { recordsOfStations } from './de/records-of-stations.ts'
import { refusals } from './de/refusals.ts'
import { review } from './de/review.ts'
import { roles } from './de/roles.ts'
import { settings } from './de/settings.ts'
import { sites } from './de/sites.ts'
import { stations } from './de/stations.ts'
import { tenants } from './de/tenants.ts'
import { trust } from './de/trust.ts'
import type { MoreKey } from './more.en.ts'

export const moreDe: Readonly<Record<MoreKey, string>> = {
  ...audit,
  ...commandHelp,
  ...commissioning,
  ...configuration,
  ...control,
  ...drivers,
  ...features,
  ...files,
  ...fleet,
  ...integrations,
  ...monitoring,
  ...palette,
  ...people,
  ...recordsAsFiles,
  ...privacy,
  ...recordsOfStations,
  ...refusals,
  ...records,
  ...settings,
  ...review,
  ...sites,
  ...stations,
  ...tenants,
  ...roles,
  ...trust,
}
