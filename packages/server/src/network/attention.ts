import { sql } from 'kysely'
import type { z } from 'zod'
import { instant } from '../api/instant.ts'
import type { Attention, AttentionItem, ExpectedLoss, Organisation, ServerCertificate } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { CLOCK_TOLERANCE_MS } from '../sessions/effective-time.ts'
import { lastReview, REVIEW_CONFIDENCE } from '../sessions/index.ts'
import { activeSessions, evseConditions } from '../stations/condition.ts'
import type { TenantId } from '../stations/ids.ts'
import { rootItems, serverCertificateItems, stationCertificateItems } from './expiring-certificates.ts'

const MOST_ITEMS = 200
const DAY_MS = 86_400_000

interface ItemRow {
  readonly kind: z.infer<typeof AttentionItem>['kind']
  /** Null: of this server. */
  readonly identity: string | null
  readonly site_name: string | null
  readonly evse_id: number | null
  readonly connector_id: number | null
  readonly session_id: string | null
  readonly cause: string | null
  readonly info: string | null
  readonly since: Date
  readonly affected_power_w: number | null
  readonly drivers_per_hour: number | null
  readonly energy_wh_per_hour: number | null
  readonly basis: ExpectedLoss['basis'] | null
  readonly is_busy: boolean
  readonly fix: z.infer<typeof AttentionItem>['fix']
  readonly work_order: z.infer<typeof AttentionItem>['workOrder']
  readonly place: string
  readonly total: number
}

export interface AttentionQuestion {
  readonly tenantId: TenantId
  readonly nowMs: number
  readonly organisation: Pick<Organisation, 'currency' | 'assumedPricePerKwh'>
  readonly serverCertificates: readonly ServerCertificate[]
}

/**
 * What needs a person: first what loses the most, in money and then in drivers, then in power that cannot be sold, then
 * the oldest. At most 200 items and their total.
 */
export async function readAttention(
  db: Db,
  { tenantId, nowMs, organisation, serverCertificates }: AttentionQuestion,
): Promise<z.infer<typeof Attention>> {
  const yesterday = new Date(nowMs - DAY_MS)
  const { rows } = await sql<ItemRow>`
    with active as materialized (${activeSessions(tenantId)}),
    evse as materialized (${evseConditions(tenantId)}),
    installed as (select station_id, sum(max_power_w)::float8 as power_w from evse group by station_id),
    item as (
      ${stationItems(tenantId)}
      union all ${connectorItems(tenantId)}
      union all ${sessionItems(tenantId, yesterday)}
      union all ${commandItems(tenantId, yesterday)}
      union all ${stationCertificateItems(tenantId, nowMs)}
    )
    select x.*, count(*) over ()::int as total from (
      select i.*, s.identity, t.name as site_name, u.drivers_per_hour,
        u.energy_wh_per_hour, u.basis, ${isBusy} as is_busy, ${workOrder} as work_order
      from item i ${expectedLoss} join stations s on s.station_id = i.station_id left join sites t on t.site_id = s.site_id
      union all
      select 'quarantine', null, null, null, null, null, vendor, first_seen_at, null, 'approve', '', identity, null,
        null, null, null, false, null::jsonb
      from quarantine where tenant_id = ${tenantId}
      union all ${rootItems(tenantId, nowMs)}
      union all ${serverCertificateItems(serverCertificates, nowMs)}
    ) x
    order by energy_wh_per_hour desc nulls last, drivers_per_hour desc nulls last, affected_power_w desc nulls last, since, identity, place limit ${MOST_ITEMS}`.execute(
    db,
  )
  const { currency, assumedPricePerKwh } = organisation
  const items = rows.map((row) => itemOf(row, Number(assumedPricePerKwh)))
  return { items, total: rows[0]?.total ?? 0, currency, assumedPricePerKwh }
}

/** What the points behind an item usually do; none for items that keep no driver away, and so have no power. */
const expectedLoss = sql`
  left join lateral (
    select sum(u.sessions_per_hour)::float8 as drivers_per_hour, sum(u.energy_wh_per_hour)::float8 as energy_wh_per_hour,
      case when bool_or(u.basis = 'network') then 'network' when bool_or(u.basis = 'site') then 'site' else 'point' end as basis
    from evse_usage u
    where (i.kind in ('stationOffline', 'connectorFaulted', 'stationUnavailable') or i.affected_power_w is not null)
      and u.station_id = i.station_id
      and (coalesce(i.evse_id, 0) = 0 or u.evse_id = i.evse_id)
    having count(*) > 0
  ) u on true`

/**
 * A reset acts on the whole station; other fixes on what the item is about. Written as memberships, which PostgreSQL
 * looks up in a hash: as an `exists` every item would walk all active sessions.
 */
const isBusy = sql`
  case when i.fix = 'reset' or coalesce(i.evse_id, 0) = 0
    then i.station_id in (select a.station_id from active a)
    else (i.station_id, i.evse_id) in (select a.station_id, a.evse_id from active a) end`

/** Who has been sent to it. */
const workOrder = sql`(
  select jsonb_build_object('id', o.order_id, 'number', o.number, 'assignee', o.assignee_name, 'from', o.slot_from, 'state', o.state)
  from work_orders o
  where o.station_id = i.station_id and o.fault_kind = i.kind and o.state in ('sent', 'accepted', 'onSite')
    and coalesce(o.evse_id, -1) = coalesce(i.evse_id, -1) and coalesce(o.connector_id, -1) = coalesce(i.connector_id, -1))`

/** Stations that went away (and knock, but are refused: the cause), and those whose clock is wrong. */
function stationItems(tenantId: TenantId) {
  return sql`
    select 'stationOffline' as kind, s.station_id, null::smallint as evse_id, null::smallint as connector_id,
      null::uuid as session_id, (
        select r.reason from refused_handshakes r
        where r.tenant_id = s.tenant_id and r.identity_folded = s.identity_folded and r.last_at > s.connected_at
        order by r.last_at desc limit 1
      ) as cause, null::text as info,
      coalesce(s.disconnected_at, s.last_seen_at, s.connected_at) as since, i.power_w as affected_power_w,
      'none' as fix, '' as place
    from stations s left join installed i on i.station_id = s.station_id
    where s.tenant_id = ${tenantId} and s.connected_at is not null and s.connected_node is null
    union all
    select 'clockSkew', s.station_id, null, null, null, 'clockSkew', s.clock_offset_ms::text,
      coalesce(s.booted_at, s.connected_at, s.created_at), null, 'none', ''
    from stations s
    where s.tenant_id = ${tenantId} and s.connected_node is not null and abs(s.clock_offset_ms) > ${CLOCK_TOLERANCE_MS}`
}

/** Faulted connectors and EVSEs out of service, of stations that are here to say so. */
function connectorItems(tenantId: TenantId) {
  return sql`
    select 'connectorFaulted', c.station_id, c.evse_id, c.connector_id, null::uuid, c.error_code,
      coalesce(c.info, c.vendor_error_code), c.status_at, coalesce(c.max_power_w::float8, 0),
      case when c.error_code = 'ConnectorLockFailure' and c.evse_id > 0 then 'unlockConnector' else 'reset' end,
      c.evse_id || '/' || c.connector_id
    from connectors c join stations s on s.station_id = c.station_id
    where c.tenant_id = ${tenantId} and c.status = 'Faulted' and s.connected_node is not null
    union all
    select 'stationUnavailable', e.station_id, e.evse_id, null, null, 'unavailable', null,
      (select max(c.status_at) from connectors c where c.station_id = e.station_id and c.evse_id = e.evse_id),
      coalesce(e.max_power_w::float8, 0), 'changeAvailability', e.evse_id::text
    from evse e join stations s on s.station_id = e.station_id
    where e.condition = 'unavailable' and s.connected_node is not null`
}

function sessionItems(tenantId: TenantId, since: Date) {
  return sql`
    select 'sessionFlagged', x.station_id, x.evse_id, x.connector_id, x.session_id, x.flags -> 0 ->> 'code', null,
      coalesce(x.ended_at, x.started_at), null, 'review', x.session_id::text
    from sessions x ${lastReview}
    where x.tenant_id = ${tenantId} and x.started_at >= ${since} and x.flags <> '[]'
      and x.confidence < ${REVIEW_CONFIDENCE} and coalesce(v.is_overtaken, true)`
}

/** The newest command of a kind to a station, when it failed. */
function commandItems(tenantId: TenantId, since: Date) {
  return sql`
    select 'commandFailed', station_id, null, null, null, state, kind, created_at, null, 'none', kind from (
      select distinct on (station_id, kind) station_id, kind, state, created_at
      from commands where tenant_id = ${tenantId} and created_at >= ${since}
      order by station_id, kind, created_at desc
    ) newest where state in ('timedOut', 'unknown', 'failed')`
}

function itemOf(row: ItemRow, pricePerKwh: number): z.infer<typeof AttentionItem> {
  return {
    id: [row.kind, row.identity ?? '', row.place].filter((part) => part !== '').join(':'),
    kind: row.kind,
    stationId: row.identity,
    siteName: row.site_name,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    sessionId: row.session_id,
    cause: row.cause,
    info: row.info,
    since: instant(row.since),
    affectedPowerW: row.affected_power_w,
    loss: lossOf(row, pricePerKwh),
    isBusy: row.is_busy,
    fix: row.fix,
    workOrder: row.work_order && { ...row.work_order, from: instant(row.work_order.from) },
  }
}

function lossOf({ drivers_per_hour, energy_wh_per_hour, basis }: ItemRow, pricePerKwh: number): ExpectedLoss | null {
  if (drivers_per_hour === null || energy_wh_per_hour === null || basis === null) return null
  return {
    moneyPerHour: Math.round((energy_wh_per_hour / 1000) * pricePerKwh * 100) / 100,
    driversPerHour: Math.round(drivers_per_hour * 100) / 100,
    basis,
  }
}
