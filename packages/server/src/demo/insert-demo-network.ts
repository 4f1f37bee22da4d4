import type { DemoNetwork, DemoStation } from '@stationmaster/simulator'
import { sql } from 'kysely'
import { insertToken } from '../access/queries.ts'
import { FIRST_TENANT } from '../accounts/index.ts'
import { insertSite } from '../energy/index.ts'
import { hashSecret } from '../gateway/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import { insertStation } from '../stations/index.ts'
import { insertDemoBookings } from './insert-demo-bookings.ts'
import { insertDemoTariffs } from './insert-demo-tariffs.ts'
import { insertDemoTechnicians } from './insert-demo-technicians.ts'

/** Stations of the network that nobody has registered, so that some wait to join. */
const STRANGERS = 3
const DAY_MS = 86_400_000

export interface DemoServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

/** Fills an empty database with the demo network; one that has stations is left as it is. */
export async function insertDemoNetwork(services: DemoServices, network: DemoNetwork): Promise<void> {
  await services.database.transaction(async (tx) => {
    const { rows } = await sql`select from stations limit 1`.execute(tx)
    if (rows.length > 0) return
    const siteIds = await insertSites(tx, services, network)
    for (const station of network.stations.slice(0, -STRANGERS)) await insertOne(tx, services, station, siteIds)
    await insertTokens(tx, services, network)
    await insertDemoTariffs(tx, services, siteIds.values().next().value)
    await insertDemoTechnicians(tx, services)
    await insertDemoBookings(tx, services, network, siteIds)
  })
}

/** Gives the sites' row ids by their ids in the network. */
async function insertSites(tx: Tx, { ids, clock }: DemoServices, network: DemoNetwork): Promise<Map<string, string>> {
  const siteIds = new Map<string, string>()
  for (const { id, name, city, country, timeZone, latitude, longitude } of network.sites) {
    const siteId = ids.next()
    siteIds.set(id, siteId)
    const site = { name, city, country, timeZone, latitude, longitude }
    await insertSite(tx, { ...site, tenantId: FIRST_TENANT, siteId, nowMs: clock.nowMs() })
  }
  return siteIds
}

async function insertOne(
  tx: Tx,
  { clock }: DemoServices,
  station: DemoStation,
  siteIds: ReadonlyMap<string, string>,
): Promise<void> {
  const nowMs = clock.nowMs()
  const stationKey = await insertStation(tx, {
    tenantId: FIRST_TENANT,
    id: station.identity,
    siteId: siteIds.get(station.siteId),
    registration: 'Accepted',
    securityProfile: 1,
    secret: hashSecret(station.password),
    quirks: {},
    nowMs,
  })
  if (stationKey === undefined) throw new Error(`The demo network has ${station.identity} twice.`)
  for (const { evseId, powerW, connectorType } of station.evses) {
    const now = new Date(nowMs)
    await sql`
      insert into connectors (tenant_id, station_id, evse_id, connector_id, status, status_at, received_at,
        connector_type, max_power_w)
      values (${FIRST_TENANT}, ${stationKey}, ${evseId}, 1, 'Unavailable', ${now}, ${now}, ${connectorType},
        ${powerW})`.execute(tx)
  }
}

async function insertTokens(tx: Tx, { ids, clock }: DemoServices, network: DemoNetwork): Promise<void> {
  const nowMs = clock.nowMs()
  for (const { idToken, holder, status, group } of network.tokens) {
    await insertToken(tx, {
      tenantId: FIRST_TENANT,
      tokenId: ids.next(),
      value: idToken,
      type: 'ISO14443',
      label: holder,
      status: status === 'Blocked' ? 'blocked' : 'active',
      expiresAt: status === 'Expired' ? new Date(nowMs - DAY_MS).toISOString() : undefined,
      groupValue: group,
      // A pool card of a fleet charges several cars.
      maxConcurrent: group === undefined ? 1 : null,
      nowMs,
    })
  }
}
