import { FIRST_TENANT } from '../accounts/index.ts'
import type { TariffPrices } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { assignTariff, insertTariff, insertVersion } from '../tariffs/index.ts'
import type { DemoServices } from './insert-demo-network.ts'

const DAY_MS = 86_400_000
const VAT = { vatPercent: '19', includesVat: true }
const STANDARD: TariffPrices = {
  ...{ perKwh: '0.49', perHourCharging: null, perHourParked: '3', parkedFreeMinutes: 240, startFee: null },
  ...VAT,
}
const FAST: TariffPrices = { ...STANDARD, perKwh: '0.59', perHourParked: '6', parkedFreeMinutes: 60 }

/** A tariff of the network, which will be dearer in a week, and one of its own for a site. */
export async function insertDemoTariffs(tx: Tx, services: DemoServices, siteId: string | undefined): Promise<void> {
  const standard = await insertOne(tx, services, { name: 'Standard', prices: STANDARD, siteId: null })
  await publish(tx, services, { ...standard, prices: { ...STANDARD, perKwh: '0.52' }, inMs: 7 * DAY_MS })
  if (siteId !== undefined) await insertOne(tx, services, { name: 'Fast charging', prices: FAST, siteId })
}

interface DemoTariff {
  readonly name: string
  readonly prices: TariffPrices
  readonly siteId: string | null
}

async function insertOne(tx: Tx, services: DemoServices, { name, prices, siteId }: DemoTariff) {
  const nowMs = services.clock.nowMs()
  const tariffId = services.ids.next()
  await insertTariff(tx, FIRST_TENANT, { tariffId, name, nowMs })
  await assignTariff(tx, FIRST_TENANT, { siteId, tariffId, nowMs })
  await publish(tx, services, { tariffId, prices, inMs: 0 })
  return { tariffId }
}

interface DemoPrices {
  readonly tariffId: string
  readonly prices: TariffPrices
  readonly inMs: number
}

async function publish(tx: Tx, { clock, ids }: DemoServices, { tariffId, prices, inMs }: DemoPrices): Promise<void> {
  const nowMs = clock.nowMs()
  await insertVersion(tx, FIRST_TENANT, {
    ...{ tariffId, currency: 'EUR', versionId: ids.next(), validFromMs: nowMs + inMs, prices, nowMs },
    publishedBy: 'Stationmaster',
  })
}
