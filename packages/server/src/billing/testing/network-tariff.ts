import { TariffPrices } from '../../contract/index.ts'
import type { Database } from '../../platform/database/index.ts'

export const NETWORK_TARIFF = {
  tariffId: '00000000-0000-4000-8000-000000000001',
  versionId: '00000000-0000-4000-8000-000000000002',
  begins: '2020-01-01T00:00:00Z',
} as const

/** A tariff of the first tenant's whole network: 0.50 a kWh with 19 percent on top, in force since 2020. */
export async function putNetworkTariff({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const { tariffId, versionId, begins } = NETWORK_TARIFF
  const prices = TariffPrices.parse({ perKwh: '0.50', vatPercent: '19', includesVat: false })
  const tariff = {
    ...{ id: tariffId, currency: 'EUR', last_updated: begins },
    elements: [{ price_components: [{ type: 'ENERGY', price: 0.5, vat: 19, step_size: 1 }] }],
  }
  await pool.query(
    "insert into tariffs (tenant_id, tariff_id, name, currency, created_at) values (1, $1, 'Everywhere', 'EUR', now())",
    [tariffId],
  )
  await pool.query(
    `insert into tariff_versions (tenant_id, version_id, tariff_id, valid_from, prices, tariff, published_at, published_by)
    values (1, $1, $2, $3, $5, $4, $3, 'Robin')`,
    [versionId, tariffId, begins, JSON.stringify(tariff), JSON.stringify(prices)],
  )
  await pool.query('insert into tariff_assignments (tenant_id, site_id, tariff_id, since) values (1, null, $1, $2)', [
    tariffId,
    begins,
  ])
}
