import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'
import type { DueSession } from './due-sessions.ts'
import type { Pricing } from './price-session.ts'

/** A price that is now of a session, to be kept under an id. */
export interface NewPrice {
  readonly priceId: string
  readonly session: DueSession
  readonly pricing: Pricing
  readonly nowMs: number
}

/**
 * Writes down what a session costs, beside what it was thought to cost before; what is still right is only marked as of the
 * session's present revision. True: there is something new to show.
 */
export async function keepPrice(tx: Tx, price: NewPrice): Promise<boolean> {
  const { session } = price
  const row = rowOf(price)
  const { rows } = await sql`
    update session_prices set session_updated_at = ${session.updatedAt}::timestamptz, review_id = ${session.reviewId}
    where session_id = ${session.sessionId} and superseded_at is null
      and (started_at, ended_at, energy_wh) = (${row.started_at}, ${row.ended_at}, ${row.energy_wh})
      and (unpriced_reason, tariff_version_id, gross_minor, net_minor) is not distinct from
        (${row.unpriced_reason}::text, ${row.tariff_version_id}::uuid, ${row.gross_minor}::bigint, ${row.net_minor}::bigint)
      and (lines, problems) = (${row.lines}::jsonb, ${row.problems}::jsonb)
    returning price_id`.execute(tx)
  if (rows.length > 0) return false
  await withdrawPrice(tx, session.sessionId, price.nowMs)
  await sql`
    insert into session_prices (tenant_id, price_id, session_id, station_id, site_id, started_at, ended_at, energy_wh,
      unpriced_reason, problems, tariff_id, tariff_version_id, currency, net_minor, tax_minor, gross_minor, lines,
      priced_at, session_updated_at, review_id)
    values (${session.tenantId}, ${price.priceId}, ${session.sessionId}, ${session.stationKey}, ${session.siteId},
      ${row.started_at}, ${row.ended_at}, ${row.energy_wh}, ${row.unpriced_reason}, ${row.problems}::jsonb,
      ${row.tariff_id}, ${row.tariff_version_id}, ${row.currency}, ${row.net_minor}, ${row.tax_minor},
      ${row.gross_minor}, ${row.lines}::jsonb, ${new Date(price.nowMs)}, ${session.updatedAt}::timestamptz,
      ${session.reviewId})`.execute(tx)
  return true
}

/** A session that has become doubtful has no price until somebody has looked at it. True: it had one. */
export async function withdrawPrice(tx: Tx, sessionId: string, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    update session_prices set superseded_at = ${new Date(nowMs)}
    where session_id = ${sessionId} and superseded_at is null returning price_id`.execute(tx)
  return rows.length > 0
}

function rowOf({ session, pricing }: NewPrice) {
  const { startMs, endMs, energyWh } = session
  const tariff = 'tariff' in pricing ? pricing.tariff : undefined
  const worth = pricing.kind === 'priced' ? pricing.worth : undefined
  return {
    started_at: new Date(startMs),
    ended_at: new Date(endMs),
    energy_wh: energyWh,
    unpriced_reason: pricing.kind === 'unpriced' ? pricing.reason : null,
    problems: JSON.stringify('problems' in pricing ? pricing.problems : []),
    tariff_id: tariff?.tariffId ?? null,
    tariff_version_id: tariff?.versionId ?? null,
    currency: worth?.currency ?? null,
    net_minor: worth?.netMinor.toString() ?? null,
    tax_minor: worth?.taxMinor.toString() ?? null,
    gross_minor: worth?.grossMinor.toString() ?? null,
    lines: JSON.stringify(worth?.lines ?? []),
  }
}
