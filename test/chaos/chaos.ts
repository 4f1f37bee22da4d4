import { setTimeout as delay } from 'node:timers/promises'
import { makeDataDirectory, removeDataDirectory } from '../../bench/rig/data-directory.ts'
import { connectToEmbedded } from '../../bench/rig/embedded-database.ts'
import { registerStations, registerTokens } from '../../bench/rig/registration.ts'
import { freePort, type ServerProcess, startServer } from '../../bench/rig/server-process.ts'
import { createSeededRandom } from '../fuzz/seeded-random.ts'
import { check, type Findings } from './checker.ts'
import { type DisasterName, strike } from './disaster.ts'
import type { StationHistory } from './history.ts'
import { createServiceMonitor, type ServiceMonitor } from './service-monitor.ts'
import { TrueStation } from './true-station.ts'

export interface ChaosOptions {
  readonly disaster: DisasterName
  readonly times: number
  readonly stations: number
  readonly seed: number
  /** Load before each disaster: at least this long, at most twice as long. */
  readonly calmMs: number
}

export interface ChaosReport {
  readonly transactions: number
  readonly sent: number
  readonly acknowledged: number
  readonly retries: number
  readonly callErrors: number
  readonly seconds: number
  /** From each disaster (from the end of a freeze) to the first acknowledgement of a call sent after it. */
  readonly backAfterMs: readonly number[]
  readonly closures: ReadonlyMap<string, number>
  readonly findings: Findings
}

const PASSWORD = 'chaos-password-of-every-station'
const PAUSE_MS = 50

/** Runs a fleet through disasters on a server of its own and compares what is stored with what truly happened. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const dataDir = makeDataDirectory()
  const port = await freePort()
  const start = () => startServer({ dataDir, port })
  let server = await start()
  try {
    const monitor = createServiceMonitor()
    const fleet = await createFleet({ dataDir, port, monitor, options })
    const stop = new AbortController()
    const startMs = performance.now()
    const running = Promise.all(fleet.map((station) => station.run(stop.signal)))
    const backAfterMs: number[] = []
    const random = createSeededRandom(options.seed)
    for (let round = 0; round < options.times; round += 1) {
      await delay(options.calmMs * (1 + random.next()))
      const aftermath = await strike(options.disaster, { dataDir, server, restart: start })
      server = aftermath.server
      backAfterMs.push((await monitor.servedSince(aftermath.overAtMs)) - aftermath.overAtMs)
    }
    await delay(options.calmMs)
    stop.abort()
    await running
    const seconds = (performance.now() - startMs) / 1000
    const findings = await compare(dataDir, fleet)
    return { ...sums(fleet), seconds, backAfterMs, closures: monitor.closures, findings }
  } finally {
    await stopQuietly(server)
    removeDataDirectory(dataDir)
  }
}

interface FleetInput {
  readonly dataDir: string
  readonly port: number
  readonly monitor: ServiceMonitor
  readonly options: ChaosOptions
}

async function createFleet({ dataDir, port, monitor, options }: FleetInput): Promise<TrueStation[]> {
  const numbers = Array.from({ length: options.stations }, (_, index) => index)
  const identity = (index: number) => `CHAOS-${index}`
  const idToken = (index: number) => `CHAOSTOKEN${index}`
  const client = await connectToEmbedded(dataDir)
  await registerStations(client, numbers.map(identity), PASSWORD)
  await registerTokens(client, numbers.map(idToken))
  await client.end()
  return numbers.map((index) => {
    const random = createSeededRandom(options.seed * 10_000 + index)
    const version = index % 2 === 0 ? '1.6' : '2.0.1'
    const own = { identity: identity(index), idToken: idToken(index), version, random } as const
    return new TrueStation({ port, password: PASSWORD, monitor, pauseMs: PAUSE_MS, ...own })
  })
}

async function compare(dataDir: string, fleet: readonly TrueStation[]): Promise<Findings> {
  const client = await connectToEmbedded(dataDir)
  try {
    return await check(
      client,
      fleet.map(({ history }) => history),
    )
  } finally {
    await client.end()
  }
}

function sums(fleet: readonly TrueStation[]) {
  const sum = (figure: (history: StationHistory) => number) =>
    fleet.reduce((total, { history }) => total + figure(history), 0)
  return {
    transactions: sum(({ transactions }) => transactions.length),
    sent: sum(({ sent }) => sent.size),
    acknowledged: sum(({ acknowledged }) => acknowledged.size),
    retries: sum(({ retries }) => retries),
    callErrors: sum(({ callErrors }) => callErrors),
  }
}

async function stopQuietly(server: ServerProcess): Promise<void> {
  if (server.alive) await server.stop()
}
