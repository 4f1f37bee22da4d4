import { setTimeout as delay } from 'node:timers/promises'
import { postmasterPid } from '../../bench/rig/embedded-database.ts'
import { processTree } from '../../bench/rig/process-figures.ts'
import type { ServerProcess } from '../../bench/rig/server-process.ts'

/** What is done to the running program. */
export type DisasterName = 'kill-server' | 'kill-postgres' | 'freeze-postgres'

export interface Scene {
  readonly dataDir: string
  readonly server: ServerProcess
  restart(): Promise<ServerProcess>
}

export interface Aftermath {
  readonly server: ServerProcess
  /** When the program could begin to recover, ms of the monotonic clock. */
  readonly overAtMs: number
}

const FREEZE_MS = 15_000

/** Lets one disaster happen; the returned moment is the one the time back to service counts from. */
export async function strike(name: DisasterName, { dataDir, server, restart }: Scene): Promise<Aftermath> {
  const startMs = performance.now()
  switch (name) {
    case 'kill-server':
      await server.kill()
      return { server: await restart(), overAtMs: startMs }
    case 'kill-postgres':
      process.kill(postmasterPid(dataDir), 'SIGKILL')
      return { server, overAtMs: startMs }
    case 'freeze-postgres': {
      const frozen = processTree(postmasterPid(dataDir))
      for (const pid of frozen) process.kill(pid, 'SIGSTOP')
      await delay(FREEZE_MS)
      for (const pid of frozen) process.kill(pid, 'SIGCONT')
      return { server, overAtMs: performance.now() }
    }
  }
}
