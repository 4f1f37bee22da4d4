import type { Reason, TimelineEntry } from '@stationmaster/server/contract'
import type { z } from 'zod'
import type { Text } from '../../app/i18n/use-text.ts'

/** Our own row ids tell a reader nothing. */
const ROW_ID = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/

type Payload = Readonly<Record<string, unknown>>

/** What a message says, in words. The frame is a stranger's text: every field may be missing or absurd. */
export function entrySentence(entry: Pick<TimelineEntry, 'action' | 'frame'>, text: Text): string {
  const payload = payloadOf(entry.frame)
  switch (entry.action) {
    case 'BootNotification': {
      const station = object(payload['chargingStation']) ?? payload
      const vendor = word(station['vendorName'] ?? station['chargePointVendor'])
      const model = word(station['model'] ?? station['chargePointModel'])
      return text('message.BootNotification', { vendor, model })
    }
    case 'StatusNotification': {
      const status = word(payload['connectorStatus'] ?? payload['status'])
      const known = text.maybe(`status.${status}`) ?? status
      return text('message.StatusNotification', {
        evse: word(payload['evseId'] ?? payload['connectorId']),
        status: known,
      })
    }
    case 'TransactionEvent': {
      const transaction = object(payload['transactionInfo'])
      return text('message.TransactionEvent', {
        phase: text.maybe(`phase.${word(payload['eventType'])}`) ?? word(payload['eventType']),
        transaction: shortened(word(transaction?.['transactionId'])),
        trigger: triggerOf(payload, text),
      })
    }
    case 'StartTransaction':
      return text('message.StartTransaction', { evse: word(payload['connectorId']), token: word(payload['idTag']) })
    case 'StopTransaction':
      return text('message.StopTransaction', { transaction: word(payload['transactionId']) })
    default:
      return text.maybe(`message.${entry.action}`) ?? text('message.other', { action: entry.action })
  }
}

/** Identities of transactions are often long random words. */
function shortened(identity: string): string {
  return identity.length > 12 ? `${identity.slice(0, 8)}…` : identity
}

function triggerOf(payload: Payload, text: Text): string {
  const trigger = word(payload['triggerReason'])
  return trigger === '' ? 'none' : (text.maybe(`trigger.reason.${trigger}`) ?? trigger)
}

/** Why the message was answered so. */
export function reasonSentence(reason: z.infer<typeof Reason>, text: Text): string {
  const known = text.maybe(`reason.${reason.code}`) ?? text.maybe(`flag.${reason.code}`)
  const figures = Object.entries(reason.data ?? {})
    .filter(([, value]) => !ROW_ID.test(word(value)))
    .map(([name, value]) => `${name} ${word(value)}`)
  return [known ?? reason.code, ...figures].join(' · ')
}

/** The payload of an OCPP-J call: `[2, id, action, payload]`, or the payload alone. */
function payloadOf(frame: string): Payload {
  try {
    const parsed: unknown = JSON.parse(frame)
    return object(Array.isArray(parsed) ? parsed[3] : parsed) ?? {}
  } catch {
    return {}
  }
}

function object(value: unknown): Payload | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

/** A field as text; what is not simple shows as nothing. */
function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
