import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a PostgreSQL server writes about itself into its data directory. */
export interface PostmasterPid {
  readonly pid: number
  readonly isReady: boolean
}

/** Reads postmaster.pid; `undefined` when there is none or it is not complete yet. */
export function readPostmasterPid(clusterDir: string): PostmasterPid | undefined {
  let content: string
  try {
    content = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8')
  } catch {
    // No file: no server has run here, or the last one stopped cleanly.
    return undefined
  }
  const lines = content.split('\n')
  const pid = Number(lines[0])
  // Line 8 is the server's status, padded with blanks.
  return Number.isInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : undefined
}
