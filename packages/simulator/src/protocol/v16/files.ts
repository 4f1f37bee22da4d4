import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { OutgoingCall } from '../../station/call.ts'
import type { StationContext } from '../../station/context.ts'
import { firmwareStatusNow, requestUpdate } from '../../station/files/firmware.ts'
import type { FirmwareStatus } from '../../station/files/firmware-job.ts'
import type { LogStatus } from '../../station/files/log-job.ts'
import { logStatusNow, requestLog } from '../../station/files/log-upload.ts'
import { command, type Handled } from '../command.ts'
import { attempts, firmwareIn, getLog, timeMs } from '../file-requests.ts'

type PlainStatus = RequestOf<'1.6', 'FirmwareStatusNotification'>['status']
type DiagnosticsStatus = RequestOf<'1.6', 'DiagnosticsStatusNotification'>['status']

/** The plain update knows fewer words; for the others it has none. */
const PLAIN: Readonly<Record<FirmwareStatus, PlainStatus | undefined>> = {
  DownloadScheduled: undefined,
  Downloading: 'Downloading',
  Downloaded: 'Downloaded',
  DownloadFailed: 'DownloadFailed',
  SignatureVerified: undefined,
  InvalidSignature: 'InstallationFailed',
  InstallScheduled: undefined,
  Installing: 'Installing',
  InstallationFailed: 'InstallationFailed',
  InstallRebooting: undefined,
  Installed: 'Installed',
}

const DIAGNOSTICS: Readonly<Record<LogStatus, DiagnosticsStatus>> = {
  Uploading: 'Uploading',
  Uploaded: 'Uploaded',
  UploadFailure: 'UploadFailed',
  PermissionDenied: 'UploadFailed',
  NotSupportedOperation: 'UploadFailed',
  AcceptedCanceled: 'UploadFailed',
}

const update16 = command('1.6', 'UpdateFirmware', (station, request) => {
  const { location, retrieveDate } = request
  const { after } = requestUpdate(station, {
    location,
    retrieveAtMs: Date.parse(retrieveDate),
    ...attempts(request),
    report: (status) => plainStatus(PLAIN[status]),
  })
  return { response: {}, ...(after && { after }) }
})

const signedUpdate16 = command(
  '1.6',
  'SignedUpdateFirmware',
  (station, request): Handled<ResponseOf<'1.6', 'SignedUpdateFirmware'>> => {
    const { requestId, firmware } = request
    const { status, after } = requestUpdate(station, {
      ...firmwareIn(firmware),
      ...attempts(request),
      report: (word) => ({ action: 'SignedFirmwareStatusNotification', payload: { status: word, requestId } }),
    })
    return { response: { status }, ...(after && { after }) }
  },
)

const getLog16 = command(
  '1.6',
  'GetLog',
  (station, request): Handled<ResponseOf<'1.6', 'GetLog'>> => getLog(station, request, false),
)

const getDiagnostics16 = command('1.6', 'GetDiagnostics', (station, request) => {
  const { location, startTime, stopTime } = request
  const fileName = `diagnostics-${station.options.identity}.log`
  const { after } = requestLog(station, {
    location,
    log: 'Diagnostics',
    name: fileName,
    fromMs: timeMs(startTime),
    toMs: timeMs(stopTime),
    ...attempts(request),
    report: (status) => diagnosticsStatus(DIAGNOSTICS[status]),
  })
  return { response: { fileName }, after }
})

function plainStatus(status: PlainStatus | undefined): OutgoingCall | undefined {
  return status && { action: 'FirmwareStatusNotification', payload: { status } }
}

function diagnosticsStatus(status: DiagnosticsStatus): OutgoingCall {
  return { action: 'DiagnosticsStatusNotification', payload: { status } }
}

/** What a trigger for the state of an update is answered with (1.6 §4.5). */
export function firmwareStatus16(station: StationContext): OutgoingCall {
  const status = firmwareStatusNow(station)?.status
  return { action: 'FirmwareStatusNotification', payload: { status: (status && PLAIN[status]) ?? 'Idle' } }
}

/** The same for an upload of diagnostics (1.6 §4.4). */
export function diagnosticsStatus16(station: StationContext): OutgoingCall {
  const status = logStatusNow(station)?.status
  return diagnosticsStatus(status ? DIAGNOSTICS[status] : 'Idle')
}

/** Firmware and logs as a simulated 1.6 station handles them. */
export const FILE_COMMANDS_16 = [update16, signedUpdate16, getLog16, getDiagnostics16] as const
