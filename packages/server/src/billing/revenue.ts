import { sql } from 'kysely'
import { MOST_REVENUE_DAYS, type Revenue, type RevenueFigures, type SiteRevenue } from '../contract/index.ts'
import { readOrganisation } from '../organisation/index.ts'
import type { Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import { calendarOf, type Day, daysBetween, daysOf } from './calendar.ts'
import { addUp } from './figures.ts'
import { type FiguresRow, readFigures } from './figures-store.ts'

export interface RevenueQuestion {
  readonly tenantId: TenantId
  readonly nowMs: number
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** What sessions were worth: now, per day and per site of a span. */
export async function readRevenue(db: Db, question: RevenueQuestion): Promise<Revenue> {
  const { tenantId } = question
  const { currency } = await readOrganisation(db, tenantId)
  const { today, timeZone } = await readToday(db, tenantId, question.nowMs)
  const calendar = calendarOf(today)
  const to = question.to ?? maxDay(today, question.from ?? today)
  const from = question.from ?? minDay(calendar.monthStart, to)
  refuseSpan(from, to)
  const [recent, span] = [
    await readFigures(db, { tenantId, timeZone, from: calendar.lastMonthStart, to: today }),
    await readFigures(db, { tenantId, timeZone, from, to }),
  ]
  const within = (first: Day, last: Day) =>
    addUp(
      recent.filter(({ day, currency: own }) => day !== null && day >= first && day <= last && isOwn(own, currency)),
    )
  const days = daysOf(from, to).map((day) => ({ day, ...dayFigures(span, day, currency) }))
  return {
    ...{ currency, timeZone, from, to, days, day: today },
    today: within(today, today),
    thisMonth: within(calendar.monthStart, today),
    sameDaysOfLastMonth: within(calendar.lastMonthStart, calendar.sameDayOfLastMonth),
    lastMonth: within(calendar.lastMonthStart, calendar.lastMonthEnd),
    total: addUp(days),
    sites: siteRevenues(span, currency),
    otherCurrencies: otherCurrencies(span, currency),
  }
}

/** Sessions without a price have no currency, and belong to the organisation's. */
function isOwn(currency: string | null, own: string): boolean {
  return currency === null || currency === own
}

function dayFigures(rows: readonly FiguresRow[], day: Day, currency: string): RevenueFigures {
  return addUp(rows.filter((row) => row.day === day && isOwn(row.currency, currency)))
}

function siteRevenues(rows: readonly FiguresRow[], currency: string): SiteRevenue[] {
  const own = rows.filter((row) => row.day === null && isOwn(row.currency, currency))
  const bySite = [...Map.groupBy(own, ({ siteId }) => siteId)].map(
    ([siteId, all]): SiteRevenue => ({ siteId, siteName: all[0]?.siteName ?? null, ...addUp(all) }),
  )
  return bySite.toSorted((a, b) => b.grossMinor - a.grossMinor || nameOf(a).localeCompare(nameOf(b)))
}

function nameOf({ siteName, siteId }: SiteRevenue): string {
  return siteName ?? siteId ?? ''
}

function otherCurrencies(rows: readonly FiguresRow[], own: string): Revenue['otherCurrencies'] {
  const others = rows.filter(({ day, currency }) => day !== null && !isOwn(currency, own))
  return [...Map.groupBy(others, ({ currency }) => currency ?? '')].map(([currency, all]) => {
    const { sessions, netMinor, taxMinor, grossMinor } = addUp(all)
    return { currency, sessions, netMinor, taxMinor, grossMinor }
  })
}

/** The day it is where the organisation is, and the zone as the database knows it. */
export async function readToday(
  db: Db,
  tenantId: TenantId,
  nowMs: number,
): Promise<{ readonly today: Day; readonly timeZone: string }> {
  const { rows } = await sql<{ readonly today: Day; readonly zone: string }>`
    select z.name as zone, (${new Date(nowMs)}::timestamptz at time zone z.name)::date::text as today
    from tenants t left join organisations o on o.tenant_id = t.tenant_id,
      lateral (select known_time_zone(coalesce(o.time_zone, 'Etc/UTC')) as name) z
    where t.tenant_id = ${tenantId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('Whoever asks for revenue belongs to a tenant.')
  return { today: row.today, timeZone: row.zone }
}

/** Refuses a span that is none, or too long to be added up. */
export function refuseSpan(from: Day, to: Day): void {
  if (from > to) throw new Refusal('invalidInput', { errors: [{ field: 'to', rule: 'must not be before from' }] })
  if (daysBetween(from, to) <= MOST_REVENUE_DAYS) return
  const rule = `must be within ${MOST_REVENUE_DAYS} days of from`
  throw new Refusal('invalidInput', { errors: [{ field: 'to', rule }] })
}

function minDay(a: Day, b: Day): Day {
  return a < b ? a : b
}

function maxDay(a: Day, b: Day): Day {
  return a > b ? a : b
}
