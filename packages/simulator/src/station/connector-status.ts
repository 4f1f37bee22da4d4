import type { ChargingState, ConnectorStatus } from '@stationmaster/ocpp'

/** 1.6 §4.9 ChargePointStatus, as far as a simulated station gets there. */
export type ConnectorStatus16 = Exclude<ConnectorStatus, 'Occupied'>

/** 2.0.1 ConnectorStatusEnumType. */
export type ConnectorStatus2 = 'Available' | 'Occupied' | 'Reserved' | 'Unavailable' | 'Faulted'

/** All that decides a connector's status. */
export interface ConnectorView {
  readonly faulted: boolean
  readonly operative: boolean
  readonly pluggedIn: boolean
  /** A card was accepted and the station waits for the cable. */
  readonly authorized: boolean
  /** Of the running transaction; absent without one. */
  readonly chargingState?: ChargingState
  /** Kept free for somebody. */
  readonly reserved: boolean
  /** A transaction ended and the cable is still in. */
  readonly finishing: boolean
}

/** Status as a 1.6 station reports it. */
export function connectorStatus16(view: ConnectorView): ConnectorStatus16 {
  if (view.faulted) return 'Faulted'
  if (view.chargingState) return statusOfTransaction(view.chargingState)
  if (!view.operative) return 'Unavailable'
  if (view.finishing) return 'Finishing'
  if (view.pluggedIn || view.authorized) return 'Preparing'
  return view.reserved ? 'Reserved' : 'Available'
}

/** Status as a 2.x station reports it. */
export function connectorStatus2(view: ConnectorView): ConnectorStatus2 {
  if (view.faulted) return 'Faulted'
  if (view.chargingState || view.pluggedIn) return 'Occupied'
  if (!view.operative) return 'Unavailable'
  return view.reserved ? 'Reserved' : 'Available'
}

function statusOfTransaction(state: ChargingState): ConnectorStatus16 {
  switch (state) {
    case 'Charging':
    case 'SuspendedEV':
    case 'SuspendedEVSE':
      return state
    case 'EVConnected':
    case 'Idle':
      return 'Preparing'
  }
}
