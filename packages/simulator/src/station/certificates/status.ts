import { certificateCall } from '../../protocol/certificate-calls.ts'
import type { StationContext } from '../context.ts'
import type { StationCertificates } from './store.ts'
import { hashDataOf, ocspUrlOf } from './x509.ts'

/**
 * Fetches the status of the station's own certificates towards cars, to be stapled for them (2.x M06, ISO 15118-2
 * §7.7.3): by GetCertificateStatus, in 2.1 for whole chains by GetCertificateChainStatus.
 */
export function updateOcspStatus(station: StationContext): void {
  const questions = questionsOf(station.certificates)
  if (questions.length === 0) return
  if (station.protocol.version === '2.1') {
    const certificateStatusRequests = questions.slice(0, 4).map(({ hashData, url }) => ({
      certificateHashData: hashData,
      source: 'OCSP',
      urls: [url],
    }))
    void station.outbox.request({ action: 'GetCertificateChainStatus', payload: { certificateStatusRequests } })
  }
  for (const { hashData, url } of questions) {
    const payload = { ocspRequestData: { ...hashData, responderURL: url } }
    void station.outbox.request(certificateCall(station, 'GetCertificateStatus', payload))
  }
}

function questionsOf({ own, roots }: StationCertificates) {
  return [...own].flatMap(([use, { certificates }]) => {
    if (use === 'ChargingStationCertificate') return []
    return certificates.flatMap((certificate, index) => {
      const root = roots.find((one) => certificate.checkIssued(one.certificate))?.certificate
      const issuer = certificates[index + 1] ?? root
      const url = ocspUrlOf(certificate)
      return issuer === undefined || url === undefined
        ? []
        : [{ hashData: hashDataOf(certificate, issuer, 'SHA256'), url }]
    })
  })
}
