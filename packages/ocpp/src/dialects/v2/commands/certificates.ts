import type { ResponseOf } from '../../../messages/types.ts'
import type { InstalledCertificate, RootCertificateType } from '../../../vocabulary/certificate.ts'
import type { CommandAnswer } from '../../../vocabulary/command.ts'
import type { CertificateCommand } from '../../../vocabulary/commands/certificates.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import { statusAnswer } from '../../answer.ts'
import { type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsupported } from '../../encoding.ts'
import type { Version2 } from '../version.ts'

/** The keys and certificates of a station, as 2.x asks for them. */
export function certificateCodecs2(version: Version2): CommandCodecs<CertificateCommand['kind']> {
  const to = toAction(version)
  return {
    sendCertificate: codec('sendCertificate', to('CertificateSigned'), (command) => sendCertificate(version, command)),
    installCertificate: codec('installCertificate', to('InstallCertificate'), ({ type, certificate }) =>
      installCertificate(version, type, certificate),
    ),
    deleteCertificate: codec('deleteCertificate', to('DeleteCertificate'), ({ hashData }) =>
      request(version, 'DeleteCertificate', { certificateHashData: hashData }),
    ),
    getInstalledCertificates: codec(
      'getInstalledCertificates',
      to('GetInstalledCertificateIds'),
      ({ types }) => getInstalled(types),
      installedAnswer,
    ),
  }
}

type Kind<K extends CertificateCommand['kind']> = Extract<CertificateCommand, { readonly kind: K }>

function sendCertificate(version: Version2, { chain, use, requestId }: Kind<'sendCertificate'>): EncodedCommand {
  if (version === '2.1') {
    return request('2.1', 'CertificateSigned', defined({ certificateChain: chain, certificateType: use, requestId }))
  }
  if (use === 'V2G20Certificate') return unsupported('OCPP 2.0.1 has no certificate for ISO 15118-20')
  return request('2.0.1', 'CertificateSigned', { certificateChain: chain, certificateType: use })
}

function installCertificate(version: Version2, type: RootCertificateType, certificate: string): EncodedCommand {
  if (version === '2.1') return request('2.1', 'InstallCertificate', { certificateType: type, certificate })
  if (type === 'OEMRootCertificate') return unsupported('OCPP 2.0.1 has no OEMRootCertificate')
  return request('2.0.1', 'InstallCertificate', { certificateType: type, certificate })
}

function getInstalled(types: Kind<'getInstalledCertificates'>['types']): EncodedCommand {
  const [first, ...others] = types ?? []
  const certificateType = first === undefined ? undefined : [first, ...others]
  // The schema of each version is what refuses a type that it does not have.
  return { ok: true, action: 'GetInstalledCertificateIds', payload: defined({ certificateType }) }
}

/** NotFound means that there are none: the station has answered. */
export function installedAnswer(response: ResponseOf<Version2, 'GetInstalledCertificateIds'>): CommandAnswer {
  const { status, statusInfo, certificateHashDataChain } = response
  const answer = statusAnswer(status, statusInfo)
  const certificates = [...(certificateHashDataChain ?? [])].map(
    (entry): InstalledCertificate => ({
      type: entry.certificateType,
      hashData: entry.certificateHashData,
      children: [...(entry.childCertificateHashData ?? [])],
    }),
  )
  return { ...answer, outcome: 'accepted', certificates }
}
