import { PLUG_AND_CHARGE_VENDOR } from '@stationmaster/ocpp'
import { COST_MESSAGES } from './cost-messages.ts'
import type { DataTransferPlugIn, TransferVerdict } from './plug-in.ts'

/** A message of the plug & charge convention that gets here is none that we know, or could not be read. */
const PLUG_AND_CHARGE: DataTransferPlugIn = { vendorId: PLUG_AND_CHARGE_VENDOR, messages: {} }

/** Every vendor whose messages are understood. */
const PLUG_INS: ReadonlyMap<string, DataTransferPlugIn> = new Map(
  [COST_MESSAGES, PLUG_AND_CHARGE].map((plugIn) => [plugIn.vendorId, plugIn]),
)

/** Answers a message by the plug-in of its vendor; names that nobody registered are never found on a prototype. */
export function receiveTransfer(transfer: {
  readonly vendorId: string
  readonly messageId?: string
  readonly data?: unknown
}): TransferVerdict {
  const plugIn = PLUG_INS.get(transfer.vendorId)
  if (plugIn === undefined) return { status: 'UnknownVendorId' }
  const messages = new Map(Object.entries(plugIn.messages))
  const receive = messages.get(transfer.messageId ?? '')
  return receive === undefined ? { status: 'UnknownMessageId' } : receive(transfer.data)
}
