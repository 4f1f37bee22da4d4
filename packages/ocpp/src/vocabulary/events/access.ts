import type { IdToken } from '../identity.ts'

/** A reservation has ended without us (2.x; 1.6 stations say nothing of it). NoTransaction is of 2.1. */
export interface ReservationEnded {
  readonly kind: 'reservationEnded'
  readonly reservationId: number
  readonly status: 'Expired' | 'Removed' | 'NoTransaction'
}

/** A battery was put into, or taken out of, a swap station (2.1). */
export interface BatterySwapped {
  readonly kind: 'batterySwap'
  readonly event: 'BatteryIn' | 'BatteryOut' | 'BatteryOutTimeout'
  /** Joins what goes in with what comes out. */
  readonly requestId: number
  readonly idToken: IdToken
  readonly batteries: readonly SwappedBattery[]
}

export interface SwappedBattery {
  readonly evseId: number
  readonly serialNumber: string
  readonly socPercent: number
  readonly sohPercent: number
  /** As the station wrote it. */
  readonly productionDate?: string
  readonly vendorInfo?: string
}
