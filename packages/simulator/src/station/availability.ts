import type { StationContext } from './context.ts'
import type { Evse } from './evse.ts'
import { loseReservation } from './reservation.ts'
import { reportStatus } from './status-reports.ts'

/** What a ChangeAvailability will come to: a running session is waited for (1.6 §5.2, 2.x G03). */
export function stationAvailability(evses: readonly Evse[], operative: boolean): 'Accepted' | 'Scheduled' {
  return !operative && evses.some((evse) => evse.session) ? 'Scheduled' : 'Accepted'
}

/** Takes EVSEs in or out of service, now or once their session has ended. */
export function setAvailability(station: StationContext, evses: readonly Evse[], operative: boolean): void {
  for (const evse of evses) {
    evse.scheduledOperative = evse.session && !operative ? operative : undefined
    if (evse.scheduledOperative === undefined) evse.operative = operative
    if (!evse.operative) loseReservation(station, evse)
  }
  reportStatus(station)
}
