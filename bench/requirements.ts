import type { WorkloadName } from './load/workloads.ts'
import type { BenchReport } from './report.ts'

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

const STATIONS = 1000
const FLEET = 10_000

const REQUIREMENTS: readonly Requirement[] = [
  atLeast('durable MeterValues at 1,000 stations', 6000, '/s', perSecond('MeterValues')),
  atLeast('… of the bare echo server', 0.3, '×', (report) => ratioToEcho(report, 'MeterValues')),
  atLeast('Heartbeat at 1,000 stations', 15_000, '/s', perSecond('Heartbeat')),
  atLeast('StatusNotification at 1,000 stations', 10_000, '/s', perSecond('StatusNotification')),
  atLeast('whole 2.0.1 transactions', 500, '/s', perSecond('Transactions')),
  atMost('p99 at half the load, worst of the above', 100, ' ms', worstHalfP99),
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
export function ratioToEcho(report: BenchReport, workload: WorkloadName, stations = STATIONS): number | undefined {
  const find = (rows: BenchReport['messages']) =>
    rows.find((row) => row.workload === workload && row.stations === stations)?.saturation.perSecond
  const [own, echo] = [find(report.messages), find(report.echoMessages)]
  return own === undefined || echo === undefined ? undefined : own / echo
}

function perSecond(workload: WorkloadName): Requirement['figure'] {
  return ({ messages }) =>
    messages.find((row) => row.workload === workload && row.stations === STATIONS)?.saturation.perSecond
}

function worstHalfP99({ messages }: BenchReport): number | undefined {
  const all = messages.flatMap(({ stations, half }) => (stations === STATIONS && half ? [half.p99Ms] : []))
  return all.length === 0 ? undefined : Math.max(...all)
}

function reconnect({ connections }: BenchReport) {
  return connections?.reconnect?.stations === FLEET ? connections.reconnect : undefined
}

function memoryPerStation({ connections }: BenchReport): number | undefined {
  return connections?.fleets.find(({ stations }) => stations === FLEET)?.kibPerStation
}

type Figure = Requirement['figure']

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
