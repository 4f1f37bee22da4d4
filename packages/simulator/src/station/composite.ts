import type { CompositeSchedule } from '@stationmaster/ocpp'
import type { StationContext } from './context.ts'

/** A schedule as the station can say it: no more periods than it knows, and the shorter for that; rounded down to tenths. */
export function fittedSchedule(station: StationContext, schedule: CompositeSchedule): CompositeSchedule {
  const most = station.settings.number('profilePeriods')
  const { chargingSchedulePeriod: periods, duration } = schedule
  const chargingSchedulePeriod = periods.slice(0, most).map((period) => {
    const { limit } = period
    return limit === undefined ? period : { ...period, limit: Math.floor(limit * 10 + 1e-6) / 10 }
  })
  return { ...schedule, chargingSchedulePeriod, duration: periods[most]?.startPeriod ?? duration }
}
