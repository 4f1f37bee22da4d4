import { sql } from 'kysely'
import { type InboxReader, onAnswer, onReport } from '../../stations/inbox/index.ts'
import { dateOrNull, isKnownOrFits, json } from './profile-store.ts'

/** Keep what else limits or shapes charging: limits of others, composite schedules, needs and plans of vehicles. */
export const LIMIT_READERS: readonly InboxReader[] = [
  onReport('chargingLimit', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { evseId, source, schedules, isGridCritical = false, isLocalGeneration = false } = entry
    await sql`
      insert into charging_limits (tenant_id, station_id, evse_id, source, is_grid_critical, is_local_generation,
        schedules, notified_at)
      select ${tenantId}::smallint, ${stationKey}::integer, ${evseId}::smallint, ${source}::text,
        ${isGridCritical}::boolean, ${isLocalGeneration}::boolean, ${json(schedules)},
        ${new Date(receivedAtMs)}::timestamptz
      where ${isKnownOrFits(
        sql`from charging_limits where station_id = ${stationKey}`,
        sql`evse_id = ${evseId} and source = ${source}`,
      )}
      on conflict (station_id, evse_id, source) do update set
        is_grid_critical = excluded.is_grid_critical, is_local_generation = excluded.is_local_generation,
        schedules = excluded.schedules, notified_at = excluded.notified_at`.execute(tx)
  }),
  onReport('chargingLimitCleared', async (tx, { entry, stationKey }) => {
    const { evseId, source } = entry
    await sql`
      delete from charging_limits
      where station_id = ${stationKey} and source = ${source}
        and (${evseId ?? null}::integer is null or evse_id = ${evseId ?? null}::integer)`.execute(tx)
  }),
  onAnswer('getCompositeSchedule', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { command, answer, commandId } = entry
    const { compositeSchedule: told } = answer
    if (told === undefined || (told.chargingRateUnit !== 'A' && told.chargingRateUnit !== 'W')) return
    // 1.6 may leave the length out.
    const duration = told.duration > 0 ? told.duration : command.durationS
    const schedule = { ...told, evseId: command.evseId, duration }
    await sql`
      insert into composite_schedules (tenant_id, station_id, evse_id, unit, schedule, reported_at, command_id)
      values (${tenantId}, ${stationKey}, ${command.evseId}, ${told.chargingRateUnit}, ${json(schedule)},
        ${new Date(receivedAtMs)}, ${commandId})
      on conflict (station_id, evse_id, unit) do update set
        schedule = excluded.schedule, reported_at = excluded.reported_at, command_id = excluded.command_id`.execute(tx)
  }),
  onReport('evChargingNeeds', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { evseId, needs, maxScheduleTuples = null } = entry
    await sql`
      insert into ev_charging (tenant_id, station_id, evse_id, needs, max_schedule_tuples, needs_at)
      values (${tenantId}, ${stationKey}, ${evseId}, ${json(needs)}, ${maxScheduleTuples}, ${new Date(receivedAtMs)})
      on conflict (station_id, evse_id) do update set
        needs = excluded.needs, max_schedule_tuples = excluded.max_schedule_tuples, needs_at = excluded.needs_at,
        schedule = null, schedule_time_base = null, selected_schedule_id = null, schedule_at = null`.execute(tx)
  }),
  onReport('evChargingSchedule', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { evseId, schedule, timeBase, selectedScheduleId = null } = entry
    await sql`
      insert into ev_charging (tenant_id, station_id, evse_id, schedule, schedule_time_base, selected_schedule_id,
        schedule_at)
      values (${tenantId}, ${stationKey}, ${evseId}, ${json(schedule)}, ${dateOrNull(timeBase.ms)},
        ${selectedScheduleId}, ${new Date(receivedAtMs)})
      on conflict (station_id, evse_id) do update set
        schedule = excluded.schedule, schedule_time_base = excluded.schedule_time_base,
        selected_schedule_id = excluded.selected_schedule_id, schedule_at = excluded.schedule_at`.execute(tx)
  }),
]
