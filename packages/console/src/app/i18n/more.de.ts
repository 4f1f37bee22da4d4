import { audit } from './de/audit.ts'
import { bookings } from './de/bookings.ts'
import { capacity } from './de/capacity.ts'
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
import { prices } from './de/prices.ts'
import { privacy } from './de/privacy.ts'
import { records } from './de/records.ts'
import { recordsAsFiles } from './de/records-as-files.ts'
import { recordsOfStations } from './de/records-of-stations.ts'
import { refusals } from './de/refusals.ts'
import { revenue } from './de/revenue.ts'
import { review } from './de/review.ts'
import { roles } from './de/roles.ts'
import { settings } from './de/settings.ts'
import { sites } from './de/sites.ts'
import { stations } from './de/stations.ts'
import { tenants } from './de/tenants.ts'
import { trust } from './de/trust.ts'
import { waves } from './de/waves.ts'
import { workOrders } from './de/work-orders.ts'
import type { MoreKey } from './more.en.ts'

export const moreDe: Readonly<Record<MoreKey, string>> = {
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
