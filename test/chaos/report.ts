import type { ChaosReport } from './chaos.ts'
import { isClean } from './checker.ts'

const EXAMPLES = 5

/** A plain summary; the last line says whether anything was wrong. */
export function describe(report: ChaosReport): string {
  const { backAfterMs, closures, findings, seconds } = report
  const times = backAfterMs.map((ms) => (ms / 1000).toFixed(1))
  const worst = Math.max(0, ...backAfterMs) / 1000
  return [
    `transactions          ${report.transactions} in ${seconds.toFixed(0)} s (${(report.transactions / seconds).toFixed(0)}/s)`,
    `messages              ${report.sent} sent, ${report.acknowledged} acknowledged, ${report.retries} retries, ${report.callErrors} CALLERRORs`,
    `sockets ended         ${[...closures].map(([name, count]) => `${count} × ${name}`).join(', ') || 'none'}`,
    `disasters             ${backAfterMs.length}`,
    `back in service, s    ${times.join(' ')} (longest ${worst.toFixed(1)})`,
    ...Object.entries(findings).flatMap(([name, list]: [string, readonly string[]]) => [
      `${name.padEnd(22)}${list.length}`,
      ...list.slice(0, EXAMPLES).map((text) => `    ${text.slice(0, 500)}`),
    ]),
    isClean(findings) ? 'PASSED' : 'FAILED',
  ].join('\n')
}
