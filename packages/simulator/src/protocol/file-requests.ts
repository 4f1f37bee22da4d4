import type { OutgoingCall } from '../station/call.ts'
import type { StationContext } from '../station/context.ts'
import type { FirmwareRequest } from '../station/files/firmware-job.ts'
import type { LogRequest } from '../station/files/log-job.ts'
import { logStatusNow, requestLog } from '../station/files/log-upload.ts'

/** How often a transfer is tried; once when nothing is said. */
interface WireAttempts {
  readonly retries?: number
  readonly retryInterval?: number
}

export function attempts({ retries = 0, retryInterval = 0 }: WireAttempts) {
  return { retries, retryIntervalS: retryInterval }
}

export function timeMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}

/** An image as 2.x and the security extension of 1.6 describe it. */
interface WireFirmware {
  readonly location: string
  readonly retrieveDateTime: string
  readonly installDateTime?: string
  readonly signature?: string
  readonly signingCertificate?: string
}

export function firmwareIn(firmware: WireFirmware): Omit<FirmwareRequest, 'retries' | 'retryIntervalS' | 'report'> {
  const { location, retrieveDateTime, installDateTime, signature, signingCertificate: certificate } = firmware
  return {
    location,
    retrieveAtMs: Date.parse(retrieveDateTime),
    installAtMs: timeMs(installDateTime),
    signed: signature !== undefined && certificate !== undefined ? { signature, certificate } : undefined,
  }
}

/** GetLog, which 1.6 (by its security extension) and 2.x word alike. */
interface WireLog extends WireAttempts {
  readonly requestId: number
  readonly logType: string
  readonly log: {
    readonly remoteLocation: string
    readonly oldestTimestamp?: string
    readonly latestTimestamp?: string
  }
}

/** Carries a GetLog out; `tellsReplaced`: the version has a word for an upload that another one has replaced. */
export function getLog(station: StationContext, request: WireLog, tellsReplaced: boolean) {
  const { requestId, log, logType } = request
  const filename = `${logType}-${requestId}.log`
  const report: LogRequest['report'] = (status) =>
    status === 'AcceptedCanceled' && !tellsReplaced
      ? undefined
      : { action: 'LogStatusNotification', payload: { status, requestId } }
  const { status, after } = requestLog(station, {
    location: log.remoteLocation,
    log: logType,
    name: filename,
    fromMs: timeMs(log.oldestTimestamp),
    toMs: timeMs(log.latestTimestamp),
    ...attempts(request),
    report,
  })
  return { response: { status, filename }, after }
}

/** What a trigger for the state of a log upload is answered with: the upload that runs, with its number, or none. */
export function logStatusCall(station: StationContext): OutgoingCall {
  const job = logStatusNow(station)
  const running = job?.status && job.request.report(job.status)
  return running ?? { action: 'LogStatusNotification', payload: { status: 'Idle' } }
}
