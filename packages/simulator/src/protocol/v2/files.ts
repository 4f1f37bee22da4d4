import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { OutgoingCall } from '../../station/call.ts'
import type { StationContext } from '../../station/context.ts'
import { firmwareStatusNow, requestUpdate } from '../../station/files/firmware.ts'
import { publish, unpublish } from '../../station/files/publication.ts'
import { command, type Handled } from '../command.ts'
import { attempts, firmwareIn, getLog, logStatusCall } from '../file-requests.ts'

type Version2 = '2.0.1' | '2.1'

/** Firmware and logs as a simulated 2.x station handles them. */
export function fileCommands2(version: Version2) {
  return [
    command(version, 'UpdateFirmware', updateFirmware),
    command(version, 'GetLog', (station, request) => getLog(station, request, version === '2.1')),
    command(version, 'PublishFirmware', (station, request) => ({
      response: { status: 'Accepted' },
      after: () => void publish(station, publicationOf(request)),
    })),
    command(version, 'UnpublishFirmware', (station, { checksum }) => ({
      response: { status: unpublish(station, checksum) },
    })),
  ] as const
}

function updateFirmware(
  station: StationContext,
  request: RequestOf<Version2, 'UpdateFirmware'>,
): Handled<ResponseOf<'2.0.1', 'UpdateFirmware'>> {
  const { requestId, firmware } = request
  const { status, after } = requestUpdate(station, {
    ...firmwareIn(firmware),
    ...attempts(request),
    report: (word) => ({ action: 'FirmwareStatusNotification', payload: { status: word, requestId } }),
  })
  return { response: { status }, ...(after && { after }) }
}

function publicationOf(request: RequestOf<Version2, 'PublishFirmware'>) {
  const { requestId, location, checksum } = request
  return {
    ...{ requestId, location, checksum },
    ...attempts(request),
    report: (status: string, locations?: readonly string[]): OutgoingCall => ({
      action: 'PublishFirmwareStatusNotification',
      payload: { status, ...(locations && { location: locations }), requestId },
    }),
  }
}

/** What a trigger for one of the three states is answered with (2.x F06). */
export function fileStatus2(station: StationContext, action: FileStatusAction): OutgoingCall {
  switch (action) {
    case 'FirmwareStatusNotification': {
      const job = firmwareStatusNow(station)
      return (job?.status && job.request.report(job.status)) ?? idle(action)
    }
    case 'LogStatusNotification':
      return logStatusCall(station)
    case 'PublishFirmwareStatusNotification': {
      const { publication } = station.files
      const isUnderWay =
        publication !== undefined && /^(Downloading|Downloaded|ChecksumVerified)$/.test(publication.status)
      if (!isUnderWay) return idle(action)
      return { action, payload: { status: publication.status, requestId: publication.requestId } }
    }
  }
}

export type FileStatusAction =
  | 'FirmwareStatusNotification'
  | 'LogStatusNotification'
  | 'PublishFirmwareStatusNotification'

function idle(action: FileStatusAction): OutgoingCall {
  return { action, payload: { status: 'Idle' } }
}
