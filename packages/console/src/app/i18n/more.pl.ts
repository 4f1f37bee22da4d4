import type { MoreMessages } from './catalogue.ts'
import { audit } from './pl/audit.ts'
import { bookings } from './pl/bookings.ts'
import { capacity } from './pl/capacity.ts'
import { commandHelp } from './pl/command-help.ts'
import { commissioning } from './pl/commissioning.ts'
import { configuration } from './pl/configuration.ts'
import { control } from './pl/control.ts'
import { drivers } from './pl/drivers.ts'
import { features } from './pl/features.ts'
import { files } from './pl/files.ts'
import { fleet } from './pl/fleet.ts'
import { integrations } from './pl/integrations.ts'
import { monitoring } from './pl/monitoring.ts'
import { palette } from './pl/palette.ts'
import { people } from './pl/people.ts'
import { prices } from './pl/prices.ts'
import { privacy } from './pl/privacy.ts'
import { records } from './pl/records.ts'
import { recordsAsFiles } from './pl/records-as-files.ts'
import { recordsOfStations } from './pl/records-of-stations.ts'
import { refusals } from './pl/refusals.ts'
import { revenue } from './pl/revenue.ts'
import { review } from './pl/review.ts'
import { roles } from './pl/roles.ts'
import { settings } from './pl/settings.ts'
import { sites } from './pl/sites.ts'
import { stations } from './pl/stations.ts'
import { tenants } from './pl/tenants.ts'
import { trust } from './pl/trust.ts'
import { waves } from './pl/waves.ts'
import { workOrders } from './pl/work-orders.ts'
import type { Words } from './words.ts'

export const morePl: Words<MoreMessages> = {
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
