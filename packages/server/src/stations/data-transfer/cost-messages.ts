import { COST_VENDOR } from '@stationmaster/ocpp'
import { z } from 'zod'
import type { DataTransferPlugIn, TransferVerdict } from './plug-in.ts'

const Unplugged = z.object({ transactionId: z.union([z.int(), z.string()]), timestamp: z.string() })

/**
 * Cost and price on 1.6 displays, by the convention of the Open Charge Alliance: stations say when the connector was
 * unplugged, because an idle fee ends then. The price and the cost go to them by `showUserPrice` and `updateCost`.
 */
export const COST_MESSAGES: DataTransferPlugIn = {
  vendorId: COST_VENDOR,
  messages: { ConnectorUnplugged: unplugged },
}

function unplugged(data: unknown): TransferVerdict {
  return { status: Unplugged.safeParse(jsonIn(data)).success ? 'Accepted' : 'Rejected' }
}

/** 1.6 carries JSON as text. */
function jsonIn(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
