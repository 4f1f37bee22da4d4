import type { CommandAnswer, OcppVersion, StationCommand } from '@stationmaster/ocpp'
import type { StationQuirks } from '../state.ts'
import type { KnownSetting } from './propose-settings.ts'

/** What is known of a station when a check is asked or judged. Plain data: checks are pure. */
export interface Evidence {
  readonly version: OcppVersion
  readonly vendor: string | null
  readonly model: string | null
  readonly serialNumber: string | null
  readonly firmwareVersion: string | null
  readonly clockOffsetMs: number
  /** What the station has reported of itself, by `component.variable`; 1.6 keys have no component. */
  readonly variables: ReadonlyMap<string, string>
  /** The same with what the station says may stand there; of the whole station, not of its EVSEs. */
  readonly inventory: readonly KnownSetting[]
  /** What earlier checks have found, by their id. */
  readonly findings: ReadonlyMap<string, string>
  /** How many messages of each action have come since the question was asked. */
  readonly since: ReadonlyMap<string, number>
  /** The limit that the station must keep by itself, A per phase. */
  readonly failSafeA: number | null
  readonly command: AskedCommand | null
}

/** How the question of a check has ended. */
export interface AskedCommand {
  readonly state: 'accepted' | 'rejected' | 'timedOut' | 'unknown' | 'failed' | 'cancelled'
  readonly status: string | null
  readonly answer: Partial<CommandAnswer> | null
}

export interface Verdict {
  readonly outcome: 'passed' | 'warned' | 'failed' | 'skipped'
  /** Machine-readable; the console makes a sentence of it. */
  readonly finding: string
  readonly data?: Readonly<Record<string, unknown>>
  /** Tolerances that the finding speaks for. */
  readonly quirks?: StationQuirks
}

export interface Check {
  readonly id: string
  /** Judged by what the station sends after its answer, which takes a moment. */
  readonly awaitsMore?: true
  /** What the station is asked; null: nothing, what it has said is enough. Undefined: the check is not for this station. */
  ask(evidence: Evidence): StationCommand | null | undefined
  judge(evidence: Evidence): Verdict
}

export const passed = (finding: string, data?: Verdict['data']): Verdict => verdict('passed', finding, data)
export const warned = (finding: string, data?: Verdict['data']): Verdict => verdict('warned', finding, data)
export const failed = (finding: string, data?: Verdict['data']): Verdict => verdict('failed', finding, data)

function verdict(outcome: Verdict['outcome'], finding: string, data: Verdict['data']): Verdict {
  return data === undefined ? { outcome, finding } : { outcome, finding, data }
}

/** The verdict on a question that was not answered at all; undefined when it was. */
export function unanswered({ command }: Evidence): Verdict | undefined {
  if (command === null) return failed('notAsked')
  switch (command.state) {
    case 'accepted':
    case 'rejected':
      return undefined
    case 'failed':
      return warned('answeredWithError', { error: command.status })
    case 'timedOut':
    case 'unknown':
    case 'cancelled':
      return failed('notAnswered')
  }
}
