import type { StationContext } from './context.ts'
import { changeInstalled, isTooLongAlone } from './smart-charging.ts'

/** The station has lost its CSMS: profiles that may not be alone for ever end in time (2.1 K01, maxOfflineDuration). */
export function goOffline(station: StationContext): void {
  const { smartCharging, scheduler } = station
  if (smartCharging.offlineSinceMs !== undefined) return
  smartCharging.offlineSinceMs = scheduler.now()
  const ends = new Set(smartCharging.profiles.flatMap(({ profile }) => profile.maxOfflineDuration ?? []))
  const cancels = [...ends].map((seconds) => scheduler.after(seconds * 1000, () => expire(station)))
  smartCharging.cancelOffline = () => {
    for (const cancel of cancels) cancel()
  }
}

/** The CSMS is back: what was only suspended holds again. */
export function comeOnline(station: StationContext): void {
  const { smartCharging } = station
  smartCharging.cancelOffline()
  smartCharging.offlineSinceMs = undefined
  station.limitsChanged()
}

/** Some end for good, others only as long as the station is alone. */
function expire(station: StationContext): void {
  changeInstalled(station, (profiles) =>
    profiles.filter((one) => one.profile.invalidAfterOfflineDuration !== true || !isTooLongAlone(station, one)),
  )
}
