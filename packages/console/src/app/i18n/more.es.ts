import type { MoreMessages } from './catalogue.ts'
import { audit } from './es/audit.ts'
import { commandHelp } from './es/command-help.ts'
import { commissioning } from './es/commissioning.ts'
import { configuration } from './es/configuration.ts'
import { control } from './es/control.ts'
import { drivers } from './es/drivers.ts'
import { features } from './es/features.ts'
import { files } from './es/files.ts'
import { fleet } from './es/fleet.ts'
import { integrations } from './es/integrations.ts'
import { monitoring } from './es/monitoring.ts'
import { palette } from './es/palette.ts'
import { people } from './es/people.ts'
import { privacy } from './es/privacy.ts'
import { records } from './es/records.ts'
import { recordsAsFiles } from './es/records-as-files.ts'
import { recordsOfStations } from './es/records-of-stations.ts'
import { refusals } from './es/refusals.ts'
import { review } from './es/review.ts'
import { roles } from './es/roles.ts'
import { settings } from './es/settings.ts'
import { sites } from './es/sites.ts'
import { stations } from './es/stations.ts'
import { tenants } from './es/tenants.ts'
import { trust } from './es/trust.ts'
import type { Words } from './words.ts'

export const moreEs: Words<MoreMessages> = {
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
