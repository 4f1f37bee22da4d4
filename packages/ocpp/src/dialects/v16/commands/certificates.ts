import type { ResponseOf } from '../../../messages/types.ts'
import type {
  CertificateHashData,
  InstalledCertificateType,
  RootCertificateType,
} from '../../../vocabulary/certificate.ts'
import type { CommandAnswer, StationCommand } from '../../../vocabulary/command.ts'
import type { CertificateCommand } from '../../../vocabulary/commands/certificates.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import { statusAnswer } from '../../answer.ts'
import { type CommandCodec, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { request, unsupported } from '../../encoding.ts'
import { certificateCodecs2 } from '../../v2/commands/certificates.ts'
import { eitherAnswer, plugAndChargeCommand } from '../plug-and-charge.ts'

const VERSION = '1.6'
const to = toAction(VERSION)

/** Names of the security extension for the roots it has; all others belong to plug & charge. */
const NATIVE_TYPES = {
  CSMSRootCertificate: 'CentralSystemRootCertificate',
  ManufacturerRootCertificate: 'ManufacturerRootCertificate',
} as const

const IN_TRANSFER = certificateCodecs2('2.0.1')

/** The keys and certificates of a 1.6 station: by its security extension, and by DataTransfer what serves plug & charge. */
export const CERTIFICATE_CODECS_16: CommandCodecs<CertificateCommand['kind']> = {
  sendCertificate: either(
    'sendCertificate',
    codec('sendCertificate', to('CertificateSigned'), ({ chain }) =>
      request(VERSION, 'CertificateSigned', { certificateChain: chain }),
    ),
    (command) => command.kind === 'sendCertificate' && command.use !== 'ChargingStationCertificate',
  ),
  installCertificate: either(
    'installCertificate',
    codec('installCertificate', to('InstallCertificate'), ({ type, certificate }) => install(type, certificate)),
    (command) => command.kind === 'installCertificate' && nativeType(command.type) === undefined,
  ),
  deleteCertificate: either(
    'deleteCertificate',
    codec('deleteCertificate', to('DeleteCertificate'), ({ hashData }) => remove(hashData)),
    (command) =>
      command.kind === 'deleteCertificate' && command.type !== undefined && nativeType(command.type) === undefined,
  ),
  getInstalledCertificates: installed(),
}

/** A command of the security extension, or the same of 2.0.1 inside a transfer. */
function either(
  kind: CertificateCommand['kind'],
  native: CommandCodec,
  isTransferred: (command: StationCommand) => boolean,
): CommandCodec {
  const inner = IN_TRANSFER[kind]
  return {
    encode: (command) =>
      isTransferred(command) ? plugAndChargeCommand(inner.encode(command)) : native.encode(command),
    answer: (payload) => eitherAnswer(payload, { native: native.answer, inner: inner.answer }),
  }
}

function nativeType(type: InstalledCertificateType) {
  return type === 'CSMSRootCertificate' || type === 'ManufacturerRootCertificate' ? NATIVE_TYPES[type] : undefined
}

function install(type: RootCertificateType, certificate: string): EncodedCommand {
  const certificateType = nativeType(type)
  if (certificateType === undefined) return unsupported(`OCPP 1.6 has no ${type}`)
  return request(VERSION, 'InstallCertificate', { certificateType, certificate })
}

function remove(certificateHashData: CertificateHashData): EncodedCommand {
  return request(VERSION, 'DeleteCertificate', { certificateHashData })
}

/** The security extension asks for one type at a time, and its answer does not repeat it. */
function installed(): CommandCodec {
  const native = codec(
    'getInstalledCertificates',
    to('GetInstalledCertificateIds'),
    ({ types = [] }) => {
      const [type, ...others] = types
      const certificateType = type === undefined || others.length > 0 ? undefined : nativeType(type)
      if (certificateType === undefined) {
        return unsupported(
          'OCPP 1.6 asks for one type at a time: CSMSRootCertificate, ManufacturerRootCertificate, or those of plug & charge',
        )
      }
      return request(VERSION, 'GetInstalledCertificateIds', { certificateType })
    },
    installedAnswer16,
  )
  return either('getInstalledCertificates', native, (command) => {
    const types = command.kind === 'getInstalledCertificates' ? (command.types ?? []) : []
    return types.length > 0 && types.every((type) => nativeType(type) === undefined)
  })
}

/** The type is that of the question; whoever joins the two knows it. */
function installedAnswer16(response: ResponseOf<'1.6', 'GetInstalledCertificateIds'>): CommandAnswer {
  const certificates = [...(response.certificateHashData ?? [])].map((hashData) => ({
    type: 'CSMSRootCertificate' as const,
    hashData,
    children: [],
  }))
  return { ...statusAnswer(response.status), outcome: 'accepted', certificates }
}
