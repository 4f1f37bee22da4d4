import type {
  Change,
  CommandChange,
  ConnectorChange,
  DeviceVariableChange,
  FrameChange,
  InboxChange,
  MeterSampleChange,
  ReportChange,
  SecurityEventChange,
  SessionChange,
  SessionEventChange,
} from '../../stations/change.ts'
import { type Step, stepOf, type Table } from './table.ts'
import { commands, mergeSteps } from './tables/command-rows.ts'
import { frames, inbox, type RefusedRow, refusedRows, reports, securityEvents } from './tables/flight-recorder.ts'
import { meterContextCode } from './tables/meter-context.ts'
import {
  mergedSamples,
  mergeSamples,
  newSamples,
  sessionEvents,
  sessionProgress,
  sessions,
} from './tables/session-rows.ts'
import { connectors, deviceVariables, type StationRow, stations, statusHistory } from './tables/station-rows.ts'

/** Whatever the journal stores. */
export type JournalChange = Change | RefusedRow

/**
 * The changes of one flush, sorted into tables. Rows that the database could not take twice in one statement
 * are brought together here: the newest snapshot of a session, connector or variable, one row per station.
 */
export class Batch {
  readonly #frames: FrameChange[] = []
  readonly #stations = new Map<number, StationRow>()
  readonly #connectors = new Map<string, ConnectorChange>()
  readonly #statusHistory: ConnectorChange[] = []
  readonly #sessions = new Map<string, SessionChange>()
  readonly #sessionEvents: SessionEventChange[] = []
  readonly #samples = new Map<string, MeterSampleChange>()
  readonly #securityEvents: SecurityEventChange[] = []
  readonly #reports: ReportChange[] = []
  readonly #variables = new Map<string, DeviceVariableChange>()
  readonly #commands = new Map<string, CommandChange>()
  readonly #inbox: InboxChange[] = []
  readonly #refused: RefusedRow[] = []
  readonly #mergesSamples: boolean

  /** `mergesSamples`: samples thought to be the newest of their session have met others of their key. */
  constructor(changes: readonly JournalChange[], { mergesSamples = false } = {}) {
    this.#mergesSamples = mergesSamples
    for (const change of changes) this.#add(change)
  }

  /** What each table with rows in this batch gets, always in the same order. Throws when a row cannot be written down. */
  steps(): Step[] {
    const samples = Object.groupBy(this.#samples.values(), ({ isNewest }) =>
      isNewest && !this.#mergesSamples ? 'newest' : 'merged',
    )
    const rows = Object.groupBy(this.#sessions.values(), ({ isProgress }) => (isProgress ? 'progress' : 'whole'))
    return [
      ...step(frames, this.#frames),
      ...step(stations, [...this.#stations.values()]),
      ...step(connectors, [...this.#connectors.values()]),
      ...step(statusHistory, this.#statusHistory),
      ...step(sessions, rows.whole),
      ...step(sessionProgress, rows.progress),
      ...step(sessionEvents, this.#sessionEvents),
      ...step(newSamples, samples.newest),
      ...step(mergedSamples, samples.merged),
      ...step(securityEvents, this.#securityEvents),
      ...step(reports, this.#reports),
      ...step(deviceVariables, [...this.#variables.values()]),
      ...step(commands, [...this.#commands.values()]),
      ...step(inbox, this.#inbox),
      ...step(refusedRows, this.#refused),
    ]
  }

  #add(change: JournalChange): void {
    switch (change.kind) {
      case 'frame':
        this.#frames.push(change)
        return
      case 'boot':
        this.#station(change.stationKey).boot = change
        return
      case 'clock':
        this.#station(change.stationKey).clockOffsetMs = change.clockOffsetMs
        return
      case 'connector':
        this.#connectors.set(`${change.stationKey}/${change.evseId}/${change.connectorId}`, change)
        if (change.changed) this.#statusHistory.push(change)
        return
      case 'session':
        this.#addSession(change)
        return
      case 'sessionEvent':
        this.#sessionEvents.push(change)
        return
      case 'meterSample':
        this.#addSample(change)
        return
      case 'securityEvent':
        this.#securityEvents.push(change)
        return
      case 'report':
        this.#reports.push(change)
        return
      case 'deviceVariable':
        this.#variables.set(variableKey(change), change)
        return
      case 'command':
        this.#addCommand(change)
        return
      case 'inbox':
        this.#inbox.push(change)
        return
      case 'refused':
        this.#refused.push(change)
    }
  }

  #station(stationKey: number): StationRow {
    let row = this.#stations.get(stationKey)
    if (row === undefined) {
      row = { stationKey, boot: undefined, clockOffsetMs: undefined }
      this.#stations.set(stationKey, row)
    }
    return row
  }

  #addSession(change: SessionChange): void {
    const { sessionId } = change.session
    const earlier = this.#sessions.get(sessionId)
    this.#sessions.set(sessionId, earlier?.isProgress === false ? { ...change, isProgress: false } : change)
  }

  #addSample(change: MeterSampleChange): void {
    const context = meterContextCode(change.sample.context)
    const key = `${change.stationKey}/${change.atMs}/${change.evseId}/${change.connectorId}/${context}`
    const earlier = this.#samples.get(key)
    this.#samples.set(key, earlier === undefined ? change : mergeSamples(earlier, change))
  }

  #addCommand(change: CommandChange): void {
    const earlier = this.#commands.get(change.commandId)
    this.#commands.set(change.commandId, earlier === undefined ? change : mergeSteps(earlier, change))
  }
}

function step<Row>(table: Table<Row>, rows: readonly Row[] | undefined): Step[] {
  return rows === undefined || rows.length === 0 ? [] : [stepOf(table, rows)]
}

function variableKey({ stationKey, variable }: DeviceVariableChange): string {
  return JSON.stringify([
    stationKey,
    variable.component,
    variable.componentInstance ?? '',
    variable.evse?.evseId ?? 0,
    variable.evse?.connectorId ?? 0,
    variable.variable,
    variable.variableInstance ?? '',
    variable.attribute,
  ])
}
