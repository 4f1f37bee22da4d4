import type { VatCompany } from '../events/payment.ts'

export type PaymentReply = SettlementReply | VatNumberReply

export interface SettlementReply {
  readonly kind: 'settlement'
  readonly receiptId?: string
  readonly receiptUrl?: string
}

/** Answer to a VAT number; the company where the register names it. */
export interface VatNumberReply {
  readonly kind: 'vatNumber'
  readonly status: 'Accepted' | 'Rejected'
  readonly reason?: { readonly code: string; readonly text: string }
  readonly company?: VatCompany
}
