import { PLUG_AND_CHARGE_VENDOR, type RequestOf, type ResponseOf } from '@stationmaster/ocpp'
import { requestCertificate } from '../../station/certificates/request.ts'
import { deleteCertificate, installRoot, listInstalled } from '../../station/certificates/store.ts'
import { type StationContext, stationTimeMs } from '../../station/context.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { command, type Handled } from '../command.ts'
import { certificateCommands2, certificateSigned, signingTrigger } from '../v2/certificates.ts'

const TYPES = {
  CentralSystemRootCertificate: 'CSMSRootCertificate',
  ManufacturerRootCertificate: 'ManufacturerRootCertificate',
} as const

/** The certificates of the security extension. */
export const CERTIFICATE_COMMANDS_16: readonly (readonly [string, CommandHandler])[] = [
  command('1.6', 'CertificateSigned', (station, { certificateChain: chain }) => {
    const { response, after } = certificateSigned(station, {
      ...{ chain, use: 'ChargingStationCertificate', requestId: undefined },
    })
    return { response: { status: response.status }, ...(after && { after }) }
  }),
  command('1.6', 'InstallCertificate', (station, { certificateType, certificate: pem }) => ({
    response: {
      status: installRoot(station.certificates, { type: TYPES[certificateType], pem, nowMs: stationTimeMs(station) }),
    },
  })),
  command('1.6', 'DeleteCertificate', (station, { certificateHashData }) => ({
    response: { status: deleteCertificate(station.certificates, certificateHashData) },
  })),
  command('1.6', 'GetInstalledCertificateIds', (station, { certificateType }) => ({
    response: installed(station, TYPES[certificateType]),
  })),
]

function installed(
  station: StationContext,
  type: (typeof TYPES)[keyof typeof TYPES],
): ResponseOf<'1.6', 'GetInstalledCertificateIds'> {
  const [first, ...others] = listInstalled(station.certificates, [type]).map(({ hashData }) => hashData)
  if (first === undefined) return { status: 'NotFound' }
  return { status: 'Accepted', certificateHashData: [first, ...others] }
}

/** A signing request is triggered only by the security extension (1.6 security, ExtendedTriggerMessage). */
export function signingTrigger16(station: StationContext): Handled<ResponseOf<'1.6', 'ExtendedTriggerMessage'>> {
  return {
    response: { status: 'Accepted' },
    after: () => void requestCertificate(station, 'ChargingStationCertificate'),
  }
}

type Transferred = Handled<ResponseOf<'1.6', 'DataTransfer'>>

/** Messages of 2.0.1 that 1.6 carries as text; undefined for transfers of another convention. */
export function plugAndChargeTransfer(
  station: StationContext,
  { vendorId, messageId, data }: RequestOf<'1.6', 'DataTransfer'>,
): Transferred | undefined {
  if (vendorId !== PLUG_AND_CHARGE_VENDOR) return undefined
  const handle = HANDLERS.get(messageId ?? '')
  if (handle === undefined) return { response: { status: 'UnknownMessageId' } }
  const reply = handle(station, JSON.parse(data ?? '{}'))
  if (reply.kind === 'error') return { response: { status: 'Rejected' } }
  const response = { status: 'Accepted', data: JSON.stringify(reply.payload) } as const
  return { response, ...(reply.after && { after: reply.after }) }
}

const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map([
  ...certificateCommands2('2.0.1'),
  command(
    '2.0.1',
    'TriggerMessage',
    (station, { requestedMessage }): Handled<ResponseOf<'2.0.1', 'TriggerMessage'>> => {
      const after = signingTrigger(station, requestedMessage)
      return after ? { response: { status: 'Accepted' }, after } : { response: { status: 'NotImplemented' } }
    },
  ),
])
