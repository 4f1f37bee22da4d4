import { audit } from './ar/audit.ts'
import { bookings } from './ar/bookings.ts'
import { capacity } from './ar/capacity.ts'
import { commandHelp } from './ar/command-help.ts'
import { commissioning } from './ar/commissioning.ts'
import { configuration } from './ar/configuration.ts'
import { control } from './ar/control.ts'
import { drivers } from './ar/drivers.ts'
import { features } from './ar/features.ts'
import { files } from './ar/files.ts'
import { fleet } from './ar/fleet.ts'
import { integrations } from './ar/integrations.ts'
import { monitoring } from './ar/monitoring.ts'
import { palette } from './ar/palette.ts'
import { people } from './ar/people.ts'
import { prices } from './ar/prices.ts'
import { privacy } from './ar/privacy.ts'
import { records } from './ar/records.ts'
import { recordsAsFiles } from './ar/records-as-files.ts'
import { recordsOfStations } from './ar/records-of-stations.ts'
import { refusals } from './ar/refusals.ts'
import { revenue } from './ar/revenue.ts'
import { review } from './ar/review.ts'
import { roles } from './ar/roles.ts'
import { settings } from './ar/settings.ts'
import { sites } from './ar/sites.ts'
import { stations } from './ar/stations.ts'
import { tenants } from './ar/tenants.ts'
import { trust } from './ar/trust.ts'
import { waves } from './ar/waves.ts'
import { workOrders } from './ar/work-orders.ts'
import type { MoreMessages } from './catalogue.ts'
import type { Words } from './words.ts'

export const moreAr: Words<MoreMessages> = {
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
