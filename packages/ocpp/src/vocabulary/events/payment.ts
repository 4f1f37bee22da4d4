import type { DisplayMessage } from '../commands/payment.ts'
import type { StationTime } from '../time.ts'

export type PaymentEvent = DisplayMessagesReported | SettlementReported | VatNumberAsked

/** Messages on a station's display, in parts. */
export interface DisplayMessagesReported {
  readonly kind: 'displayMessages'
  readonly requestId: number
  readonly more: boolean
  readonly messages: readonly DisplayMessage[]
}

/** What a payment terminal at the station has settled (2.1 C18 to C25). The amount is in the terminal's currency. */
export interface SettlementReported {
  readonly kind: 'settlement'
  readonly pspRef: string
  readonly status: 'Settled' | 'Canceled' | 'Rejected' | 'Failed'
  readonly amount: number
  readonly at: StationTime
  readonly transactionId?: string
  readonly info?: string
  readonly receiptId?: string
  readonly receiptUrl?: string
  readonly vatNumber?: string
  readonly vatCompany?: VatCompany
}

export interface VatCompany {
  readonly name: string
  readonly address1: string
  readonly address2?: string
  readonly city: string
  readonly postalCode?: string
  readonly country: string
}

/** A driver has typed a VAT number into a terminal (2.1 C26). */
export interface VatNumberAsked {
  readonly kind: 'vatNumberAsked'
  readonly vatNumber: string
  readonly evseId?: number
}
