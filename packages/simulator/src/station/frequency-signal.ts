import type { ChargingProfile, ChargingSchedulePeriod } from '@stationmaster/ocpp'
import type { StationContext } from './context.ts'
import { changeInstalled } from './smart-charging.ts'

/**
 * A signal of automatic frequency restoration (2.1 Q08): periods in mode CentralFrequency turn it into power by their
 * curve. False when no profile of the station has such a period.
 */
export function followSignal(station: StationContext, signal: number): boolean {
  const isFollowing = station.smartCharging.profiles.some(({ profile }) =>
    profile.chargingSchedule.some(({ chargingSchedulePeriod }) => chargingSchedulePeriod.some(hasCurve)),
  )
  if (!isFollowing) return false
  changeInstalled(station, (profiles) => profiles.map((one) => ({ ...one, profile: withSignal(one.profile, signal) })))
  return true
}

function hasCurve({ operationMode, v2xSignalWattCurve }: ChargingSchedulePeriod): boolean {
  return operationMode === 'CentralFrequency' && v2xSignalWattCurve !== undefined
}

function withSignal(profile: ChargingProfile, signal: number): ChargingProfile {
  const chargingSchedule = profile.chargingSchedule.map((schedule) => ({
    ...schedule,
    // Curves are in watts.
    chargingSchedulePeriod:
      schedule.chargingRateUnit === 'W'
        ? schedule.chargingSchedulePeriod.map((period) =>
            hasCurve(period) ? { ...period, setpoint: powerAt(period, signal) } : period,
          )
        : schedule.chargingSchedulePeriod,
  }))
  return { ...profile, chargingSchedule }
}

/** Straight lines between the points of the curve, level beyond its ends. */
function powerAt({ v2xSignalWattCurve = [] }: ChargingSchedulePeriod, signal: number): number {
  const points = v2xSignalWattCurve.toSorted((a, b) => a.signal - b.signal)
  const after = points.find((point) => point.signal >= signal)
  const before = points.findLast((point) => point.signal <= signal)
  if (!before || !after) return (before ?? after)?.power ?? 0
  if (after.signal === before.signal) return after.power
  const share = (signal - before.signal) / (after.signal - before.signal)
  return before.power + share * (after.power - before.power)
}
