/* npm run replay -- FILE: decides an export of a station's timeline again and says what would be different today. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { TimelineExport } from '../../contract/index.ts'
import { escapeControls } from '../../platform/escape-controls.ts'
import { type ReplayedEntry, replay } from './replay.ts'

const [file] = process.argv.slice(2)
process.exitCode = file === undefined ? usage() : replayFile(file)

function usage(): number {
  process.stderr.write(
    'Usage: npm run replay -- FILE\nFILE is what GET /api/v1/stations/{id}/timeline/export has answered.\n',
  )
  return 2
}

function replayFile(path: string): number {
  const recording = read(path)
  if (typeof recording === 'string') {
    process.stderr.write(escapeControls(`${recording}\n`))
    return 2
  }
  let replayed: readonly ReplayedEntry[]
  try {
    replayed = replay(recording)
  } catch (error) {
    process.stderr.write(
      escapeControls(`${path} cannot be replayed: ${error instanceof Error ? error.message : String(error)}\n`),
    )
    return 2
  }
  for (const one of replayed) if (one.verdict === 'different') process.stdout.write(escapeControls(difference(one)))
  const count = (verdict: ReplayedEntry['verdict']) => replayed.filter((one) => one.verdict === verdict).length
  process.stdout.write(
    `${count('same')} decided as recorded, ${count('different')} differently, ${count('skipped')} not decided by the core alone\n`,
  )
  return count('different') === 0 ? 0 : 1
}

/** The recording, or a sentence why it is none. */
function read(path: string): z.infer<typeof TimelineExport> | string {
  try {
    const read = TimelineExport.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return read.success ? read.data : `${path} is not an export of a timeline:\n${z.prettifyError(read.error)}`
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function difference({ entry, answer, reasons }: Extract<ReplayedEntry, { verdict: 'different' }>): string {
  return [
    `${entry.at} ${entry.action}`,
    `  ${entry.frame}`,
    `  recorded ${entry.answer ?? 'no answer'} ${JSON.stringify(entry.reasons)}`,
    `  now      ${answer ?? 'no answer'} ${JSON.stringify(reasons)}`,
    '',
  ].join('\n')
}
