import type { Cancel } from '../time/scheduler.ts'
import type { StationContext } from './context.ts'
import type { Evse } from './evse.ts'
import { reportStatus } from './status-reports.ts'

/** An EVSE kept free for somebody. */
export interface Reservation {
  readonly id: number
  readonly idToken: string
  readonly group?: string
  readonly cancelExpiry: Cancel
}

export interface ReserveRequest {
  readonly id: number
  /** Any free EVSE when absent. */
  readonly evseId?: number
  readonly idToken: string
  readonly group?: string
  readonly expiresAtMs: number
}

export type ReserveOutcome = 'Accepted' | 'Faulted' | 'Occupied' | 'Rejected' | 'Unavailable'

/** Keeps an EVSE free (1.6 §5.13, 2.x H01). The same id again replaces the reservation. */
export function reserve(station: StationContext, request: ReserveRequest): ReserveOutcome {
  const own = station.evses.find((evse) => evse.reservation?.id === request.id)
  const evse =
    request.evseId === undefined
      ? (own ?? station.evses.find((one) => stateOf(one) === 'free'))
      : station.evses.find((one) => one.id === request.evseId)
  if (evse === undefined) return request.evseId === undefined ? 'Occupied' : 'Rejected'
  const state = stateOf(evse)
  if (state !== 'free' && evse !== own) return state
  if (own !== undefined) release(own)
  const leftMs = request.expiresAtMs - station.scheduler.now()
  if (leftMs <= 0) return 'Rejected'
  evse.reservation = {
    id: request.id,
    idToken: request.idToken,
    ...(request.group !== undefined && { group: request.group }),
    cancelExpiry: station.scheduler.after(leftMs, () => endReservation(station, evse, 'Expired')),
  }
  return 'Accepted'
}

/** Ends a reservation the CSMS cancels; false when there is none of that id. */
export function cancelReservation(station: StationContext, id: number): boolean {
  const evse = station.evses.find((one) => one.reservation?.id === id)
  if (evse === undefined) return false
  release(evse)
  return true
}

/** Whether a token may start at an EVSE: it is free, or reserved for this token or its group. */
export function mayUse(station: StationContext, { reservation }: Evse, idToken: string): boolean {
  if (reservation === undefined || reservation.idToken.toLowerCase() === idToken.toLowerCase()) return true
  const group = station.localList.tokens.get(idToken.toLowerCase())?.group ?? station.groups.get(idToken.toLowerCase())
  return group !== undefined && group === reservation.group
}

/** A session begins: it uses up the reservation, whose id goes with its first message. */
export function takeReservation(evse: Evse): number | undefined {
  const id = evse.reservation?.id
  release(evse)
  return id
}

/** The EVSE cannot be kept any more: a 2.x station gives the reservation up (H01), one of 1.6 could not say so. */
export function loseReservation(station: StationContext, evse: Evse): void {
  if (station.protocol.version !== '1.6') endReservation(station, evse, 'Removed')
}

/** Ends a reservation by itself and says so (2.x H04; 1.6 has no message for it). */
export function endReservation(station: StationContext, evse: Evse, status: 'Expired' | 'Removed'): void {
  const { reservation } = evse
  if (reservation === undefined) return
  release(evse)
  const call = station.protocol.reservationEnded(reservation.id, status)
  if (call !== undefined) void station.outbox.request(call)
  reportStatus(station)
}

function release(evse: Evse): void {
  evse.reservation?.cancelExpiry()
  evse.reservation = undefined
}

function stateOf(evse: Evse): 'free' | Exclude<ReserveOutcome, 'Accepted' | 'Rejected'> {
  if (evse.fault) return 'Faulted'
  if (!evse.operative) return 'Unavailable'
  return evse.session || evse.pending || evse.charge || evse.reservation ? 'Occupied' : 'free'
}
