import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Clock, sleep } from '../../clock/index.ts'
import type { Logger } from '../../logging/index.ts'
import type { Account } from './account.ts'
import type { PostgresBinaries } from './binaries.ts'
import { readPostmasterPid } from './postmaster-pid.ts'
import { serverEnvironment } from './server-environment.ts'

/** What one run of the server needs; the same for every restart. */
export interface ServerPlan {
  readonly binaries: PostgresBinaries
  readonly clusterDir: string
  readonly account: Account | undefined
  /** Settings for the command line, which nothing in the cluster can override. */
  readonly settings: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly logger: Logger
}

/** One running server process. */
export interface ServerProcess {
  readonly pid: number
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>
}

const READY_POLL_MS = 15
const STILL_STARTING_MS = 10_000
const KEPT_LINES = 40

/** An earlier server's last processes have not let go of the cluster yet. */
export class ClusterBusyError extends Error {}

/** Starts the server and waits until it accepts connections, however long recovery takes. */
export async function startServerProcess(plan: ServerPlan): Promise<ServerProcess> {
  const { account, binaries, clock, clusterDir, logger } = plan
  const settings = Object.entries(plan.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', clusterDir, ...settings], {
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own: Ctrl-C is for us, we stop the database after the last write.
    detached: process.platform !== 'win32',
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  })
  const lines = followLog(child, logger)
  let isRunning = true
  const ended = endOf(child, 'exit').finally(() => {
    isRunning = false
  })
  const logEnded = endOf(child, 'close')

  const startedMs = clock.monotonicMs()
  let reportedMs = startedMs
  while (isRunning) {
    const found = readPostmasterPid(clusterDir)
    if (found?.isReady && found.pid === child.pid) return { pid: found.pid, ended }
    if (clock.monotonicMs() - reportedMs > STILL_STARTING_MS) {
      reportedMs = clock.monotonicMs()
      logger.info({ seconds: Math.round((reportedMs - startedMs) / 1000) }, 'The database is still recovering')
    }
    await Promise.race([sleep(clock, READY_POLL_MS), ended])
  }
  await logEnded
  throw startFailure(lines)
}

function endOf(child: ChildProcess, event: 'exit' | 'close'): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once(event, () => resolve())
  })
}

function startFailure(lines: readonly string[]): Error {
  const output = lines.join('\n')
  const isBusy = /pre-existing shared memory block|lock file "postmaster.pid" (already exists|is empty)/.test(output)
  return isBusy ? new ClusterBusyError(output) : new Error(`The embedded PostgreSQL did not start:\n${output}`)
}

/** Passes the server's log on to ours and keeps the last lines for an error message. */
function followLog(child: ChildProcess, logger: Logger): string[] {
  const lines: string[] = []
  if (child.stderr === null) return lines
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line)
    if (lines.length > KEPT_LINES) lines.shift()
    const [, severity = '', message = line] = /^([A-Z]+):\s+(.*)$/.exec(line) ?? []
    switch (severity) {
      case 'PANIC':
        logger.error({ message }, 'The database server reports a failure')
        break
      case 'FATAL':
      case 'WARNING':
        logger.warn({ message }, 'The database server reports a problem')
        break
      default:
        logger.debug({ message, severity }, 'The database server says')
    }
  })
  return lines
}
