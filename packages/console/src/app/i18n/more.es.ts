import type { MoreMessages } from './catalogue.ts'
import { audit } from './es/audit.ts'
import { bookings } from './es/bookings.ts'
import { capacity } from './es/capacity.ts'
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
import { prices } from './es/prices.ts'
import { privacy } from './es/privacy.ts'
import { records } from './es/records.ts'
import { recordsAsFiles } from './es/records-as-files.ts'
import { recordsOfStations } from './es/records-of-stations.ts'
import { refusals } from './es/refusals.ts'
import { revenue } from './es/revenue.ts'
import { review } from './es/review.ts'
import { roles } from './es/roles.ts'
import { settings } from './es/settings.ts'
import { sites } from './es/sites.ts'
import { stations } from './es/stations.ts'
import { tenants } from './es/tenants.ts'
import { trust } from './es/trust.ts'
import { waves } from './es/waves.ts'
import { workOrders } from './es/work-orders.ts'
import type { Words } from './words.ts'

export const moreEs: Words<MoreMessages> = {
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
