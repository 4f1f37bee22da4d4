import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect } from 'vitest'

/** An action that went over a socket and was answered with a result, and the test file that saw to it. */
export interface WireRow {
  readonly version: string
  readonly direction: 'toCsms' | 'toStation'
  readonly action: string
  readonly test: string
}

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))

/**
 * Notes which actions really travelled in this test's database, as its flight recorder kept them, for
 * docs/ocpp-coverage.md. Does nothing unless the run asks for it by OCPP_COVERAGE_DIR.
 */
export async function recordWireCoverage(connectionString: string): Promise<void> {
  const folder = process.env['OCPP_COVERAGE_DIR']
  const { testPath } = expect.getState()
  if (folder === undefined || testPath === undefined) return
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    // A SEND has no answer; a Heartbeat is counted, not recorded.
    const { rows } = await client.query<Omit<WireRow, 'test'>>(`
      select distinct s.ocpp_version as version, f.action,
        case when f.inbound then 'toCsms' else 'toStation' end as direction
      from frames f join stations s using (station_id)
      where s.ocpp_version is not null
        and (f.answer like '[3,%' or (f.answer is null and f.frame like '[6,%' and f.reasons is null))
      union
      select ocpp_version, 'Heartbeat', 'toCsms' from stations where heartbeats > 0 and ocpp_version is not null`)
    const test = relative(ROOT, testPath)
    const file = `${createHash('sha256').update(test).digest('hex').slice(0, 16)}.jsonl`
    appendFileSync(join(folder, file), rows.map((row) => `${JSON.stringify({ ...row, test })}\n`).join(''))
  } finally {
    await client.end()
  }
}
