import { formatTime } from '../../../time/station-time.ts'
import type { FilesCommand, RetryRule } from '../../../vocabulary/commands/files.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsupported } from '../../encoding.ts'
import type { Version2 } from '../version.ts'

/** Files to and from stations, as 2.x asks for them (part 2, blocks L and N). */
export function filesCodecs2(version: Version2): CommandCodecs<FilesCommand['kind']> {
  const to = toAction(version)
  return {
    updateFirmware: codec('updateFirmware', to('UpdateFirmware'), (command) => {
      const { requestId, location, retrieveAtMs, installAtMs, signed, retry = {} } = command
      const firmware = defined({
        location,
        retrieveDateTime: formatTime(retrieveAtMs),
        installDateTime: time(installAtMs),
        signingCertificate: signed?.certificate,
        signature: signed?.signature,
      })
      return request(version, 'UpdateFirmware', { ...retries(retry), requestId, firmware })
    }),
    getLog: codec('getLog', to('GetLog'), (command) => {
      const log = defined({
        remoteLocation: command.location,
        oldestTimestamp: time(command.span?.fromMs),
        latestTimestamp: time(command.span?.toMs),
      })
      const { log: logType, requestId, retry = {} } = command
      if (version === '2.1') return request(version, 'GetLog', { log, logType, requestId, ...retries(retry) })
      if (logType === 'DataCollectorLog') return unsupported(`OCPP ${version} has no data collector log`)
      return request(version, 'GetLog', { log, logType, requestId, ...retries(retry) })
    }),
    getDiagnostics: absent(`OCPP ${version} has GetLog, no GetDiagnostics`),
    publishFirmware: codec('publishFirmware', to('PublishFirmware'), ({ requestId, location, checksum, retry = {} }) =>
      request(version, 'PublishFirmware', { location, checksum, requestId, ...retries(retry) }),
    ),
    unpublishFirmware: codec('unpublishFirmware', to('UnpublishFirmware'), ({ checksum }) =>
      request(version, 'UnpublishFirmware', { checksum }),
    ),
  }
}

function retries({ retries: times, intervalS }: RetryRule) {
  return defined({ retries: times, retryInterval: intervalS })
}

function time(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatTime(ms)
}
