import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a PostgreSQL server writes about itself into its data directory. */
export interface PostmasterPid {
  readonly pid: number
  readonly isReady: boolean
  readonly port: number
  /** Empty when it listens on no Unix socket. */
  readonly socketFolder: string
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
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  // Lines 4, 5 and 8; the status is padded with blanks.
  const [, , , port = '', socketFolder = '', , , status = ''] = lines
  return { pid, isReady: status.trim() === 'ready', port: Number(port), socketFolder }
}
