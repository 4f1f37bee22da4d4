import type { ChargingState, ConnectorStatus } from '@stationmaster/ocpp'
import type { Session } from './session.ts'

/** What a 1.6 connector status says about the transaction on it; undefined where it says nothing. */
export function chargingStateOf(status: ConnectorStatus): ChargingState | undefined {
  switch (status) {
    case 'Charging':
    case 'SuspendedEV':
    case 'SuspendedEVSE':
      return status
    case 'Preparing':
    case 'Finishing':
      return 'EVConnected'
    case 'Available':
      return 'Idle'
    case 'Occupied':
    case 'Reserved':
    case 'Unavailable':
    case 'Faulted':
      return undefined
  }
}

/** 2.x says only Occupied; the transaction on the EVSE says what that means. */
export function occupiedStatus(session: Session | undefined): ConnectorStatus {
  if (session === undefined) return 'Occupied'
  if (session.state === 'ended') return 'Finishing'
  switch (session.chargingState) {
    case 'Charging':
    case 'SuspendedEV':
    case 'SuspendedEVSE':
      return session.chargingState
    case 'EVConnected':
    case 'Idle':
      return session.energyWh > 0 ? 'Finishing' : 'Preparing'
    case null:
      return 'Occupied'
  }
}
