import type { EvseRef, IdToken } from '../identity.ts'
import type { TokenInfo } from '../reply.ts'

/** Local authorization lists, reservations and battery swaps. */
export type AccessCommand =
  | { readonly kind: 'getLocalListVersion' }
  | {
      readonly kind: 'sendLocalList'
      /** Of the list as it will be; higher than any before. */
      readonly listVersion: number
      readonly update: 'full' | 'differential'
      readonly entries: readonly LocalListEntry[]
    }
  | {
      readonly kind: 'reserveNow'
      readonly reservationId: number
      /** Any EVSE of the station when left out. */
      readonly evse?: EvseRef
      /** 2.x: any connector of this type. */
      readonly connectorType?: string
      readonly idToken: IdToken
      readonly groupIdToken?: IdToken
      readonly expiresAtMs: number
    }
  | { readonly kind: 'cancelReservation'; readonly reservationId: number }
  /** 2.1, to a battery swap station. */
  | { readonly kind: 'requestBatterySwap'; readonly requestId: number; readonly idToken: IdToken }

/** One token of a local list. Without `info` a differential update takes it off the list. */
export interface LocalListEntry {
  readonly idToken: IdToken
  readonly info?: TokenInfo
}
