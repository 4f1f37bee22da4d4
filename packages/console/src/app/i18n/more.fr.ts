import type { MoreMessages } from './catalogue.ts'
import { audit } from './fr/audit.ts'
import { bookings } from './fr/bookings.ts'
import { capacity } from './fr/capacity.ts'
import { commandHelp } from './fr/command-help.ts'
import { commissioning } from './fr/commissioning.ts'
import { configuration } from './fr/configuration.ts'
import { control } from './fr/control.ts'
import { drivers } from './fr/drivers.ts'
import { features } from './fr/features.ts'
import { files } from './fr/files.ts'
import { fleet } from './fr/fleet.ts'
import { integrations } from './fr/integrations.ts'
import { monitoring } from './fr/monitoring.ts'
import { palette } from './fr/palette.ts'
import { people } from './fr/people.ts'
import { prices } from './fr/prices.ts'
import { privacy } from './fr/privacy.ts'
import { records } from './fr/records.ts'
import { recordsAsFiles } from './fr/records-as-files.ts'
import { recordsOfStations } from './fr/records-of-stations.ts'
import { refusals } from './fr/refusals.ts'
import { revenue } from './fr/revenue.ts'
import { review } from './fr/review.ts'
import { roles } from './fr/roles.ts'
import { settings } from './fr/settings.ts'
import { sites } from './fr/sites.ts'
import { stations } from './fr/stations.ts'
import { tenants } from './fr/tenants.ts'
import { trust } from './fr/trust.ts'
import { waves } from './fr/waves.ts'
import { workOrders } from './fr/work-orders.ts'
import type { Words } from './words.ts'

export const moreFr: Words<MoreMessages> = {
  ...audit,
  ...bookings,
  ...capacity,
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
  ...prices,
  ...privacy,
  ...recordsOfStations,
  ...refusals,
  ...records,
  ...settings,
  ...revenue,
  ...review,
  ...sites,
  ...stations,
  ...tenants,
  ...roles,
  ...trust,
  ...waves,
  ...workOrders,
}
