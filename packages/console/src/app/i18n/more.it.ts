import type { MoreMessages } from './catalogue.ts'
import { audit } from './it/audit.ts'
import { bookings } from './it/bookings.ts'
import { capacity } from './it/capacity.ts'
import { commandHelp } from './it/command-help.ts'
import { commissioning } from './it/commissioning.ts'
import { configuration } from './it/configuration.ts'
import { control } from './it/control.ts'
import { drivers } from './it/drivers.ts'
import { features } from './it/features.ts'
import { files } from './it/files.ts'
import { fleet } from './it/fleet.ts'
import { integrations } from './it/integrations.ts'
import { monitoring } from './it/monitoring.ts'
import { palette } from './it/palette.ts'
import { people } from './it/people.ts'
import { prices } from './it/prices.ts'
import { privacy } from './it/privacy.ts'
import { records } from './it/records.ts'
import { recordsAsFiles } from './it/records-as-files.ts'
import { recordsOfStations } from './it/records-of-stations.ts'
import { refusals } from './it/refusals.ts'
import { revenue } from './it/revenue.ts'
import { review } from './it/review.ts'
import { roles } from './it/roles.ts'
import { settings } from './it/settings.ts'
import { sites } from './it/sites.ts'
import { stations } from './it/stations.ts'
import { tenants } from './it/tenants.ts'
import { trust } from './it/trust.ts'
import { waves } from './it/waves.ts'
import { workOrders } from './it/work-orders.ts'
import type { Words } from './words.ts'

export const moreIt: Words<MoreMessages> = {
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
