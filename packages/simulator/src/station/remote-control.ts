import type { ChargingProfile } from '@stationmaster/ocpp'
import { evseOf, type StationContext } from './context.ts'
import type { Evse } from './evse.ts'
import { canSmartCharge, refuseStartProfile } from './profile-rules.ts'
import { mayUse } from './reservation.ts'
import { beginOrAwaitCable, isAuthorized, stopSession } from './session-flow.ts'

/** A start asked for by the CSMS. */
export interface RemoteStart {
  /** Any free EVSE when absent. */
  readonly evseId: number | undefined
  readonly idToken: string
  readonly remoteStartId?: number
  /** For the transaction that starts (1.6 §5.11, 2.x K05); a station without smart charging does not look at it. */
  readonly chargingProfile?: ChargingProfile
}

/** What an accepted remote start leads to. */
export interface RemoteStartPlan {
  readonly evse: Evse
  readonly after: () => void
}

/** Accepts a remote start when the EVSE is free and the profile is sound; undefined when not. */
export function remoteStart(station: StationContext, start: RemoteStart): RemoteStartPlan | undefined {
  const { evseId, chargingProfile, ...rest } = start
  const profile = canSmartCharge(station) ? chargingProfile : undefined
  const request = { ...rest, ...(profile !== undefined && { chargingProfile: profile }) }
  const free = (evse: Evse) =>
    !evse.session && !evse.pending && !evse.fault && evse.operative && mayUse(station, evse, request.idToken)
  const evse = evseId === undefined ? station.evses.find(free) : evseOf(station, evseId)
  if (!evse || !free(evse) || station.power === 'off') return undefined
  if (profile && refuseStartProfile(station, { evseId: evse.id, profile })) return undefined
  const begin = () => beginOrAwaitCable(station, evse, { ...request, trigger: 'remoteStart' })
  const authorizeAndBegin = async () => {
    if ((await isAuthorized(station, request.idToken)) && free(evse)) begin()
  }
  return { evse, after: station.settings.flag('authorizeRemote') ? () => void authorizeAndBegin() : begin }
}

/** Finds the session to stop; undefined when there is none with that id. */
export function remoteStop(station: StationContext, transactionId: string): (() => void) | undefined {
  const evse = station.evses.find((one) => one.session?.record.transactionId === transactionId)
  return evse && (() => stopSession(station, evse, { kind: 'ended', reason: 'remote' }))
}

/** Opens the lock; a running session ends. */
export function unlock(station: StationContext, evse: Evse): void {
  stopSession(station, evse, { kind: 'ended', reason: 'unlock' })
}
