import { readFileSync, writeFileSync } from 'node:fs'
import { describeMachine, replaced } from '../document.ts'
import { registerFleet } from '../measure.ts'
import { FULL, type Plan } from '../plan.ts'
import { table } from '../report.ts'
import { REQUIRED_PER_SECOND } from '../required-rates.ts'
import { shown } from '../requirements.ts'
import { makeDataDirectory, removeDataDirectory } from '../rig/data-directory.ts'
import { connectToEmbedded, postmasterPid } from '../rig/embedded-database.ts'
import { cpuSeconds } from '../rig/process-figures.ts'
import { freePort, startServer } from '../rig/server-process.ts'
import { type MessageFigures, measureMessages } from '../scenarios/messages.ts'
import { type CrowdFigures, openCrowd } from './crowd.ts'

const STATIONS = 1000
const CONSOLES = 200
const KEY = 'owner-key-of-the-console-bench'
/** All consoles come from one address and with one key here, as they would not elsewhere. */
const SETTINGS = { BOOTSTRAP_API_KEY: KEY, API_RATE_PER_MINUTE: '1000000', CALLER_RATE_PER_MINUTE: '1000000' }
const PLAN: Plan = { ...FULL, workloads: ['Heartbeat', 'StatusNotification', 'MeterValues'] }
const MOST_P99_MS = 100

interface Crowded {
  readonly before: readonly MessageFigures[]
  readonly crowded: readonly MessageFigures[]
  /** Without consoles once more: the database has grown meanwhile. */
  readonly after: readonly MessageFigures[]
  readonly crowd: CrowdFigures & { readonly seconds: number; readonly cpuSeconds: number }
}

/**
 * Presses 1,000 stations: alone, while 200 consoles are open, and alone again. Prints all three, and whether what is required of the server
 * is reached with them too. With `--write DOCUMENT` also puts the table into that document.
 */
export async function benchConsoles(): Promise<boolean> {
  const machine = describeMachine()
  const measured = await measure()
  const text = `${machine}\n\n${describe(measured).join('\n')}`
  console.log(text)
  const document = process.argv[process.argv.indexOf('--write') + 1]
  if (process.argv.includes('--write') && document !== undefined) {
    writeFileSync(document, replaced(readFileSync(document, 'utf8'), 'consoles', text))
  }
  return measured.crowded.every(isEnough) && measured.crowd.failed === 0
}

async function measure(): Promise<Crowded> {
  const dataDir = makeDataDirectory()
  const server = await startServer({ dataDir, port: await freePort(), settings: SETTINGS })
  try {
    const client = await connectToEmbedded(dataDir)
    await registerFleet(client)
    const { pid, port } = server
    const target = { name: 'server', pid, port, databasePid: postmasterPid(dataDir) } as const
    const before = await measureMessages(target, STATIONS, PLAN)
    // As autovacuum has done a minute after thousands of stations have come.
    await client.query('analyze')
    await client.end()
    const crowd = await openCrowd({ port, key: KEY, count: CONSOLES })
    const startMs = performance.now()
    const crowded = await measureMessages(target, STATIONS, PLAN)
    const seconds = (performance.now() - startMs) / 1000
    const got = { ...(await crowd.figures()), seconds, cpuSeconds: cpuSeconds(crowd.pid) }
    crowd.leave()
    const after = await measureMessages(target, STATIONS, PLAN)
    return { before, crowded, after, crowd: got }
  } finally {
    await server.stop()
    removeDataDirectory(dataDir)
  }
}

function isEnough({ workload, saturation, halfRequired }: MessageFigures): boolean {
  return saturation.perSecond >= (REQUIRED_PER_SECOND[workload] ?? 0) && (halfRequired?.p99Ms ?? 0) <= MOST_P99_MS
}

function describe({ before, crowded, after, crowd }: Crowded): string[] {
  const runs = { none: before, [`${CONSOLES}`]: crowded, 'none, after them': after }
  const rows = PLAN.workloads.flatMap((workload) =>
    Object.entries(runs).flatMap(([consoles, figures]) =>
      figures.filter((each) => each.workload === workload).map((each) => row(consoles, each)),
    ),
  )
  const perConsole = (amount: number) => amount / crowd.seconds / CONSOLES
  return [
    ...table(HEAD, rows),
    '',
    `Each console got ${shown(perConsole(crowd.events))} events and ${shown(perConsole(crowd.bytes) / 1024)} KiB a second. ` +
      `${shown(crowd.reads)} requests were answered, ${shown(crowd.failed)} failed, ${shown(crowd.ended)} streams ended. ` +
      `The consoles themselves took ${shown((100 * crowd.cpuSeconds) / crowd.seconds)} % of a core of this machine.`,
  ]
}

const HEAD = [
  ...['workload', 'consoles', '/s durable', 'p50 ms', 'p99 ms'],
  ...['at half the required rate: p50 ms', 'p99 ms', 'CPU µs/message: server, database'],
]

function row(consoles: string, { workload, saturation, halfRequired, cpuMicros }: MessageFigures): string[] {
  return [
    ...[workload, consoles, shown(saturation.perSecond), shown(saturation.p50Ms), shown(saturation.p99Ms)],
    ...(halfRequired === undefined ? ['', ''] : [shown(halfRequired.p50Ms), shown(halfRequired.p99Ms)]),
    `${cpuMicros.server.toFixed(0)}, ${cpuMicros.database.toFixed(0)}`,
  ]
}
