import { actionsOf } from '@stationmaster/ocpp'
import type { FuzzReport } from './fuzz.ts'

/** Whether the run found nothing wrong. */
export function passed({ alive, tally, unhandled, witness, aftermath }: FuzzReport): boolean {
  const witnessIsFine = witness.closed === undefined && witness.answered === witness.calls
  const isDone = aftermath.inboxLeft === 0 && aftermath.commandsLeft === 0 && aftermath.refused.size === 0
  return isDone && alive && unhandled.length === 0 && tally.violations.size === 0 && witnessIsFine
}

/** A plain summary. */
export function describe(report: FuzzReport): string {
  const { calm, tally, witness, residentKib, unhandled, aftermath } = report
  const ms = (value: number) => `${value.toFixed(1)} ms`
  const mib = (kib: number) => `${(kib / 1024).toFixed(0)} MiB`
  return [
    `frames                 ${tally.frames + tally.byteAttacks}, of which ${tally.byteAttacks} break the WebSocket protocol`,
    `well-formed calls      ${tally.wellFormed}, answered ${tally.answered} (${tally.callResults} CALLRESULT, ${tally.callErrors} CALLERROR)`,
    `actions                ${tally.actions.size} by version and direction; never met: ${neverMet(tally.actions).join(', ') || 'none'}`,
    `commands by REST       ${tally.ordered}: ${total(tally.commands)} taken, ${total(tally.refusedCommands)} refused; ${tally.callsHeard} calls reached stations`,
    `                       ${listed(aftermath.commandStates)}`,
    `left at the end        ${aftermath.inboxLeft} entries of the inbox, ${aftermath.commandsLeft} commands`,
    `set aside              ${aftermath.keptRaw} reports of energy that break their schema${aftermath.refused.size === 0 ? '' : ', AND'}`,
    ...[...aftermath.refused].map(([what, times]) => `  ${times} × ${what.slice(0, 200)}`),
    `handshakes             ${tally.handshakes}: ${listed(tally.handshakeOutcomes)}`,
    `sockets ended          ${listed(tally.closures)}`,
    `process alive          ${report.alive ? 'yes' : 'NO'}`,
    `unhandled errors       ${unhandled.length}`,
    ...unhandled.slice(0, 5).map((line) => `                       ${line.slice(0, 300)}`),
    `witness                ${witness.answered} of ${witness.calls} calls answered, p50 ${ms(witness.p50Ms)}, p99 ${ms(witness.p99Ms)}, longest ${ms(witness.maxMs)}${witness.closed === undefined ? '' : `, CLOSED ${witness.closed}`}`,
    `witness before         p50 ${ms(calm.p50Ms)}, p99 ${ms(calm.p99Ms)}, longest ${ms(calm.maxMs)}`,
    `resident memory        ${residentKib.map(mib).join(', ')} (after each quarter of the frames, and after the handshakes)`,
    `violations             ${tally.violations.size === 0 ? 'none' : ''}`,
    ...[...tally.violations].flatMap(([kind, { count, examples }]) => [
      `  ${count} × ${kind}`,
      ...examples.map((text) => `      ${text}`),
    ]),
    passed(report) ? 'PASSED' : 'FAILED',
  ].join('\n')
}

/** Actions of the standard that this run has not come across. */
function neverMet(met: ReadonlyMap<string, number>): readonly string[] {
  const all = (['1.6', '2.0.1', '2.1'] as const).flatMap((version) => [
    ...actionsOf(version, 'toCsms').map((action) => `${version} ← ${action}`),
    ...actionsOf(version, 'toStation').map((action) => `${version} → ${action}`),
  ])
  return all.filter((action) => !met.has(action))
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, times) => sum + times, 0)
}

function listed(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return sorted.map(([name, times]) => `${times} × ${name}`).join(', ') || 'none'
}
