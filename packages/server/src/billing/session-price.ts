import { sql } from 'kysely'
import { instant } from '../api/instant.ts'
import type { PriceLineItem, SessionPrice } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { isOpenForReview, lastReview } from '../sessions/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { tariffInForce } from '../tariffs/index.ts'
import { type KeptLine, priceCourse } from './price-session.ts'
import { readCourse } from './session-facts.ts'

interface SessionRow {
  readonly station_id: number
  readonly site_id: string | null
  readonly evse_id: number
  readonly connector_id: number
  readonly is_over: boolean
  readonly is_waiting: boolean
  readonly started_at: Date
  readonly start_wh: number | null
  readonly energy_wh: number
}

interface PriceRow {
  readonly unpriced_reason: SessionPrice['unpricedReason']
  readonly problems: readonly string[]
  readonly tariff_id: string | null
  readonly tariff_version_id: string | null
  readonly currency: string | null
  readonly net: number | null
  readonly tax: number | null
  readonly gross: number | null
  readonly energy_wh: number
  readonly lines: readonly KeptLine[]
  readonly priced_at: Date
  readonly superseded_at: Date | null
}

export interface PriceQuestion {
  readonly tenantId: TenantId
  readonly sessionId: string
  readonly nowMs: number
}

const NOTHING: SessionPrice = {
  ...{ state: 'pending', unpricedReason: null, problems: [], currency: null },
  ...{ tariffId: null, tariffVersionId: null, tariffName: null, tariffValidFrom: null },
  ...{ netMinor: null, taxMinor: null, grossMinor: null, lines: [], pricedAt: null, earlier: [] },
}

/** What a session costs, or why it has no price; undefined when there is no such session. */
export async function readSessionPrice(db: Db, question: PriceQuestion): Promise<SessionPrice | undefined> {
  const session = await findSession(db, question)
  if (session === undefined) return undefined
  const price = await (session.is_over ? readKeptPrice(db, session, question) : priceSoFar(db, session, question))
  return { ...price, ...(await readTariffName(db, question.tenantId, price.tariffVersionId)) }
}

async function readKeptPrice(db: Db, session: SessionRow, question: PriceQuestion): Promise<SessionPrice> {
  const prices = await readPrices(db, question)
  const earlier = prices.flatMap((row) => (row.superseded_at === null ? [] : [earlierOf(row, row.superseded_at)]))
  const current = prices.find((row) => row.superseded_at === null)
  if (session.is_waiting) return { ...NOTHING, state: 'waiting', earlier }
  return current === undefined ? { ...NOTHING, earlier } : { ...currentOf(current), earlier }
}

/** As it is called now, and since when its version holds. */
async function readTariffName(db: Db, tenantId: TenantId, versionId: string | null) {
  if (versionId === null) return {}
  const { rows } = await sql<{ name: string; valid_from: Date }>`
    select t.name, v.valid_from from tariff_versions v
    join tariffs t on t.tenant_id = v.tenant_id and t.tariff_id = v.tariff_id
    where v.tenant_id = ${tenantId} and v.version_id = ${versionId}`.execute(db)
  return rows[0] === undefined ? {} : { tariffName: rows[0].name, tariffValidFrom: instant(rows[0].valid_from) }
}

async function findSession(db: Db, { tenantId, sessionId }: PriceQuestion): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select x.station_id, x.site_id, x.evse_id, x.connector_id, x.state = 'ended' as is_over, x.started_at,
      x.meter_start_wh::float8 as start_wh, x.energy_wh::float8 as energy_wh, ${isOpenForReview} as is_waiting
    from sessions x ${lastReview}
    where x.tenant_id = ${tenantId} and x.session_id = ${sessionId}`.execute(db)
  return rows[0]
}

/** Worked out when it is asked for, and kept nowhere. */
async function priceSoFar(db: Db, session: SessionRow, question: PriceQuestion): Promise<SessionPrice> {
  const { tenantId, sessionId, nowMs } = question
  const startMs = session.started_at.getTime()
  const asOfMs = Math.max(startMs, nowMs)
  const tariff = await tariffInForce(db, tenantId, { kind: 'site', siteId: session.site_id }, startMs)
  const { station_id: stationKey, evse_id: evseId, connector_id: connectorId } = session
  const span = { stationKey, sessionId, evseId, connectorId, startMs, endMs: asOfMs }
  const recorded = await readCourse(db, span)
  const course = { startMs, endMs: undefined, asOfMs, energyWh: session.energy_wh, meterStartWh: session.start_wh }
  const pricing = priceCourse({ ...course, ...recorded }, tariff)
  const inForce = { tariffId: tariff?.tariffId ?? null, tariffVersionId: tariff?.versionId ?? null }
  const known = { ...NOTHING, ...inForce, state: 'soFar' } as const
  if (pricing.kind === 'unpriced') {
    return { ...known, unpricedReason: pricing.reason, problems: 'problems' in pricing ? [...pricing.problems] : [] }
  }
  const { currency, netMinor, taxMinor, grossMinor, lines } = pricing.worth
  return {
    ...known,
    currency,
    ...{ netMinor: Number(netMinor), taxMinor: Number(taxMinor), grossMinor: Number(grossMinor) },
    lines: lines.map(lineOf),
  }
}

async function readPrices(db: Db, { tenantId, sessionId }: PriceQuestion): Promise<readonly PriceRow[]> {
  const { rows } = await sql<PriceRow>`
    select unpriced_reason, problems, tariff_id, tariff_version_id, currency, net_minor::float8 as net,
      tax_minor::float8 as tax, gross_minor::float8 as gross, energy_wh::float8 as energy_wh, lines, priced_at, superseded_at
    from session_prices where tenant_id = ${tenantId} and session_id = ${sessionId}
    order by priced_at desc, price_id desc`.execute(db)
  return rows
}

function currentOf(row: PriceRow): SessionPrice {
  return {
    ...NOTHING,
    state: row.unpriced_reason === null ? 'priced' : 'unpriced',
    unpricedReason: row.unpriced_reason,
    problems: [...row.problems],
    tariffId: row.tariff_id,
    tariffVersionId: row.tariff_version_id,
    currency: row.currency,
    netMinor: row.net,
    taxMinor: row.tax,
    grossMinor: row.gross,
    lines: row.lines.map(lineOf),
    pricedAt: instant(row.priced_at),
  }
}

function earlierOf(row: PriceRow, supersededAt: Date): SessionPrice['earlier'][number] {
  return {
    currency: row.currency,
    grossMinor: row.gross,
    energyWh: row.energy_wh,
    pricedAt: instant(row.priced_at),
    supersededAt: instant(supersededAt),
  }
}

function lineOf({ category, reason, quantity, unitPrice, isTaxIncluded, rounded, text }: KeptLine): PriceLineItem {
  return {
    ...{ category, reason: reason.kind, text },
    ...{ quantity: quantity ?? null, unitPrice: unitPrice ?? null, isTaxIncluded: isTaxIncluded ?? null },
    ...{ netMinor: rounded.net, taxMinor: rounded.tax, grossMinor: rounded.gross },
  }
}
