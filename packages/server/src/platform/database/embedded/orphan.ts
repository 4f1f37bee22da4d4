import { spawnSync } from 'node:child_process'
import { readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, sleep } from '../../clock/index.ts'
import type { Logger } from '../../logging/index.ts'
import { isAlive } from '../../process/identity.ts'
import type { PostgresBinaries } from './binaries.ts'
import { readPostmasterPid } from './postmaster-pid.ts'

const FAST_STOP_MS = 20_000
const IMMEDIATE_STOP_MS = 10_000

/**
 * Ends a database server that a killed Stationmaster left running on this cluster, and clears a postmaster.pid
 * whose number meanwhile belongs to another program. The caller holds the claim on the data directory.
 */
export async function clearOrphan(input: {
  clusterDir: string
  binaries: PostgresBinaries
  clock: Clock
  logger: Logger
}): Promise<void> {
  const { clusterDir, binaries, clock, logger } = input
  const found = readPostmasterPid(clusterDir)
  if (found === undefined || !isAlive(found.pid)) return
  if (!isServerOf(found.pid, clusterDir)) {
    // PostgreSQL would mistake the stranger for a running server. Its own check of shared memory still protects us.
    logger.info({ pid: found.pid }, 'Removed a stale postmaster.pid')
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
    return
  }
  logger.warn({ pid: found.pid }, 'Stopping the database server that the last run left behind')
  await stopServer(found.pid, binaries, clock)
}

/** Stops a server cleanly, at once if it does not comply in time. Crash recovery makes the latter safe. */
export async function stopServer(pid: number, binaries: PostgresBinaries, clock: Clock): Promise<void> {
  signalServer(pid, 'INT', binaries)
  if (await goneWithin(pid, FAST_STOP_MS, clock)) return
  signalServer(pid, 'QUIT', binaries)
  if (await goneWithin(pid, IMMEDIATE_STOP_MS, clock)) return
  signalServer(pid, 'KILL', binaries)
  await goneWithin(pid, IMMEDIATE_STOP_MS, clock)
}

/** INT asks for a fast shutdown, QUIT for an immediate one, KILL is the end. Windows knows signals only through pg_ctl. */
export function signalServer(pid: number, signal: 'INT' | 'QUIT' | 'KILL', binaries: PostgresBinaries): void {
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['kill', signal, String(pid)], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(pid, `SIG${signal}`)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!isGone) throw error
  }
}

async function goneWithin(pid: number, limitMs: number, clock: Clock): Promise<boolean> {
  const deadlineMs = clock.monotonicMs() + limitMs
  while (isAlive(pid)) {
    if (clock.monotonicMs() > deadlineMs) return false
    await sleep(clock, 20)
  }
  return true
}

/** Whether the process is a PostgreSQL server on this cluster: its working directory is the cluster. */
function isServerOf(pid: number, clusterDir: string): boolean {
  if (process.platform === 'win32') return true
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir)
    } catch {
      // Gone, or a stranger's process that we may not look into.
      return false
    }
  }
  const command = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout
  return command.includes('postgres')
}
