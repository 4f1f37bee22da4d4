import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface ServerOptions {
  readonly dataDir: string
  readonly port: number
  /** Settings on top of the defaults, as the environment names them. */
  readonly settings?: Readonly<Record<string, string>>
}

/** The real program in a process of its own. */
export interface ServerProcess {
  readonly pid: number
  readonly port: number
  /** From the start of the process to the first request answered as ready. */
  readonly startedInMs: number
  readonly alive: boolean
  /** Everything it has written to its log in all its runs on this data directory. */
  log(): string
  /** kill -9. Resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM. Resolves with the exit code. */
  stop(): Promise<number | null>
}

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const READY_POLL_MS = 20
const READY_PATIENCE_MS = 60_000

/** Starts the program and waits until it serves. Throws with the end of its log when it does not. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { dataDir, port, settings } = options
  const logFile = join(dataDir, 'server.log')
  const startMs = performance.now()
  const child = spawn(process.execPath, [MAIN], {
    cwd: dataDir,
    env: { ...inheritedEnvironment(), DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(logFile, { flags: 'a' })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  endWithUs(child)
  await untilReady(child, port, logFile)
  const signal = (name: NodeJS.Signals) => {
    child.kill(name)
    return ended
  }
  return {
    pid: child.pid ?? 0,
    port,
    startedInMs: performance.now() - startMs,
    get alive() {
      return child.exitCode === null && child.signalCode === null
    },
    log: () => readFileSync(logFile, 'utf8'),
    kill: () => signal('SIGKILL').then(() => {}),
    stop: () => signal('SIGTERM'),
  }
}

/** A loopback port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject()))
    })
  })
}

/** Only what a program needs to run: no setting of the caller's own server may leak in. */
function inheritedEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP', 'NODE_OPTIONS']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}

async function untilReady(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const deadlineMs = performance.now() + READY_PATIENCE_MS
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      child.kill('SIGKILL')
      const log = readFileSync(logFile, 'utf8').split('\n').slice(-30).join('\n')
      throw new Error(`the server did not become ready:\n${log}`)
    }
    await delay(READY_POLL_MS)
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) })
    return response.ok
  } catch {
    return false
  }
}
