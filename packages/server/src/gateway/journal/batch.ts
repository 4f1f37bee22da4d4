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
import { type TableRows, tableRows } from './table.ts'
import { commands, mergeSteps } from './tables/command-rows.ts'
import { frames, inbox, type RefusedRow, refusedRows, reports, securityEvents } from './tables/flight-recorder.ts'
import { meterContextCode } from './tables/meter-context.ts'
import { mergeSamples, meterSamples, sessionEvents, sessions } from './tables/session-rows.ts'
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

  constructor(changes: readonly JournalChange[]) {
    for (const change of changes) this.#add(change)
  }

  /** The tables with rows in this batch, always in the same order. */
  tables(): TableRows[] {
    return [
      tableRows(frames, this.#frames),
      tableRows(stations, [...this.#stations.values()]),
      tableRows(connectors, [...this.#connectors.values()]),
      tableRows(statusHistory, this.#statusHistory),
      tableRows(sessions, [...this.#sessions.values()]),
      tableRows(sessionEvents, this.#sessionEvents),
      tableRows(meterSamples, [...this.#samples.values()]),
      tableRows(securityEvents, this.#securityEvents),
      tableRows(reports, this.#reports),
      tableRows(deviceVariables, [...this.#variables.values()]),
      tableRows(commands, [...this.#commands.values()]),
      tableRows(inbox, this.#inbox),
      tableRows(refusedRows, this.#refused),
    ].filter((rows) => rows.count > 0)
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
        this.#sessions.set(change.session.sessionId, change)
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
