import type { MoreMessages } from './catalogue.ts'
import { audit } from './nl/audit.ts'
import { bookings } from './nl/bookings.ts'
import { capacity } from './nl/capacity.ts'
import { commandHelp } from './nl/command-help.ts'
import { commissioning } from './nl/commissioning.ts'
import { configuration } from './nl/configuration.ts'
import { control } from './nl/control.ts'
import { drivers } from './nl/drivers.ts'
import { features } from './nl/features.ts'
import { files } from './nl/files.ts'
import { fleet } from './nl/fleet.ts'
import { integrations } from './nl/integrations.ts'
import { monitoring } from './nl/monitoring.ts'
import { palette } from './nl/palette.ts'
import { people } from './nl/people.ts'
import { prices } from './nl/prices.ts'
import { privacy } from './nl/privacy.ts'
import { records } from './nl/records.ts'
import { recordsAsFiles } from './nl/records-as-files.ts'
import { recordsOfStations } from './nl/records-of-stations.ts'
import { refusals } from './nl/refusals.ts'
import { revenue } from './nl/revenue.ts'
import { review } from './nl/review.ts'
import { roles } from './nl/roles.ts'
import { settings } from './nl/settings.ts'
import { sites } from './nl/sites.ts'
import { stations } from './nl/stations.ts'
import { tenants } from './nl/tenants.ts'
import { trust } from './nl/trust.ts'
import { waves } from './nl/waves.ts'
import { workOrders } from './nl/work-orders.ts'
import type { Words } from './words.ts'

export const moreNl: Words<MoreMessages> = {
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
