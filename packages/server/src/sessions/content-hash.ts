import { foldIdToken, type MeterSample, type StationTime, type TransactionReported } from '@stationmaster/ocpp'
import { Hasher } from './hasher.ts'

/** A hash is asked for when a report is looked up and again when it is decided, mostly at once after another. */
let latest: { readonly event: TransactionReported; readonly hash: number } | undefined

/**
 * What a transaction report says, whatever message id carries it, as a stable 53-bit hash. The offline mark is left
 * out: a station may set it on the retry of a message that it first sent online.
 */
export function contentHash(event: TransactionReported): number {
  if (latest?.event !== event) latest = { event, hash: hashed(event) }
  return latest.hash
}

/** A station's time as part of a key: its value, or its text when it has none. */
export function timeKey(time: StationTime): string | number {
  return time.ms ?? time.text
}

function hashed(event: TransactionReported): number {
  const hasher = new Hasher()
  hasher.add(event.phase)
  hasher.add(event.transactionId)
  hasher.add(event.seqNo)
  hasher.add(timeKey(event.at))
  hasher.add(event.trigger)
  hasher.add(event.evse?.evseId)
  hasher.add(event.evse?.connectorId)
  hasher.add(event.idToken && foldIdToken(event.idToken.value))
  hasher.add(event.registerWh)
  hasher.add(event.chargingState)
  hasher.add(event.stoppedReason)
  hasher.add(event.remoteStartId)
  hasher.add(event.reservationId)
  for (const sample of event.samples) addSample(hasher, sample)
  return hasher.digest()
}

/** In this order; the hashes are stored, so the order stays. */
const FIGURES = [
  'energyImportWh',
  'energyExportWh',
  'powerImportW',
  'powerExportW',
  'powerOfferedW',
  'currentImportA',
  'currentL1A',
  'currentL2A',
  'currentL3A',
  'currentOfferedA',
  'voltageV',
  'voltageL1V',
  'voltageL2V',
  'voltageL3V',
  'socPercent',
  'temperatureC',
  'frequencyHz',
] as const

function addSample(hasher: Hasher, sample: MeterSample): void {
  hasher.add(timeKey(sample.at))
  hasher.add(sample.context)
  for (const figure of FIGURES) hasher.add(sample[figure])
  if (sample.other) {
    for (const [name, value] of sample.other) {
      hasher.add(name)
      hasher.add(value)
    }
  }
  for (const signed of sample.signed ?? []) hasher.add(signed)
}
