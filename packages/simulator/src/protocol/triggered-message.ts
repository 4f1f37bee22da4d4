import type { StationContext } from '../station/context.ts'
import type { Evse } from '../station/evse.ts'
import { sendBoot, sendHeartbeat } from '../station/registration.ts'
import { sendStatus } from '../station/status-reports.ts'

/** Messages that a trigger calls for in every version; `message` may be any. */
export function triggeredMessage(
  station: StationContext,
  message: string,
  evses: readonly Evse[],
): (() => void) | undefined {
  switch (message) {
    case 'BootNotification':
      return () => sendBoot(station, 'triggered')
    case 'Heartbeat':
      return () => sendHeartbeat(station)
    case 'StatusNotification':
      return () => {
        for (const evse of evses) sendStatus(station, evse)
      }
    default:
      return undefined
  }
}

/** The EVSE that a trigger names, or all of them. */
export function evsesNamed(station: StationContext, evseId: number | undefined): readonly Evse[] {
  return evseId === undefined || evseId === 0 ? station.evses : station.evses.filter((evse) => evse.id === evseId)
}
