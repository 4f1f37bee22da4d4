import { type RawBuilder, sql } from 'kysely'
import type { TenantId } from './ids.ts'

/*
 * The one place that says in SQL what a station's and an EVSE's condition is: lists, filters, counters, attention
 * and the map all use these fragments.
 */

/** Active sessions of the tenant, or of the stations given; name it `active` in a WITH. */
export function activeSessions(tenantId: TenantId, stationKeys?: readonly number[]): RawBuilder<unknown> {
  return sql`
    select station_id, evse_id, connector_id, session_id, started_at, power_w, energy_wh, soc_percent
    from sessions
    where tenant_id = ${tenantId} and state = 'active' ${ofStations(sql`station_id`, stationKeys)}`
}

/** One row per EVSE: station_id, evse_id, condition, power_w (installed). Needs `active`. EVSE 0 is the station itself. */
export function evseConditions(tenantId: TenantId, stationKeys?: readonly number[]): RawBuilder<unknown> {
  return sql`
    select c.station_id, c.evse_id, max(c.max_power_w) as max_power_w,
      case
        when bool_or(c.status = 'Faulted') then 'faulted'
        when bool_or(c.status in ('Charging', 'SuspendedEV', 'SuspendedEVSE')) then 'charging'
        when bool_or(c.status = 'Occupied' and a.station_id is not null) then 'charging'
        when bool_or(c.status = 'Reserved') then 'reserved'
        when bool_or(c.status in ('Occupied', 'Preparing', 'Finishing')) then 'occupied'
        when bool_or(c.status = 'Available') then 'available'
        else 'unavailable'
      end as condition
    from connectors c
    left join (select distinct station_id, evse_id from active) a
      on a.station_id = c.station_id and a.evse_id = c.evse_id
    where c.tenant_id = ${tenantId} ${ofStations(sql`c.station_id`, stationKeys)}
    group by c.station_id, c.evse_id`
}

/** All conditions of a station's EVSEs as one array: station_id, conditions. Needs `evse`. */
export const conditionsByStation = sql`
  select station_id, array_agg(condition) as conditions from evse group by station_id`

/** The station's condition, worst first. Needs `stations s` and `conditionsByStation` joined as `e`. */
export const stationCondition = sql<string>`
  case
    when 'faulted' = any(e.conditions) then 'faulted'
    when s.connected_at is null then 'neverConnected'
    when s.connected_node is null then 'offline'
    when e.conditions is null or 'unavailable' = any(e.conditions) then 'unavailable'
    when 'charging' = any(e.conditions) then 'charging'
    when 'reserved' = any(e.conditions) then 'reserved'
    when 'occupied' = any(e.conditions) then 'occupied'
    else 'available'
  end`

function ofStations(column: RawBuilder<unknown>, stationKeys: readonly number[] | undefined): RawBuilder<unknown> {
  return stationKeys === undefined ? sql`` : sql`and ${column} = any(${stationKeys}::int[])`
}
