import { moneyText, price } from '@stationmaster/pricing'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { FIRST_TENANT } from '../accounts/index.ts'
import { TariffPrices } from '../contract/tariffs.ts'
import { startTestApp } from '../testing/test-app.ts'
import { tariffInForce } from './index.ts'
import { toOcpiTariff } from './ocpi-tariff.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const at = (hour: number) => Date.UTC(2026, 5, 1, hour)
const [NETWORK, OWN, V1, V2, V3] = [1, 2, 3, 4, 5].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
  string,
]

async function seed(statement: ReturnType<typeof sql>) {
  await app.database.transaction((tx) => statement.execute(tx))
}

async function publish(tariffId: string, versionId: string, hour: number, perKwh: string) {
  const prices = TariffPrices.parse({ perKwh, vatPercent: '0', includesVat: true })
  const tariff = toOcpiTariff(prices, { tariffId, currency: 'EUR', atMs: at(hour) })
  await seed(sql`
    insert into tariff_versions (tenant_id, version_id, tariff_id, valid_from, prices, tariff, published_at, published_by)
    values (${FIRST_TENANT}, ${versionId}, ${tariffId}, ${new Date(at(hour))}, ${JSON.stringify(prices)}::jsonb,
      ${JSON.stringify(tariff)}::jsonb, ${new Date(at(0))}, 'Ada')`)
}

async function assign(siteId: string | null, tariffId: string | null, hour: number) {
  await seed(sql`insert into tariff_assignments (tenant_id, site_id, tariff_id, since)
    values (${FIRST_TENANT}, ${siteId}, ${tariffId}, ${new Date(at(hour))})`)
}

test('what was in force stays known, whatever is published and assigned since', async () => {
  const site = await app.call('createSite', { body: { name: 'Harbour', timeZone: 'Europe/Berlin' } })
  const other = await app.call('createSite', { body: { name: 'Station road', timeZone: 'Europe/Paris' } })
  await app.call('createStation', { body: { id: 'PRICED', siteId: site.id, securityProfile: 0 } })
  for (const [id, name] of [
    [NETWORK, 'Network'],
    [OWN, 'Own'],
  ]) {
    await seed(sql`insert into tariffs (tenant_id, tariff_id, name, currency, created_at)
      values (${FIRST_TENANT}, ${id}, ${name}, 'EUR', ${new Date(at(0))})`)
  }
  await publish(NETWORK, V1, 1, '0.40')
  await publish(NETWORK, V2, 4, '0.50')
  await publish(OWN, V3, 2, '0.60')
  await assign(null, NETWORK, 0)
  await assign(site.id, OWN, 5)
  await assign(site.id, null, 7)

  const found = (place: string | null, hour: number) =>
    tariffInForce(app.database.kysely, FIRST_TENANT, { kind: 'site', siteId: place }, at(hour))
  const inForce = async (place: string | null, hour: number) => (await found(place, hour))?.versionId
  expect(await Promise.all([0, 1, 3, 4, 5, 6, 7].map((hour) => inForce(site.id, hour)))).toEqual([
    undefined,
    V1,
    V1,
    V2,
    V3,
    V3,
    V2,
  ])
  expect([await inForce(other.id, 6), await inForce(null, 6)]).toEqual([V2, V2])
  expect((await found(other.id, 6))?.timeZone).toBe('Europe/Paris')
  const [station] = await sql<{ station_id: never }>`select station_id from stations`
    .execute(app.database.kysely)
    .then(({ rows }) => rows)
  const stationKey = station?.station_id ?? expect.unreachable()
  const ofStation = await tariffInForce(app.database.kysely, FIRST_TENANT, { kind: 'station', stationKey }, at(6))
  expect(ofStation).toMatchObject({ tariffId: OWN, versionId: V3, timeZone: 'Europe/Berlin' })
  const events = [
    { kind: 'started', atMs: at(6) },
    { kind: 'meter', atMs: at(6), registerWh: 0 },
    { kind: 'meter', atMs: at(7), registerWh: 10_000 },
    { kind: 'ended', atMs: at(7) },
  ] as const
  const priced = price(ofStation?.tariff ?? [], { kind: 'recorded', timeZone: 'UTC', events })
  expect(priced.ok && moneyText(priced.value.total.gross)).toBe('6.00')
})

test('a version is never changed, and none that is in force is withdrawn', async () => {
  await expect(seed(sql`update tariff_versions set prices = '{}'`)).rejects.toThrow('never changed')
  await expect(seed(sql`delete from tariff_versions`)).rejects.toThrow('never changed')
  const withdrawal = sql`update tariff_versions set withdrawn_at = now(), withdrawn_by = 'Ada' where valid_from < now()`
  await expect(seed(withdrawal)).rejects.toThrow('check')
})
