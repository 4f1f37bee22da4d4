import type { OpenFigures } from './load/fleet.ts'
import { ratioToEcho, shown, verdicts, worstP99 } from './requirements.ts'
import type { ConnectionReport } from './scenarios/connections.ts'
import type { MessageFigures } from './scenarios/messages.ts'
import type { StoredComparison } from './scenarios/stored.ts'

/** Everything one run measured. */
export interface BenchReport {
  readonly start: { readonly coldS: number; readonly warmS: number }
  readonly echoConnections: ConnectionReport | undefined
  readonly connections: ConnectionReport | undefined
  readonly echoMessages: readonly MessageFigures[]
  readonly messages: readonly MessageFigures[]
  readonly stored: readonly StoredComparison[]
  /** Settings that differed from the defaults while messages of 100 stations were measured. */
  readonly raisedSettings: Readonly<Record<string, string>>
}

/** The report as Markdown, which is also readable on a terminal. */
export function printReport(report: BenchReport): string {
  return [
    ...section('Must reach', ['what', 'required', 'measured', ''], verdictRows(report)),
    ...section(
      'Messages',
      MESSAGE_HEAD,
      report.messages.map((row) => messageRow(report, row)),
    ),
    ...section('Connections', CONNECTION_HEAD, connectionRows(report)),
    ...section('Durable', ['table', 'acknowledged', 'stored', ''], report.stored.map(storedRow)),
    ...section('Other', ['what', 'figure'], otherRows(report)),
  ].join('\n')
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', ...table(head, rows), '']
}

/** A table in Markdown, its columns aligned. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)]
}

function verdictRows(report: BenchReport): string[][] {
  return verdicts(report).map(({ what, required, measured, reached }) => [
    what,
    required,
    measured,
    reached ? 'reached' : 'MISSED',
  ])
}

const MESSAGE_HEAD = [
  'workload',
  'stations',
  '/s durable',
  'p50 ms',
  'p99 ms',
  'at half the required rate: p50 ms',
  'p99 ms',
  'at half of our own: p50 ms',
  'p99 ms',
  'echo /s',
  'ratio',
  'CPU µs/message: server, database, load',
  'errors',
]

function messageRow(report: BenchReport, row: MessageFigures): string[] {
  const { workload, stations, saturation, halfRequired, half, cpuMicros } = row
  const echo = report.echoMessages.find((other) => other.workload === workload && other.stations === stations)
  const ratio = ratioToEcho(report, workload, stations)
  const errors = [saturation, halfRequired, half].reduce((sum, one) => sum + (one ? one.callErrors + one.lost : 0), 0)
  return [
    row.unit === 'cycle' ? `${workload} (7 messages)` : workload,
    shown(stations),
    shown(saturation.perSecond),
    shown(saturation.p50Ms),
    shown(saturation.p99Ms),
    ...[halfRequired, half].flatMap((one) => (one === undefined ? ['', ''] : [shown(one.p50Ms), shown(one.p99Ms)])),
    echo === undefined ? '' : shown(echo.saturation.perSecond),
    ratio === undefined ? '' : shown(ratio),
    [cpuMicros.server, cpuMicros.database, cpuMicros.generator].map((micros) => micros.toFixed(0)).join(', '),
    shown(errors),
  ]
}

const CONNECTION_HEAD = ['what', 'stations', 'seconds', '/s', 'p50 ms', 'p99 ms', 'KiB per station', 'sent back']

function connectionRows({ connections, echoConnections }: BenchReport): string[][] {
  const fleets = (name: string, report: ConnectionReport | undefined) =>
    (report?.fleets ?? []).map(({ connected, kibPerStation }) => openRow(name, connected, shown(kibPerStation)))
  const reconnect = connections?.reconnect
  return [
    ...fleets('bare echo server', echoConnections),
    ...fleets('connect and Boot', connections),
    ...(reconnect === undefined ? [] : [openRow('reconnect after a cut of all', reconnect, '')]),
  ]
}

function openRow(name: string, figures: OpenFigures, memory: string): string[] {
  const refusals = Object.entries(figures.refusals).map(([cause, count]) => `${count} × ${cause}`)
  const { stations, seconds, perSecond, p50Ms, p99Ms } = figures
  return [name, ...[stations, seconds, perSecond, p50Ms, p99Ms].map(shown), memory, refusals.join(', ')]
}

function storedRow({ table, acknowledged, stored }: StoredComparison): string[] {
  return [table, shown(acknowledged), shown(stored), acknowledged === stored ? 'equal' : 'NOT EQUAL']
}

function otherRows(report: BenchReport): string[][] {
  const { start, connections, raisedSettings } = report
  const ownHalf = worstP99('half')(report)
  const idle = connections?.idle
  const raised = Object.entries(raisedSettings).map(([name, value]) => `${name}=${value}`)
  return [
    ['start from nothing to ready', `${shown(start.coldS)} s`],
    ['warm start to ready', `${shown(start.warmS)} s`],
    ...(ownHalf === undefined ? [] : [['worst p99 at half of our own rates', `${shown(ownHalf)} ms`]]),
    ...(idle === undefined
      ? []
      : [
          [
            `CPU with ${shown(idle.stations)} idle stations, database included`,
            `${shown(idle.cpuPercent)} % of a core`,
          ],
        ]),
    ...(raised.length === 0 ? [] : [['settings raised for the rows of 100 stations', raised.join(', ')]]),
  ]
}
