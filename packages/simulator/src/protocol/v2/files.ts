import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { OutgoingCall } from '../../station/call.ts'
import type { StationContext } from '../../station/context.ts'
import { firmwareStatusNow, requestUpdate } from '../../station/files/firmware.ts'
import { logStatusNow, requestLog } from '../../station/files/log-upload.ts'
import { publish, unpublish } from '../../station/files/publication.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'

/** Firmware and logs as a simulated 2.x station handles them. */
export function fileCommands2(version: Version2) {
  return [
    command(version, 'UpdateFirmware', updateFirmware),
    command(version, 'GetLog', (station, request) => getLog(station, request, version)),
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
  { requestId, firmware, retries, retryInterval }: RequestOf<Version2, 'UpdateFirmware'>,
): Handled<ResponseOf<'2.0.1', 'UpdateFirmware'>> {
  const { location, retrieveDateTime, installDateTime, signature, signingCertificate } = firmware
  const { status, after } = requestUpdate(station, {
    location,
    retrieveAtMs: Date.parse(retrieveDateTime),
    installAtMs: installDateTime === undefined ? undefined : Date.parse(installDateTime),
    signed: signature && signingCertificate ? { signature, certificate: signingCertificate } : undefined,
    retries: retries ?? 0,
    retryIntervalS: retryInterval ?? 0,
    report: (word) => ({ action: 'FirmwareStatusNotification', payload: { status: word, requestId } }),
  })
  return { response: { status }, ...(after && { after }) }
}

function getLog(
  station: StationContext,
  request: RequestOf<Version2, 'GetLog'>,
  version: Version2,
): Handled<ResponseOf<'2.0.1', 'GetLog'>> {
  const { requestId, log, logType, retries, retryInterval } = request
  const filename = `${logType}-${requestId}.log`
  const { status, after } = requestLog(station, {
    location: log.remoteLocation,
    log: logType,
    name: filename,
    fromMs: log.oldestTimestamp === undefined ? undefined : Date.parse(log.oldestTimestamp),
    toMs: log.latestTimestamp === undefined ? undefined : Date.parse(log.latestTimestamp),
    retries: retries ?? 0,
    retryIntervalS: retryInterval ?? 0,
    report: (word) =>
      // The word for an upload that another one has replaced came with 2.1.
      word === 'AcceptedCanceled' && version === '2.0.1'
        ? undefined
        : { action: 'LogStatusNotification', payload: { status: word, requestId } },
  })
  return { response: { status, filename }, after }
}

function publicationOf({
  requestId,
  location,
  checksum,
  retries,
  retryInterval,
}: RequestOf<Version2, 'PublishFirmware'>) {
  return {
    requestId,
    location,
    checksum,
    retries: retries ?? 0,
    retryIntervalS: retryInterval ?? 0,
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
    case 'LogStatusNotification': {
      const job = logStatusNow(station)
      return (job?.status && job.request.report(job.status)) ?? idle(action)
    }
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
