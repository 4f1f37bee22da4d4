import type { RequestOf } from '../../messages/types.ts'
import { formatTime } from '../../time/station-time.ts'
import type { PaymentCommand } from '../../vocabulary/commands/payment.ts'
import type { EncodedCommand } from '../../vocabulary/dialect.ts'
import { request, unsupported } from '../encoding.ts'

/** Under this vendor 1.6 carries prices and costs for the display, as JSON text in DataTransfer (OCA paper on cost and price). */
export const COST_VENDOR = 'org.openchargealliance.costmsg'

type CostCommand = Extract<PaymentCommand, { kind: 'updateCost' | 'showUserPrice' }>

/** Writes a price or a cost as the convention has it. */
export function costTransfer(command: CostCommand): EncodedCommand {
  if (command.kind === 'showUserPrice') {
    const { idToken, priceText } = command
    return transfer('SetUserPrice', { idToken, priceText })
  }
  const { transactionId, totalCost: cost, running, final } = command
  const id = Number(transactionId)
  if (!Number.isSafeInteger(id)) return unsupported('OCPP 1.6 transaction ids are whole numbers')
  if (final !== undefined) return transfer('FinalCost', { transactionId: id, cost, priceText: final.priceText })
  if (running === undefined) return unsupported('OCPP 1.6 shows a running cost with the time, the meter and the state')
  const { atMs, meterWh, state } = running
  return transfer('RunningCost', { transactionId: id, timestamp: formatTime(atMs), meterValue: meterWh, cost, state })
}

function transfer(messageId: string, data: object): EncodedCommand {
  const payload: RequestOf<'1.6', 'DataTransfer'> = { vendorId: COST_VENDOR, messageId, data: JSON.stringify(data) }
  return request('1.6', 'DataTransfer', payload)
}
