import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startTimeOf } from './identity.ts'

/**
 * Claims a data directory for this process, so that no two servers work on the same data. A claim left behind by a
 * killed server is taken over. Throws a sentence that names the holder when another server is running.
 * Returns the function that gives the claim up.
 */
export function claimDataDirectory(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'stationmaster.pid')
  const claim = `${process.pid}\n${startTimeOf(process.pid) ?? ''}\n`
  for (let attempt = 0; attempt < 3; attempt++) {
    if (writeExclusively(path, claim)) return () => giveUp(path, claim)
    const holder = readHolder(path)
    if (holder !== undefined && isRunning(holder)) {
      throw new Error(
        `The data directory ${dataDir} is in use by the Stationmaster process ${holder.pid}. ` +
          'Stop that process, or set DATA_DIR to another folder.',
      )
    }
    rmSync(path, { force: true })
  }
  throw new Error(`The data directory ${dataDir} is being claimed by several processes at once; try again.`)
}

function writeExclusively(path: string, claim: string): boolean {
  try {
    writeFileSync(path, claim, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readHolder(path: string): { pid: number; startTime: string } | undefined {
  try {
    const [pid, startTime = ''] = readFileSync(path, 'utf8').split('\n')
    return Number(pid) > 0 ? { pid: Number(pid), startTime } : undefined
  } catch {
    // Given up between our two looks at it.
    return undefined
  }
}

function isRunning(holder: { pid: number; startTime: string }): boolean {
  if (!isAlive(holder.pid)) return false
  return holder.startTime === '' || holder.startTime === startTimeOf(holder.pid)
}

function giveUp(path: string, claim: string): void {
  const holder = readHolder(path)
  if (holder !== undefined && claim.startsWith(`${holder.pid}\n`)) rmSync(path, { force: true })
}
