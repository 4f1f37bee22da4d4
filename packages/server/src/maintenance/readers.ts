import type { CommandAnswer } from '@stationmaster/ocpp'
import type { MaintenanceKind } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { type InboxReader, onAnswer, onReport } from '../stations/inbox/index.ts'
import { nextState } from './progress.ts'
import { addLateAnswer, addStep, cancelOlder, findRequest } from './store.ts'

/** Longest texts of stations that are kept in a record; the report itself is kept whole in the timeline. */
const LONGEST_STATUS = 50
const LONGEST_INFO = 1024
const LONGEST_LOCATION = 2000
const MOST_LOCATIONS = 10

/** Moves requests on by what stations answer and report. */
export const maintenanceReaders: readonly InboxReader[] = [
  onAnswer('updateFirmware', (tx, item) => answered(tx, item.stationKey, item.entry, item.receivedAtMs)),
  onAnswer('getLog', (tx, item) => answered(tx, item.stationKey, item.entry, item.receivedAtMs)),
  onAnswer('getDiagnostics', (tx, item) => answered(tx, item.stationKey, item.entry, item.receivedAtMs)),
  onAnswer('publishFirmware', (tx, item) => answered(tx, item.stationKey, item.entry, item.receivedAtMs)),
  onReport('firmwareStatus', (tx, { stationKey, receivedAtMs, entry }) =>
    reported(tx, stationKey, { ...entry, kind: 'firmwareUpdate', atMs: receivedAtMs }),
  ),
  onReport('logStatus', (tx, { stationKey, receivedAtMs, entry }) =>
    reported(tx, stationKey, { ...entry, kind: 'logUpload', atMs: receivedAtMs }),
  ),
  onReport('firmwarePublication', (tx, { stationKey, receivedAtMs, entry }) =>
    reported(tx, stationKey, { ...entry, kind: 'firmwarePublication', atMs: receivedAtMs }),
  ),
  onReport('booted', (tx, { stationKey, receivedAtMs, entry }) =>
    proven(tx, stationKey, entry.firmwareVersion, receivedAtMs),
  ),
]

async function answered(
  tx: Tx,
  stationKey: number,
  { commandId, answer }: { readonly commandId: string; readonly answer: CommandAnswer },
  atMs: number,
): Promise<void> {
  const request = await findRequest(tx, stationKey, { commandId })
  if (request === undefined) return
  const isYes = answer.outcome === 'accepted'
  const step = {
    ...{ atMs, status: answer.status.slice(0, LONGEST_STATUS), info: answer.reason?.slice(0, LONGEST_INFO) ?? null },
    announcedName: fileNameIn(answer),
  }
  // The two directions are independent: a fast station's first report may be stored before its answer.
  if (request.state === 'requested') {
    await addStep(tx, stationKey, commandId, { ...step, state: isYes ? 'running' : 'refused' })
  } else {
    await addLateAnswer(tx, stationKey, commandId, step)
  }
  if (isYes) await cancelOlder(tx, stationKey, { commandId, nowMs: atMs })
}

function fileNameIn({ data }: CommandAnswer): string | undefined {
  if (typeof data !== 'object' || data === null || !('filename' in data)) return undefined
  return typeof data.filename === 'string' ? data.filename.slice(0, 255) : undefined
}

interface Reported {
  readonly kind: MaintenanceKind
  readonly status: string
  readonly requestId?: number
  readonly info?: string
  readonly locations?: readonly string[]
  readonly atMs: number
}

async function reported(tx: Tx, stationKey: number, report: Reported): Promise<void> {
  const { kind, requestId, atMs } = report
  const named = requestId === undefined ? undefined : await findRequest(tx, stationKey, { kind, requestId })
  // Some stations name a request of their own making, or none: then the one that is open is meant.
  const request = named ?? (await findRequest(tx, stationKey, { kind, open: true }))
  if (request === undefined || report.status === 'Idle') return
  await addStep(tx, stationKey, request.commandId, {
    atMs,
    state: nextState(kind, request.state, report.status),
    status: report.status.slice(0, LONGEST_STATUS),
    info: report.info?.slice(0, LONGEST_INFO) ?? null,
    locations: report.locations?.slice(0, MOST_LOCATIONS).map((location) => location.slice(0, LONGEST_LOCATION)),
  })
}

/** A Boot with the version that was to be installed: it is, whether the station has said so or not. */
async function proven(tx: Tx, stationKey: number, version: string | undefined, atMs: number): Promise<void> {
  const request = await findRequest(tx, stationKey, { kind: 'firmwareUpdate', open: true })
  if (request === undefined || version === undefined) return
  if (request.targetVersion !== version || request.versionBefore === version) return
  const info = `The station has booted with firmware ${version}.`
  await addStep(tx, stationKey, request.commandId, { atMs, state: 'succeeded', status: 'Installed', info })
}
