import { audit } from './en/audit.ts'
import { bookings } from './en/bookings.ts'
import { capacity } from './en/capacity.ts'
import { commandHelp } from './en/command-help.ts'
import { commissioning } from './en/commissioning.ts'
import { configuration } from './en/configuration.ts'
import { control } from './en/control.ts'
import { drivers } from './en/drivers.ts'
import { features } from './en/features.ts'
import { files } from './en/files.ts'
import { fleet } from './en/fleet.ts'
import { integrations } from './en/integrations.ts'
import { monitoring } from './en/monitoring.ts'
import { palette } from './en/palette.ts'
import { people } from './en/people.ts'
import { prices } from './en/prices.ts'
import { privacy } from './en/privacy.ts'
import { records } from './en/records.ts'
import { recordsAsFiles } from './en/records-as-files.ts'
import { recordsOfStations } from './en/records-of-stations.ts'
import { refusals } from './en/refusals.ts'
import { revenue } from './en/revenue.ts'
import { review } from './en/review.ts'
import { roles } from './en/roles.ts'
import { settings } from './en/settings.ts'
import { sites } from './en/sites.ts'
import { stations } from './en/stations.ts'
import { tenants } from './en/tenants.ts'
import { trust } from './en/trust.ts'
import { waves } from './en/waves.ts'
import { workOrders } from './en/work-orders.ts'

/** Words of the screens beyond the first ones. */
export const moreEn = {
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
} as const
export type MoreKey = keyof typeof moreEn
