import type { StationContext } from '../context.ts'
import { timestamp } from '../context.ts'
import { SETTINGS } from '../settings.ts'
import type { LogJob, LogRequest, LogStatus } from './log-job.ts'
import { deliverFile, type TransferFailure } from './transfer.ts'
import { withRetries } from './waiting.ts'

/** Whether a log can be uploaded; `after` begins (2.x N01; 1.6 §5.7 and its security extension). */
export function requestLog(
  station: StationContext,
  request: LogRequest,
): { readonly status: 'Accepted' | 'AcceptedCanceled'; readonly after: () => void } {
  const { log: before } = station.files
  const isRunning = before !== undefined && !before.isOver
  const begin = () => {
    if (isRunning) {
      before.isCancelled = true
      tell(station, before, 'AcceptedCanceled')
    }
    const job: LogJob = { request, status: undefined, isCancelled: false, isOver: false }
    station.files.log = job
    void upload(station, job)
  }
  return { status: isRunning ? 'AcceptedCanceled' : 'Accepted', after: begin }
}

async function upload(station: StationContext, job: LogJob): Promise<void> {
  const { request } = job
  tell(station, job, 'Uploading')
  const file = { name: request.name, content: Buffer.from(logText(station, request)) }
  const fails = station.dice.roll('log-upload-fails')
  const delivered = fails
    ? ({ ok: false, why: 'failed' } as const)
    : await withRetries(station, request, () => deliverFile(request.location, file, station.options.trust))
  job.isOver = true
  if (!job.isCancelled) tell(station, job, delivered.ok ? 'Uploaded' : WORDS[delivered.why])
}

const WORDS: Readonly<Record<TransferFailure, LogStatus>> = {
  refused: 'PermissionDenied',
  notSupported: 'NotSupportedOperation',
  failed: 'UploadFailure',
}

/** The upload a trigger asks for; undefined when none is under way. */
export function logStatusNow({ files: { log } }: StationContext): LogJob | undefined {
  return log === undefined || log.isOver ? undefined : log
}

function tell(station: StationContext, job: LogJob, status: LogStatus): void {
  job.status = status
  const call = job.request.report(status)
  if (call) void station.outbox.request(call)
}

/** What a technician would want to see: state, counters and settings, without secrets. */
function logText(station: StationContext, { log, fromMs, toMs }: LogRequest): string {
  const span = [fromMs, toMs].map((ms) => (ms === undefined ? 'open' : timestamp(station, ms)))
  const lines = [
    `${timestamp(station)} ${log} of ${station.options.identity}, from ${span.join(' to ')}`,
    `firmware ${station.files.firmwareVersion}, registration ${station.registration}`,
    ...station.evses.map((evse) => {
      const session = evse.session ? `session ${evse.session.record.transactionId ?? 'without id'}` : 'no session'
      return `EVSE ${evse.id}: ${evse.reportedStatus ?? 'unreported'}, ${session}, fault ${evse.fault?.info ?? 'none'}`
    }),
    ...Object.entries(station.statistics).map(([name, value]) => `count ${name} ${value}`),
    ...SETTINGS.filter(({ access }) => access !== 'writeOnly').map(({ id }) => `set ${id} ${station.settings.get(id)}`),
  ]
  return `${lines.join('\n')}\n`
}
