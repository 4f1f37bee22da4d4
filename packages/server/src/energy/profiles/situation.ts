import {
  type ChargingSchedule,
  formatTime,
  type InstalledProfile,
  isTimeZone,
  type ProfiledEvse,
  type ProfileSituation,
} from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { readProfiles } from './profile-store.ts'
import { inEffect } from './stored-profile.ts'

/** Nominal phase voltage of European low-voltage grids (IEC 60038). */
const PHASE_VOLTAGE_V = 230

/** All that the limits of a station follow from, as far as we know it: profiles, limits of others, EVSEs, transactions. */
export async function readSituation(db: Db, stationKey: number, nowMs: number): Promise<ProfileSituation> {
  const [stored, limits, evses, timeZone] = await Promise.all([
    readProfiles(db, stationKey, nowMs),
    readOutsideLimits(db, stationKey),
    readEvses(db, stationKey),
    readTimeZone(db, stationKey),
  ])
  return { profiles: [...inEffect(stored), ...limits], evses, voltageV: PHASE_VOLTAGE_V, timeZone }
}

interface LimitRow {
  readonly evse_id: number
  readonly source: string
  readonly is_local_generation: boolean
  readonly schedules: readonly ChargingSchedule[]
  readonly notified_at: Date
}

/** Limits that a station has told of are profiles that begin, unless they say otherwise, when it told. */
async function readOutsideLimits(db: Db, stationKey: number): Promise<readonly InstalledProfile[]> {
  const { rows } = await sql<LimitRow>`
    select evse_id, source, is_local_generation, schedules, notified_at from charging_limits
    where station_id = ${stationKey} order by evse_id, source`.execute(db)
  return rows.flatMap(({ evse_id, source, is_local_generation, schedules, notified_at }) => {
    const [schedule] = schedules
    if (schedule === undefined) return []
    const startSchedule = schedule.startSchedule ?? formatTime(notified_at.getTime())
    return [
      {
        evseId: evse_id,
        source,
        profile: {
          id: 0,
          stackLevel: 0,
          chargingProfilePurpose: is_local_generation
            ? ('LocalGeneration' as const)
            : ('ChargingStationExternalConstraints' as const),
          chargingProfileKind: 'Absolute' as const,
          chargingSchedule: [{ ...schedule, startSchedule }],
        },
      },
    ]
  })
}

/** The zone of the station's own clock where it says so, else that of its site, else its offset. */
async function readTimeZone(db: Db, stationKey: number): Promise<string> {
  const { rows } = await sql<{ zone: string | null; site: string | null; time_offset: string | null }>`
    select site.time_zone as site,
      max(v.value) filter (where lower(v.variable) = 'timezone') as zone,
      max(v.value) filter (where lower(v.variable) = 'timeoffset') as time_offset
    from stations s left join sites site on site.site_id = s.site_id
    left join device_variables v on v.station_id = s.station_id and lower(v.component) = 'clockctrlr'
      and v.attribute = 'Actual'
    where s.station_id = ${stationKey} group by site.time_zone`.execute(db)
  const [row] = rows
  const named = [row?.zone, row?.site, row?.time_offset]
  return named.find((zone) => zone !== null && zone !== undefined && isTimeZone(zone)) ?? 'UTC'
}

interface EvseRow {
  readonly evse_id: number
  readonly supply_phases: string | null
  readonly transaction_id: string | null
  readonly started_at: Date | null
  readonly has_priority: boolean
  readonly soc_percent: number | null
}

async function readEvses(db: Db, stationKey: number): Promise<readonly ProfiledEvse[]> {
  const { rows } = await sql<EvseRow>`
    select e.evse_id, v.value as supply_phases, s.transaction_id, s.started_at, s.soc_percent,
      coalesce(p.active, false) as has_priority
    from (select distinct evse_id from connectors where station_id = ${stationKey} and evse_id > 0) e
    left join device_variables v on v.station_id = ${stationKey} and v.component = 'EVSE'
      and v.component_instance = '' and v.evse_id = e.evse_id and v.connector_id = 0
      and v.variable = 'SupplyPhases' and v.variable_instance = '' and v.attribute = 'Actual'
    left join lateral (
      select transaction_id, started_at, soc_percent from sessions s
      where s.station_id = ${stationKey} and s.evse_id = e.evse_id and s.state = 'active'
        and s.transaction_id is not null
      order by started_at desc limit 1) s on true
    left join priority_charging p on p.station_id = ${stationKey} and p.transaction_id = s.transaction_id
    order by e.evse_id`.execute(db)
  return rows.map(evseOf)
}

function evseOf(row: EvseRow): ProfiledEvse {
  const { evse_id: evseId, supply_phases, transaction_id, started_at, has_priority, soc_percent } = row
  const phases = supply_phases === '1' ? 1 : supply_phases === '2' ? 2 : 3
  if (transaction_id === null || started_at === null) return { evseId, phases }
  const transaction = {
    transactionId: transaction_id,
    startedAtMs: started_at.getTime(),
    hasPriority: has_priority,
    ...(soc_percent !== null && { socPercent: soc_percent }),
  }
  return { evseId, phases, transaction }
}
