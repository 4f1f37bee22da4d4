import type { PaymentEvent, VatNumberReply } from '@stationmaster/ocpp'
import { judgeVatNumber } from '../../payments/vat-number.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'
import { inboxChange, reportChange } from './reports.ts'

/** What a station says of its display and of payments at it: kept, worked in from the inbox, and answered. */
export function decidePaymentReport(state: StationState, event: PaymentEvent, facts: Facts): Decision {
  const { kind, ...body } = event
  switch (event.kind) {
    case 'displayMessages':
      return outcome(state, { changes: [reportChange(state, kind, body, facts), inboxChange(state, event, facts)] })
    case 'settlement':
      return outcome(state, {
        reply: { kind: 'settlement' },
        changes: [reportChange(state, kind, body, facts), inboxChange(state, event, facts)],
        live: [{ kind: 'station' }],
      })
    // A VAT number belongs to a person: it is answered, and not kept beside the recorder.
    case 'vatNumberAsked': {
      const reply = vatReply(event.vatNumber)
      return outcome(state, { reply, reasons: [{ code: 'vatNumberJudged', data: { status: reply.status } }] })
    }
  }
}

/** By its form and check digits alone: no register is asked, so no company is named. */
function vatReply(vatNumber: string): VatNumberReply {
  const verdict = judgeVatNumber(vatNumber)
  if (verdict.ok) return { kind: 'vatNumber', status: 'Accepted' }
  const text = REASONS[verdict.reason]
  return { kind: 'vatNumber', status: 'Rejected', reason: { code: verdict.reason, text } }
}

const REASONS = {
  UnknownCountry: 'The number must begin with the code of an EU country.',
  WrongFormat: 'Numbers of this country have another form.',
  WrongCheckDigit: 'A digit of the number is wrong.',
} as const
