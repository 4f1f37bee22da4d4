import { formatTime } from '../time/station-time.ts'
import type { ChargingProfile, ChargingSchedulePeriod, ScheduleUpdate } from './profile.ts'

const RATES = [
  'limit',
  'limit_L2',
  'limit_L3',
  'dischargeLimit',
  'dischargeLimit_L2',
  'dischargeLimit_L3',
  'setpoint',
  'setpoint_L2',
  'setpoint_L3',
  'setpointReactive',
  'setpointReactive_L2',
  'setpointReactive_L3',
] as const satisfies readonly (keyof ScheduleUpdate & keyof ChargingSchedulePeriod)[]

/** A dynamic profile as an update leaves it; its duration counts anew from the update (2.1 K28). */
export function updateSchedule(profile: ChargingProfile, update: ScheduleUpdate, atMs: number): ChargingProfile {
  const [schedule, ...others] = profile.chargingSchedule
  const [period] = schedule?.chargingSchedulePeriod ?? []
  if (schedule === undefined || period === undefined) return profile
  const updated = { ...schedule, chargingSchedulePeriod: [{ ...period, ...ratesOf(update) }] }
  return { ...profile, dynUpdateTime: formatTime(atMs), chargingSchedule: [updated, ...others] }
}

/** What a dynamic profile says now, as an update; undefined for a profile of another kind. */
export function currentUpdate(profile: ChargingProfile): ScheduleUpdate | undefined {
  const period = profile.chargingSchedule[0]?.chargingSchedulePeriod[0]
  if (profile.chargingProfileKind !== 'Dynamic' || period === undefined) return undefined
  return ratesOf(period)
}

function ratesOf(from: ScheduleUpdate): ScheduleUpdate {
  const rates: ScheduleUpdate = {}
  for (const name of RATES) {
    const rate = from[name]
    if (rate !== undefined) rates[name] = rate
  }
  return rates
}
