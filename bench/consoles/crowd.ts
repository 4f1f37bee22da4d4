import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface CrowdOptions {
  readonly port: number
  readonly key: string
  /** Consoles that are open at once. */
  readonly count: number
}

/** What all consoles together have got. */
export interface CrowdFigures {
  readonly bytes: number
  readonly events: number
  /** Requests that were answered. */
  readonly reads: number
  readonly failed: number
  /** Live streams that the server has ended. */
  readonly ended: number
}

export interface Crowd {
  readonly pid: number
  figures(): Promise<CrowdFigures>
  leave(): void
}

/** Opens consoles: each has a live stream and reads what a console reads. Resolves when all of them are open. */
export async function openCrowd(options: CrowdOptions): Promise<Crowd> {
  const child = fork(new URL('./crowd-process.ts', import.meta.url))
  child.send(options)
  await once(child, 'message')
  return {
    pid: child.pid ?? 0,
    async figures() {
      child.send('figures')
      const [figures] = await once(child, 'message')
      return figures
    },
    leave: () => child.disconnect(),
  }
}
