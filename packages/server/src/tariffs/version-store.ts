import { sql } from 'kysely'
import { instant, instantOrNull } from '../api/instant.ts'
import type { TariffPrices, TariffVersion } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { toOcpiTariff } from './ocpi-tariff.ts'

interface VersionRow {
  readonly tariff_id: string
  readonly version_id: string
  readonly valid_from: Date
  readonly prices: TariffPrices
  readonly published_at: Date
  readonly published_by: string
  readonly withdrawn_at: Date | null
  readonly withdrawn_by: string | null
}

/** The versions of all tariffs by tariff, the last to be valid first; that is how they are looked up too. */
export async function readVersions(
  db: Db,
  tenantId: TenantId,
  nowMs: number,
): Promise<ReadonlyMap<string, TariffVersion[]>> {
  const { rows } = await sql<VersionRow>`
    select tariff_id, version_id, valid_from, prices, published_at, published_by, withdrawn_at, withdrawn_by
    from tariff_versions where tenant_id = ${tenantId}
    order by tariff_id, valid_from desc, published_at desc, version_id desc`.execute(db)
  const byTariff = Map.groupBy(rows, (row) => row.tariff_id)
  return new Map([...byTariff].map(([tariffId, own]) => [tariffId, versionsOf(own, nowMs)]))
}

function versionsOf(rows: readonly VersionRow[], nowMs: number): TariffVersion[] {
  const inForce = rows.find((row) => row.withdrawn_at === null && row.valid_from.getTime() <= nowMs)
  const stateOf = (row: VersionRow) => {
    if (row.withdrawn_at !== null) return 'withdrawn'
    if (row.valid_from.getTime() > nowMs) return 'upcoming'
    return row === inForce ? 'inForce' : 'past'
  }
  return rows.map((row) => ({
    id: row.version_id,
    validFrom: instant(row.valid_from),
    prices: row.prices,
    state: stateOf(row),
    publishedAt: instant(row.published_at),
    publishedBy: row.published_by,
    withdrawnAt: instantOrNull(row.withdrawn_at),
    withdrawnBy: row.withdrawn_by,
  }))
}

export interface NewVersion {
  readonly tariffId: string
  readonly currency: string
  readonly versionId: string
  readonly validFromMs: number
  readonly prices: TariffPrices
  readonly publishedBy: string
  readonly nowMs: number
}

export async function insertVersion(tx: Tx, tenantId: TenantId, version: NewVersion): Promise<void> {
  const { tariffId, currency, prices, nowMs } = version
  const tariff = toOcpiTariff(prices, { tariffId, currency, atMs: nowMs })
  await sql`
    insert into tariff_versions (tenant_id, version_id, tariff_id, valid_from, prices, tariff, published_at, published_by)
    values (${tenantId}, ${version.versionId}, ${tariffId}, ${new Date(version.validFromMs)},
      ${JSON.stringify(prices)}::jsonb, ${JSON.stringify(tariff)}::jsonb, ${new Date(nowMs)}, ${version.publishedBy})`.execute(
    tx,
  )
}

export interface Withdrawal {
  readonly versionId: string
  readonly withdrawnBy: string
  readonly nowMs: number
}

/** False when it is in force, has been, or is withdrawn already. */
export async function withdrawVersion(tx: Tx, tenantId: TenantId, withdrawal: Withdrawal): Promise<boolean> {
  const { versionId, withdrawnBy, nowMs } = withdrawal
  const now = new Date(nowMs)
  const { rows } = await sql`
    update tariff_versions set withdrawn_at = ${now}, withdrawn_by = ${withdrawnBy}
    where tenant_id = ${tenantId} and version_id = ${versionId} and withdrawn_at is null and valid_from > ${now}
    returning version_id`.execute(tx)
  return rows.length > 0
}
