import type { StationCertificateUse } from '@stationmaster/ocpp'
import { certificateCall } from '../../protocol/certificate-calls.ts'
import { isOnline, type StationContext, timestamp } from '../context.ts'
import type { PendingRequest } from './store.ts'
import { requestKey } from './x509.ts'

/** Makes a new key and asks the CSMS for its certificate (2.x A02.FR.02, 1.6 security A02). */
export async function requestCertificate(station: StationContext, use: StationCertificateUse): Promise<void> {
  const { certificates, options } = station
  const key = await requestKey({
    commonName: options.identity,
    organization: station.settings.get('organization'),
  })
  certificates.requestCount += 1
  const requestId = station.protocol.version === '2.1' ? certificates.requestCount : undefined
  const pending: PendingRequest = { ...key, requestId }
  certificates.pending.set(use, pending)
  await sendRequest(station, { use, pending, attempt: 0 })
}

/**
 * The request is repeated, each time after twice the wait, until its certificate has come (2.x A02.FR.18, .19): the
 * answer or the certificate may have been lost.
 */
async function sendRequest(
  station: StationContext,
  request: { readonly use: StationCertificateUse; readonly pending: PendingRequest; readonly attempt: number },
): Promise<void> {
  const { use, pending, attempt } = request
  const isWaiting = () => station.running && station.certificates.pending.get(use) === pending
  if (!isWaiting()) return
  if (isOnline(station)) {
    const { csr, requestId } = pending
    const payload = { csr, certificateType: use, ...(requestId === undefined ? {} : { requestId }) }
    const answer = await station.outbox.request(certificateCall(station, 'SignCertificate', payload))
    // Refused: the CSMS does not want this request; another key would not help.
    if (answer.kind === 'result' && isRejected(answer.payload)) {
      station.certificates.pending.delete(use)
      return
    }
  }
  if (attempt >= station.settings.number('certSigningRepeats') || !isWaiting()) return
  const waitMs = station.settings.number('certSigningWait') * 1000 * 2 ** attempt
  station.network.after(waitMs, () => void sendRequest(station, { use, pending, attempt: attempt + 1 }))
}

function isRejected(payload: Readonly<Record<string, unknown>>): boolean {
  const inner = typeof payload['data'] === 'string' ? payload['data'] : JSON.stringify(payload)
  return inner.includes('"Rejected"')
}

/** A certificate that cannot be taken is a security event (2.x A02.FR.07). */
export function reportInvalidCertificate(station: StationContext): void {
  const type =
    station.protocol.version === '1.6' ? 'InvalidChargePointCertificate' : 'InvalidChargingStationCertificate'
  void station.outbox.request({
    action: 'SecurityEventNotification',
    payload: { type, timestamp: timestamp(station) },
  })
}
