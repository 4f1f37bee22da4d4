import { formatTime } from '../../../time/station-time.ts'
import type { FilesCommand, LogSpan, RetryRule } from '../../../vocabulary/commands/files.ts'
import { dataAnswer, readAnswer, statusAnswer } from '../../answer.ts'
import { absent, type CommandCodecs, codec, ofKind, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { checkedCommand, request, unsupported } from '../../encoding.ts'

const VERSION = '1.6'
const NO_PUBLISHING = absent('OCPP 1.6 has no local controllers that publish firmware')

const to = toAction(VERSION)

/** Files to and from stations, as 1.6 and its security extension ask for them. */
export const FILES_CODECS_16: CommandCodecs<FilesCommand['kind']> = {
  updateFirmware: {
    encode: (command) => checkedCommand(VERSION, update(ofKind(command, 'updateFirmware'))),
    // The plain update is answered by nothing at all, which reads as accepted.
    answer: (payload) => readAnswer(to('UpdateFirmware'), payload, () => dataAnswer(payload)),
  },
  getLog: codec('getLog', to('GetLog'), ({ requestId, log, location, span = {}, retry = {} }) => {
    if (log === 'DataCollectorLog') return unsupported('OCPP 1.6 has no data collector log')
    const wanted = {
      remoteLocation: location,
      oldestTimestamp: time(span.fromMs),
      latestTimestamp: time(span.toMs),
    }
    return request(VERSION, 'GetLog', { log: defined(wanted), logType: log, requestId, ...retries(retry) })
  }),
  getDiagnostics: codec(
    'getDiagnostics',
    to('GetDiagnostics'),
    ({ location, span, retry = {} }) =>
      request(VERSION, 'GetDiagnostics', { location, ...retries(retry), ...diagnosticsSpan(span) }),
    // 1.6 §6.26: without a file name there is nothing to upload.
    ({ fileName }) =>
      fileName === undefined || fileName === ''
        ? { outcome: 'rejected', status: 'NoDiagnostics', reason: 'The station has no diagnostics to upload.' }
        : { ...statusAnswer('Accepted'), data: { filename: fileName } },
  ),
  publishFirmware: NO_PUBLISHING,
  unpublishFirmware: NO_PUBLISHING,
}

function update(command: Extract<FilesCommand, { kind: 'updateFirmware' }>) {
  const { requestId, location, retrieveAtMs, installAtMs, signed, retry = {} } = command
  if (signed === undefined) {
    if (installAtMs !== undefined) return unsupported('OCPP 1.6 installs firmware at once, unless the update is signed')
    return request(VERSION, 'UpdateFirmware', { location, retrieveDate: formatTime(retrieveAtMs), ...retries(retry) })
  }
  const firmware = defined({
    location,
    retrieveDateTime: formatTime(retrieveAtMs),
    installDateTime: time(installAtMs),
    signingCertificate: signed.certificate,
    signature: signed.signature,
  })
  return request(VERSION, 'SignedUpdateFirmware', { ...retries(retry), requestId, firmware })
}

function retries({ retries: times, intervalS }: RetryRule) {
  return defined({ retries: times, retryInterval: intervalS })
}

function diagnosticsSpan({ fromMs, toMs }: LogSpan = {}) {
  return defined({ startTime: time(fromMs), stopTime: time(toMs) })
}

function time(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatTime(ms)
}
