import { foldIdToken, type MeterSample, type StationTime, type TransactionReported } from '@stationmaster/ocpp'

/**
 * A stable 53-bit hash of a text: two 32-bit multiplicative lanes over UTF-16 units, mixed at the end.
 * Not cryptographic; it tells a retry from another report under the same business key.
 */
export function hash53(text: string): number {
  let high = 0x9e3779b9 | 0
  let low = 0x85ebca6b | 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit, 0x5bd1e995)
    low ^= low >>> 15
  }
  high = mix(high ^ (low >>> 7))
  low = mix(low ^ high)
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0)
}

function mix(lane: number): number {
  let mixed = lane
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return mixed ^ (mixed >>> 16)
}

/**
 * What a transaction report says, whatever message id carries it. The offline mark is left out:
 * a station may set it on the retry of a message that it first sent online.
 */
export function contentHash(event: TransactionReported): number {
  const fields = [
    event.phase,
    event.transactionId,
    event.seqNo,
    timeKey(event.at),
    event.trigger,
    event.evse?.evseId,
    event.evse?.connectorId,
    event.idToken && foldIdToken(event.idToken.value),
    event.registerWh,
    event.chargingState,
    event.stoppedReason,
    event.remoteStartId,
    event.reservationId,
  ]
  let text = fields.join('|')
  for (const sample of event.samples) text += sampleText(sample)
  return hash53(text)
}

/** A station's time as part of a key: its value, or its text when it has none. */
export function timeKey(time: StationTime): string | number {
  return time.ms ?? time.text
}

function sampleText(sample: MeterSample): string {
  let text = `\n${timeKey(sample.at)}|${sample.context}`
  for (const [name, value] of Object.entries(sample)) {
    if (typeof value === 'number') text += `|${name}=${value}`
  }
  if (sample.other) for (const [name, value] of sample.other) text += `|${name}=${value}`
  if (sample.signed) text += sample.signed.join('|')
  return text
}
