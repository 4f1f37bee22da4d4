import type { InstalledCertificate, RequestOf, ResponseOf, StationCertificateUse } from '@stationmaster/ocpp'
import { reportInvalidCertificate, requestCertificate } from '../../station/certificates/request.ts'
import { updateOcspStatus } from '../../station/certificates/status.ts'
import { deleteCertificate, installRoot, listInstalled, takeCertificate } from '../../station/certificates/store.ts'
import { type StationContext, stationTimeMs } from '../../station/context.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'

/** CertificateSigned, InstallCertificate, DeleteCertificate and GetInstalledCertificateIds. */
export function certificateCommands2(version: Version2): readonly (readonly [string, CommandHandler])[] {
  return [
    command(version, 'CertificateSigned', (station, request) => {
      const { certificateChain, certificateType = 'ChargingStationCertificate' } = request
      const requestId = 'requestId' in request ? request.requestId : undefined
      return certificateSigned(station, { chain: certificateChain, use: certificateType, requestId })
    }),
    command(version, 'InstallCertificate', (station, { certificateType, certificate }) => ({
      response: {
        status: installRoot(station.certificates, {
          type: certificateType,
          pem: certificate,
          nowMs: stationTimeMs(station),
        }),
      },
    })),
    command(version, 'DeleteCertificate', (station, { certificateHashData }) => ({
      response: { status: deleteCertificate(station.certificates, certificateHashData) },
    })),
    command(version, 'GetInstalledCertificateIds', (station, { certificateType }) => ({
      response: installedResponse(listInstalled(station.certificates, certificateType)),
    })),
  ]
}

/** Takes a certificate, or says that it is none of ours. */
export function certificateSigned(
  station: StationContext,
  signed: {
    readonly chain: string
    readonly use: StationCertificateUse
    readonly requestId: number | undefined
  },
): Handled<ResponseOf<'2.0.1', 'CertificateSigned'>> {
  const isTaken = takeCertificate(station.certificates, { ...signed, nowMs: stationTimeMs(station) })
  if (!isTaken) return { response: { status: 'Rejected' }, after: () => reportInvalidCertificate(station) }
  const isForCars = signed.use !== 'ChargingStationCertificate'
  return { response: { status: 'Accepted' }, ...(isForCars && { after: () => updateOcspStatus(station) }) }
}

function installedResponse(
  installed: readonly InstalledCertificate[],
): ResponseOf<'2.1', 'GetInstalledCertificateIds'> & ResponseOf<'2.0.1', 'GetInstalledCertificateIds'> {
  const [first, ...others] = installed.map(entryOf)
  if (first === undefined) return { status: 'NotFound' }
  return { status: 'Accepted', certificateHashDataChain: [first, ...others] }
}

type Entry = NonNullable<ResponseOf<'2.0.1', 'GetInstalledCertificateIds'>['certificateHashDataChain']>[number]

/** 2.0.1 has no OEM roots, and is never given one. */
function entryOf({ type, hashData, children }: InstalledCertificate): Entry {
  const [first, second, third, fourth] = children
  const certificateType = type === 'OEMRootCertificate' ? 'ManufacturerRootCertificate' : type
  if (first === undefined) return { certificateType, certificateHashData: hashData }
  const below = [first, second, third, fourth].filter((child) => child !== undefined)
  return { certificateType, certificateHashData: hashData, childCertificateHashData: asList(below) }
}

function asList(children: readonly InstalledCertificate['hashData'][]): NonNullable<Entry['childCertificateHashData']> {
  const [first, second, third, fourth] = children
  if (first === undefined) throw new RangeError('a chain without sub-CAs lists none')
  if (second === undefined) return [first]
  if (third === undefined) return [first, second]
  return fourth === undefined ? [first, second, third] : [first, second, third, fourth]
}

const USES: ReadonlyMap<string, readonly StationCertificateUse[]> = new Map([
  ['SignChargingStationCertificate', ['ChargingStationCertificate'] as const],
  ['SignV2GCertificate', ['V2GCertificate'] as const],
  ['SignV2G20Certificate', ['V2G20Certificate'] as const],
  ['SignCombinedCertificate', ['ChargingStationCertificate', 'V2GCertificate'] as const],
])

/** What a trigger for a signing request does; undefined for triggers of something else (2.x F06, A02.FR.01). */
export function signingTrigger(
  station: StationContext,
  message: RequestOf<'2.1', 'TriggerMessage'>['requestedMessage'],
): (() => void) | undefined {
  const uses = USES.get(message)
  if (uses === undefined) return undefined
  return () => {
    for (const use of uses) void requestCertificate(station, use)
  }
}
