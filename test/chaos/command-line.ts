import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'
import { isClean } from './checker.ts'
import type { DisasterName } from './disaster.ts'
import { describe } from './report.ts'

/** Reads `--kills`, `--stations`, `--seed`, runs the disaster, prints the summary and sets the exit code. */
export async function main(disaster: DisasterName, times: number): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: String(times) },
      stations: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
    },
  })
  const report = await runChaos({
    disaster,
    times: Number(values.kills),
    stations: Number(values.stations),
    seed: Number(values.seed),
    calmMs: 2000,
  })
  console.log(describe(report))
  process.exitCode = isClean(report.findings) ? 0 : 1
}
