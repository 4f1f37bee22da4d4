import type { RequestOf } from '../../messages/types.ts'

/** A tariff as a 2.1 station takes it (part 2, block I). */
export type StationTariff = RequestOf<'2.1', 'SetDefaultTariff'>['tariff']
/** A message on a station's display (2.x MessageInfoType; some of it is of 2.1). */
export type DisplayMessage = RequestOf<'2.1', 'SetDisplayMessage'>['message']
export type DisplayPriority = DisplayMessage['priority']
export type DisplayState = NonNullable<DisplayMessage['state']>

/** What drivers are shown and told of prices, and the tariffs that a station computes with. */
export type PaymentCommand =
  | { readonly kind: 'setDisplayMessage'; readonly message: DisplayMessage }
  | {
      readonly kind: 'getDisplayMessages'
      readonly requestId: number
      readonly ids?: readonly number[]
      readonly priority?: DisplayPriority
      readonly state?: DisplayState
    }
  | { readonly kind: 'clearDisplayMessage'; readonly messageId: number }
  /** What a transaction costs by now, in the tenant's currency. 1.6: by the cost convention over DataTransfer. */
  | {
      readonly kind: 'updateCost'
      readonly transactionId: string
      readonly totalCost: number
      /** 1.6 only: what the station shows beside the figure. */
      readonly running?: RunningCost
      /** 1.6 only: this is the end; a text for the display, in the station's first language. */
      readonly final?: { readonly priceText: string }
    }
  /** 1.6 by the cost convention: the price for one driver, before the start. */
  | { readonly kind: 'showUserPrice'; readonly idToken: string; readonly priceText: string }
  /** 2.1. */
  | { readonly kind: 'setDefaultTariff'; readonly evseId: number; readonly tariff: StationTariff }
  | { readonly kind: 'getTariffs'; readonly evseId: number }
  | { readonly kind: 'clearTariffs'; readonly tariffIds?: readonly string[]; readonly evseId?: number }
  | { readonly kind: 'changeTransactionTariff'; readonly transactionId: string; readonly tariff: StationTariff }
  /** Somebody has begun to pay on the web for an EVSE: the station waits that long. */
  | { readonly kind: 'notifyWebPayment'; readonly evseId: number; readonly timeoutS: number }

/** State of a running 1.6 transaction, for the display. */
export interface RunningCost {
  readonly atMs: number
  readonly meterWh: number
  readonly state: 'Charging' | 'Idle'
}
