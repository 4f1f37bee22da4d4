import { nestsDeeperThan } from '../../framing/json-depth.ts'
import type { RequestOf } from '../../messages/types.ts'
import type { CommandAnswer } from '../../vocabulary/command.ts'
import type { EncodedCommand } from '../../vocabulary/dialect.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import type { StationReply } from '../../vocabulary/reply.ts'
import { rawAnswer } from '../answer.ts'
import { request } from '../encoding.ts'
import { certificateDecoders2 } from '../v2/certificates.ts'
import { encodeReply2 } from '../v2/reply.ts'

/** Under this vendor 1.6 carries the ISO 15118 messages of 2.0.1, as JSON text, in DataTransfer (OCA application note). */
export const PLUG_AND_CHARGE_VENDOR = 'org.openchargealliance.iso15118pnc'

const VERSION = '1.6'
/** JSON within JSON is held to the depth of a frame. */
const MAX_DEPTH = 32
const DECODERS = new Map(certificateDecoders2('2.0.1'))

/** What a transfer of the convention says in 2.0.1; undefined when it is no message of the convention, or unreadable. */
export function plugAndChargeEvent(transfer: RequestOf<'1.6', 'DataTransfer'>): StationEvent | undefined {
  const { vendorId, messageId, data } = transfer
  if (vendorId !== PLUG_AND_CHARGE_VENDOR || messageId === undefined) return undefined
  const decode = DECODERS.get(messageId)
  const payload = jsonOf(data)
  const decoded = decode === undefined || payload === undefined ? undefined : decode(payload, 'lenient')
  if (decoded === undefined || !decoded.ok) return undefined
  const { event } = decoded
  // The convention exists for the certificate towards the car; the one towards us has a message of its own in 1.6.
  const isUntyped = event.kind === 'certificateRequested' && !Object.hasOwn(payload ?? {}, 'certificateType')
  return isUntyped ? { ...event, use: 'V2GCertificate' } : event
}

/** The response to a transfer of the convention: the 2.0.1 response as text. Undefined for any other message. */
export function plugAndChargeResponse(action: string, event: StationEvent, reply: StationReply): unknown {
  if (action !== 'DataTransfer' || !isOfConvention(reply)) return undefined
  return { status: 'Accepted', data: JSON.stringify(encodeReply2(action, event, reply)) }
}

function isOfConvention({ kind }: StationReply): boolean {
  return (
    kind === 'authorization' || kind === 'signing' || kind === 'certificateStatus' || kind === 'contractCertificate'
  )
}

/** A 2.0.1 request as a transfer of the convention. */
export function plugAndChargeCommand(encoded: EncodedCommand): EncodedCommand {
  if (!encoded.ok) return encoded
  return request(VERSION, 'DataTransfer', {
    vendorId: PLUG_AND_CHARGE_VENDOR,
    messageId: encoded.action,
    data: JSON.stringify(encoded.payload),
  })
}

/** Reads the answer to a command that may have gone out either way: inside a transfer by `inner`, else by `native`. */
export function eitherAnswer(
  payload: unknown,
  read: { readonly native: (payload: unknown) => CommandAnswer; readonly inner: (payload: unknown) => CommandAnswer },
): CommandAnswer {
  if (typeof payload !== 'object' || payload === null || !('status' in payload)) return read.native(payload)
  const { status } = payload
  if (status === 'UnknownVendorId' || status === 'UnknownMessageId') return rawAnswer(payload)
  const data = 'data' in payload ? jsonOf(payload.data) : undefined
  return data === undefined ? read.native(payload) : read.inner(data)
}

function jsonOf(data: unknown): unknown {
  if (typeof data !== 'string' || nestsDeeperThan(data, MAX_DEPTH)) return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
