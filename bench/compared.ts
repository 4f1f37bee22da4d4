import type { WorkloadName } from './load/workloads.ts'
import { type BenchReport, table } from './report.ts'
import { REQUIRED_AT_STATIONS } from './required-rates.ts'
import { ratioToEcho, shown, worstP99 } from './requirements.ts'

/** What the foundation reached, before "all of OCPP", at 1,000 stations on a two-core machine (`--quick`). */
const FOUNDATION: Readonly<Record<WorkloadName, { readonly perSecond: number; readonly ratio: number }>> = {
  Heartbeat: { perSecond: 33_808, ratio: 0.22 },
  StatusNotification: { perSecond: 21_908, ratio: 0.15 },
  MeterValues: { perSecond: 14_042, ratio: 0.1 },
  TransactionEvent: { perSecond: 11_699, ratio: 0.09 },
  Transactions: { perSecond: 1600, ratio: 0.09 },
}
const FOUNDATION_WORST_P99_MS = 94

const HEAD = ['workload', 'foundation', 'this run', 'change', 'of the echo server: foundation', 'this run']

/** This run beside the foundation's, in Markdown. Ratios to the echo server of the same run carry from machine to machine. */
export function printComparison(report: BenchReport): string {
  const rows = report.messages.flatMap(({ workload, stations, saturation: { perSecond } }) => {
    if (stations !== REQUIRED_AT_STATIONS) return []
    const before = FOUNDATION[workload]
    const ratio = ratioToEcho(report, workload)
    const change = percent(perSecond / before.perSecond - 1)
    const ratios = [before.ratio.toFixed(2), ratio === undefined ? '' : ratio.toFixed(2)]
    return [[workload, `${shown(before.perSecond)}/s`, `${shown(perSecond)}/s`, change, ...ratios]]
  })
  const worstMs = worstP99('half')(report)
  const before = `${shown(FOUNDATION_WORST_P99_MS)} ms`
  const latency =
    worstMs === undefined
      ? []
      : [
          [
            'worst p99 at half of its own rates',
            before,
            `${shown(worstMs)} ms`,
            percent(worstMs / FOUNDATION_WORST_P99_MS - 1),
          ],
        ]
  return table(HEAD, [...rows, ...latency]).join('\n')
}

function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %`
}
