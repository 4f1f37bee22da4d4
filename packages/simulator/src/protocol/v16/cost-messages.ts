import { COST_VENDOR, type RequestOf, type ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import type { Handled } from '../command.ts'

type Transferred = Handled<ResponseOf<'1.6', 'DataTransfer'>>

/** Shows prices and costs that come by the convention over DataTransfer; undefined for other vendors. */
export function costTransfer(
  { display }: StationContext,
  { vendorId, messageId, data }: RequestOf<'1.6', 'DataTransfer'>,
): Transferred | undefined {
  if (vendorId !== COST_VENDOR) return undefined
  const { transactionId, cost, priceText, idToken } = fieldsOf(data)
  const text = typeof priceText === 'string' ? priceText : undefined
  switch (messageId) {
    case 'SetUserPrice':
      if (typeof idToken !== 'string' || text === undefined) return { response: { status: 'Rejected' } }
      display.prices.set(idToken, text)
      return { response: { status: 'Accepted' } }
    case 'RunningCost':
    case 'FinalCost':
      if (typeof transactionId !== 'number' || typeof cost !== 'number') return { response: { status: 'Rejected' } }
      display.costs.set(String(transactionId), { cost, ...(text !== undefined && { text }) })
      return { response: { status: 'Accepted' } }
    default:
      return { response: { status: 'UnknownMessageId' } }
  }
}

function fieldsOf(data: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(data ?? '')
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}
