import type { RequestOf } from '../../messages/types.ts'
import { parseStationTime } from '../../time/station-time.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import type { PaymentReply } from '../../vocabulary/replies/payment.ts'
import { identifier, int32, optionalInt32 } from '../bounds.ts'
import { decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import type { Version2 } from './version.ts'

/** What 2.x stations say of their displays (part 2, block O), and 2.1 stations of payments (block C). */
export function paymentDecoders2(version: Version2) {
  return [
    decoder(version, 'NotifyDisplayMessages', ({ requestId, tbc, messageInfo }) => ({
      kind: 'displayMessages',
      requestId: int32(requestId),
      more: tbc === true,
      messages: [...(messageInfo ?? [])].map((message) => ({ ...message, id: int32(message.id) })),
    })),
    ...(version === '2.1' ? [SETTLEMENT, VAT_NUMBER] : []),
  ] as const
}

const SETTLEMENT = decoder('2.1', 'NotifySettlement', settlement)

function settlement(report: RequestOf<'2.1', 'NotifySettlement'>): StationEvent {
  return defined({
    kind: 'settlement',
    pspRef: identifier(report.pspRef),
    status: report.status,
    amount: report.settlementAmount,
    at: parseStationTime(report.settlementTime),
    transactionId: report.transactionId === undefined ? undefined : identifier(report.transactionId),
    info: report.statusInfo,
    receiptId: report.receiptId,
    receiptUrl: report.receiptUrl,
    vatNumber: report.vatNumber,
    vatCompany: report.vatCompany === undefined ? undefined : companyOf(report.vatCompany),
  })
}

function companyOf(company: NonNullable<RequestOf<'2.1', 'NotifySettlement'>['vatCompany']>) {
  const { name, address1, address2, city, postalCode, country } = company
  return defined({ name, address1, address2, city, postalCode, country })
}

const VAT_NUMBER = decoder('2.1', 'VatNumberValidation', ({ vatNumber, evseId }) =>
  defined({ kind: 'vatNumberAsked', vatNumber: identifier(vatNumber), evseId: optionalInt32(evseId) }),
)

/** Writes the answer to a settlement or a VAT number; the question is repeated in the latter. */
export function paymentResponse2(event: StationEvent, reply: PaymentReply): unknown {
  if (reply.kind === 'settlement') return defined({ receiptUrl: reply.receiptUrl, receiptId: reply.receiptId })
  const asked = event.kind === 'vatNumberAsked' ? event : undefined
  const { status, company, reason } = reply
  return defined({
    company,
    statusInfo: reason === undefined ? undefined : { reasonCode: reason.code, additionalInfo: reason.text },
    vatNumber: asked?.vatNumber ?? '',
    evseId: asked?.evseId,
    status,
  })
}
