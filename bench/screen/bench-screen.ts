import { setTimeout as delay } from 'node:timers/promises'
import { launchBrowser } from '../../test/console/browser.ts'
import { describeMachine } from '../document.ts'
import { identityOf } from '../load/fleet.ts'
import { startGenerator } from '../load/generator.ts'
import { TOKEN_PREFIX } from '../load/workloads.ts'
import { BENCH_PASSWORD, DIAL_WINDOW, PREFIX } from '../plan.ts'
import { table } from '../report.ts'
import { makeDataDirectory, removeDataDirectory } from '../rig/data-directory.ts'
import { connectToEmbedded } from '../rig/embedded-database.ts'
import { registerStations, registerTokens } from '../rig/registration.ts'
import { freePort, type ServerProcess, startServer } from '../rig/server-process.ts'
import { openConsole } from './open-console.ts'
import { connectProbe } from './probe.ts'

const STATIONS = 1000
/** Each charges and sends its meter values every ten seconds. */
const MESSAGES_PER_SECOND = STATIONS / 10
const CHANGES = 40
const LIMIT_MS = 2000
const PROBE = identityOf(PREFIX['1.6'], STATIONS)
const SCREENS = [
  ['list of stations', `/stations?search=${PROBE}`, 'main tbody'],
  ['page of the station', `/stations/${PROBE}`, 'main h1'],
] as const

/** How long a change of status takes from the station's message to an open console, while all stations are charging. */
export async function benchScreen(): Promise<boolean> {
  const machine = describeMachine()
  const dataDir = makeDataDirectory()
  const server = await startServer({ dataDir, port: await freePort() })
  try {
    await register(dataDir)
    const rows = await whileCharging(server, () => measureScreens(server))
    console.log(
      `${machine}\n\n${table(['screen', 'changes', 'p50 ms', 'p95 ms', 'worst ms'], rows.map(printed)).join('\n')}`,
    )
    return rows.every(({ latenciesMs }) => Math.max(...latenciesMs) <= LIMIT_MS)
  } finally {
    await server.stop()
    removeDataDirectory(dataDir)
  }
}

interface ScreenFigures {
  readonly screen: string
  readonly latenciesMs: readonly number[]
}

async function register(dataDir: string): Promise<void> {
  const client = await connectToEmbedded(dataDir)
  try {
    const numbers = Array.from({ length: STATIONS + 1 }, (_, number) => number)
    await registerStations(
      client,
      numbers.map((number) => identityOf(PREFIX['1.6'], number)),
      BENCH_PASSWORD,
    )
    await registerTokens(
      client,
      numbers.map((number) => identityOf(TOKEN_PREFIX, number)),
    )
  } finally {
    await client.end()
  }
}

async function whileCharging<Result>(server: ServerProcess, measure: () => Promise<Result>): Promise<Result> {
  const generator = startGenerator()
  try {
    const fleet = { port: server.port, version: '1.6', prefix: PREFIX['1.6'], first: 0, count: STATIONS } as const
    await generator.run({
      kind: 'open',
      fleet: { ...fleet, password: BENCH_PASSWORD, boot: true, window: DIAL_WINDOW },
    })
    const pace = { kind: 'rate', messagesPerSecond: MESSAGES_PER_SECOND } as const
    // Ends with the generator: the load lasts as long as what is measured under it.
    const load = generator.run({ kind: 'press', workload: 'MeterValues', pace, warmMs: 1000, measureMs: 3_600_000 })
    void load.catch(() => undefined)
    await delay(10_000)
    return await measure()
  } finally {
    generator.stop()
  }
}

async function measureScreens(server: ServerProcess): Promise<readonly ScreenFigures[]> {
  const browser = await launchBrowser({ drawsMaps: true })
  try {
    const probe = await connectProbe(server.port, PROBE)
    const figures: ScreenFigures[] = []
    const signedIn = await openConsole(browser, server)
    for (const [screen, address, place] of SCREENS) {
      const watched = await signedIn.watch(address, place)
      const latenciesMs: number[] = []
      for (let change = 0; change < CHANGES; change += 1) {
        const status = change % 2 === 0 ? 'Faulted' : 'Available'
        const seen = watched.shows(status)
        const sentAtMs = Date.now()
        await probe.report(status)
        latenciesMs.push((await seen) - sentAtMs)
        // Not in step with anything that comes round in the server.
        await delay(200 + Math.random() * 800)
      }
      figures.push({ screen, latenciesMs })
    }
    probe.close()
    return figures
  } finally {
    await browser.close()
  }
}

function printed({ screen, latenciesMs }: ScreenFigures): readonly string[] {
  const sorted = latenciesMs.toSorted((a, b) => a - b)
  const quantile = (part: number) => String(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? '')
  return [screen, String(sorted.length), quantile(0.5), quantile(0.95), quantile(1)]
}
