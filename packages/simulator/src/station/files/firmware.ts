import type { StationContext } from '../context.ts'
import { timestamp } from '../context.ts'
import { resetStation } from '../reset.ts'
import type { FirmwareJob, FirmwareRequest, FirmwareStatus } from './firmware-job.ts'
import { isSignedBy, readCertificate, versionOfImage } from './image.ts'
import { fetchFile } from './transfer.ts'
import { pause, untilIdle, withRetries } from './waiting.ts'

/** What a station says to a request for an update, in the words of 2.x. */
export type UpdateAnswer = 'Accepted' | 'Rejected' | 'AcceptedCanceled' | 'InvalidCertificate'

/** Whether an update can be begun; `after` begins it (2.x L01, L02; 1.6 §5.19). */
export function requestUpdate(
  station: StationContext,
  request: FirmwareRequest,
): { readonly status: UpdateAnswer; readonly after?: () => void } {
  const { update } = station.files
  if (request.signed && !readCertificate(request.signed.certificate, station.scheduler.now())) {
    return { status: 'InvalidCertificate' }
  }
  const isRunning = update !== undefined && !update.isOver
  if (isRunning && update.isInstalling) return { status: 'Rejected' }
  const begin = () => {
    if (update) update.isCancelled = true
    const job: FirmwareJob = { request, status: undefined, isCancelled: false, isInstalling: false, isOver: false }
    station.files.update = job
    void runUpdate(station, job)
  }
  return { status: isRunning ? 'AcceptedCanceled' : 'Accepted', after: begin }
}

async function runUpdate(station: StationContext, job: FirmwareJob): Promise<void> {
  const image = await download(station, job)
  if (job.isCancelled) return
  if (image === undefined) {
    end(station, job, 'DownloadFailed')
    return
  }
  tell(station, job, 'Downloaded')
  if (!verifySignature(station, job, image)) return
  await untilInstallation(station, job)
  if (job.isCancelled) return
  job.isInstalling = true
  tell(station, job, 'Installing')
  await pause(station, station.behaviour.installMs)
  if (station.dice.roll('firmware-install-fails')) {
    end(station, job, 'InstallationFailed')
    return
  }
  station.files.firmwareVersion = versionOfImage(image)
  tell(station, job, 'InstallRebooting')
  resetStation(station, 'soft', 'firmwareUpdate')
}

async function download(station: StationContext, job: FirmwareJob): Promise<Buffer | undefined> {
  const { request } = job
  const waitMs = request.retrieveAtMs - station.scheduler.now()
  if (waitMs > 0) {
    tell(station, job, 'DownloadScheduled')
    await pause(station, waitMs)
    if (job.isCancelled) return undefined
  }
  tell(station, job, 'Downloading')
  if (station.dice.roll('firmware-download-fails')) return undefined
  const fetched = await withRetries(station, request, () => fetchFile(request.location, station.options.trust))
  return fetched.ok ? fetched.content : undefined
}

/** A wrong signature ends the update, and is a security event (2.x L01.FR.03). */
function verifySignature(station: StationContext, job: FirmwareJob, image: Buffer): boolean {
  const { signed } = job.request
  if (!signed) return true
  const certificate = readCertificate(signed.certificate, station.scheduler.now())
  const isForged = station.dice.roll('firmware-signature-fails')
  if (certificate && !isForged && isSignedBy(image, signed.signature, certificate)) {
    tell(station, job, 'SignatureVerified')
    return true
  }
  end(station, job, 'InvalidSignature')
  const payload = { type: 'InvalidFirmwareSignature', timestamp: timestamp(station) }
  void station.outbox.request({ action: 'SecurityEventNotification', payload })
  return false
}

/** Not before it was asked for, and not while anybody charges. */
async function untilInstallation(station: StationContext, job: FirmwareJob): Promise<void> {
  const waitMs = (job.request.installAtMs ?? 0) - station.scheduler.now()
  if (waitMs > 0 || station.evses.some((evse) => evse.session)) tell(station, job, 'InstallScheduled')
  if (waitMs > 0) await pause(station, waitMs)
  await untilIdle(station)
}

/** After the Boot with the new version: the update has come to its end. */
export function reportInstalled(station: StationContext): void {
  const { update } = station.files
  if (update?.status === 'InstallRebooting') end(station, update, 'Installed')
}

/** The status as a trigger asks for it; undefined when nothing is under way. */
export function firmwareStatusNow({ files: { update } }: StationContext): FirmwareJob | undefined {
  return update === undefined || update.isOver ? undefined : update
}

function end(station: StationContext, job: FirmwareJob, status: FirmwareStatus): void {
  job.isOver = true
  tell(station, job, status)
}

function tell(station: StationContext, job: FirmwareJob, status: FirmwareStatus): void {
  job.status = status
  const call = job.request.report(status)
  if (call) void station.outbox.request(call)
}
