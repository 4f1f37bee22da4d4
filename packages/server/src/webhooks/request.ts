import type { EventEnvelope } from '../contract/index.ts'
import { SIGNATURE_HEADER, signatureOf } from './signature.ts'

export interface Outgoing {
  readonly event: EventEnvelope
  readonly deliveryId: string
  readonly attempt: number
  readonly version: string
}

/** The body of a request, the same at every attempt. */
export function bodyOf({ id, type, at, data }: EventEnvelope): string {
  return JSON.stringify({ id, type, at, data })
}

/** Headers of an attempt, without the signature. */
export function headersOf({ event, deliveryId, attempt, version }: Outgoing): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': `Stationmaster/${version}`,
    'stationmaster-event': event.type,
    'stationmaster-event-id': event.id,
    'stationmaster-delivery': deliveryId,
    'stationmaster-attempt': String(attempt),
  }
}

/** Headers of an attempt that is sent now. */
export function signedHeadersOf(
  outgoing: Outgoing,
  { secrets, nowMs, body }: { readonly secrets: readonly string[]; readonly nowMs: number; readonly body: string },
): Record<string, string> {
  const signature = signatureOf(secrets, Math.floor(nowMs / 1000), body)
  return { ...headersOf(outgoing), [SIGNATURE_HEADER]: signature }
}

const MOST_SHOWN = 4_000

/** What was sent, for people. The signature stays out: it is worth something for a few minutes. */
export function shownRequest(url: string, outgoing: Outgoing): string {
  const headers = { ...headersOf(outgoing), [SIGNATURE_HEADER]: '…' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`POST ${url}`, ...lines, '', bodyOf(outgoing.event)].join('\n').slice(0, MOST_SHOWN)
}
