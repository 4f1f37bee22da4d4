import type { WorkloadName } from './load/workloads.ts'
import type { BenchReport } from './report.ts'
import { REQUIRED_AT_STATIONS, REQUIRED_PER_SECOND } from './required-rates.ts'

/** A figure the program has to reach, and whether this run did. */
export interface Verdict {
  readonly what: string
  readonly required: string
  readonly measured: string
  readonly reached: boolean
}

interface Requirement {
  readonly what: string
  readonly limit: number
  readonly direction: 'atLeast' | 'atMost'
  readonly unit: string
  readonly figure: (report: BenchReport) => number | undefined
}

const FLEET = 10_000

const REQUIREMENTS: readonly Requirement[] = [
  atLeastRequired('durable MeterValues at 1,000 stations', 'MeterValues'),
  atLeast('… of the bare echo server', 0.3, '×', (report) => ratioToEcho(report, 'MeterValues')),
  atLeastRequired('Heartbeat at 1,000 stations', 'Heartbeat'),
  atLeastRequired('StatusNotification at 1,000 stations', 'StatusNotification'),
  atLeastRequired('whole 2.0.1 transactions', 'Transactions'),
  atMost('p99 at half of each of these rates, worst', 100, ' ms', worstP99('halfRequired')),
  atLeast('accepted Boots in a 10,000-station reconnect', 1000, '/s', (report) => reconnect(report)?.perSecond),
  atMost('all 10,000 online again', 20, ' s', (report) => reconnect(report)?.seconds),
  atMost('memory per idle station at 10,000', 25, ' KiB', memoryPerStation),
  atMost('start from nothing', 10, ' s', (report) => report.start.coldS),
  atMost('warm start', 3, ' s', (report) => report.start.warmS),
]

/** Every requirement this run has a figure for. */
export function verdicts(report: BenchReport): Verdict[] {
  return REQUIREMENTS.flatMap(({ what, limit, direction, unit, figure }) => {
    const measured = figure(report)
    if (measured === undefined || Number.isNaN(measured)) return []
    const reached = direction === 'atLeast' ? measured >= limit : measured <= limit
    const sign = direction === 'atLeast' ? '≥' : '≤'
    return [{ what, required: `${sign} ${shown(limit)}${unit}`, measured: `${shown(measured)}${unit}`, reached }]
  })
}

/** Throughput of a workload as a share of the echo server's in the same run. */
export function ratioToEcho(
  report: BenchReport,
  workload: WorkloadName,
  stations = REQUIRED_AT_STATIONS,
): number | undefined {
  const find = (rows: BenchReport['messages']) =>
    rows.find((row) => row.workload === workload && row.stations === stations)?.saturation.perSecond
  const [own, echo] = [find(report.messages), find(report.echoMessages)]
  return own === undefined || echo === undefined ? undefined : own / echo
}

function perSecond(workload: WorkloadName): Requirement['figure'] {
  return ({ messages }) =>
    messages.find((row) => row.workload === workload && row.stations === REQUIRED_AT_STATIONS)?.saturation.perSecond
}

/** The worst of all workloads at half the required rate, or at half of what this run reached itself. */
export function worstP99(pace: 'halfRequired' | 'half'): Figure {
  return ({ messages }) => {
    const rows = messages.filter(({ stations }) => stations === REQUIRED_AT_STATIONS)
    const all = rows.flatMap(({ [pace]: figures }) => (figures ? [figures.p99Ms] : []))
    return all.length === 0 ? undefined : Math.max(...all)
  }
}

function reconnect({ connections }: BenchReport) {
  return connections?.reconnect?.stations === FLEET ? connections.reconnect : undefined
}

function memoryPerStation({ connections }: BenchReport): number | undefined {
  return connections?.fleets.find(({ stations }) => stations === FLEET)?.kibPerStation
}

type Figure = Requirement['figure']

function atLeastRequired(what: string, workload: WorkloadName): Requirement {
  return atLeast(what, REQUIRED_PER_SECOND[workload] ?? Number.NaN, '/s', perSecond(workload))
}

function atLeast(what: string, limit: number, unit: string, figure: Figure): Requirement {
  return { what, limit, direction: 'atLeast', unit, figure }
}

function atMost(what: string, limit: number, unit: string, figure: Figure): Requirement {
  return { what, limit, direction: 'atMost', unit, figure }
}

/** Three figures that matter, with thousands separators. */
export function shown(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}
