/**
 * Measures the program on this machine against a bare WebSocket echo server. See README.md for the method.
 * Usage: npm run bench -- [connections] [messages] [--quick] [--json FILE]
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { identityOf } from './load/fleet.ts'
import { BENCH_TOKEN } from './load/workloads.ts'
import { BENCH_PASSWORD, FULL, type Plan, PREFIX, QUICK, REGISTERED } from './plan.ts'
import { type BenchReport, printReport } from './report.ts'
import { makeDataDirectory, removeDataDirectory } from './rig/data-directory.ts'
import { startEcho } from './rig/echo-process.ts'
import { connectToEmbedded, postmasterPid } from './rig/embedded-database.ts'
import { registerStations, registerTokens } from './rig/registration.ts'
import { freePort, type ServerProcess, startServer } from './rig/server-process.ts'
import { type ConnectionReport, measureConnections, type Target } from './scenarios/connections.ts'
import { type MessageFigures, measureMessages } from './scenarios/messages.ts'
import { createStored, type StoredComparison } from './scenarios/stored.ts'

const SECTIONS = ['connections', 'messages'] as const
type Section = (typeof SECTIONS)[number]

/** One hundred stations can only saturate the server above the rate that one station is allowed by default. */
const RAISED = { STATION_RATE_PER_SECOND: '1000', STATION_RATE_BURST: '1000' }
const DEFAULT_RATE_HOLDS_FROM = 1000

interface Selection {
  readonly plan: Plan
  readonly sections: ReadonlySet<Section>
}

async function measureEcho({ plan, sections }: Selection) {
  const echo = await startEcho()
  const target: Target = { name: 'echo', pid: echo.pid, port: echo.port }
  try {
    const connections = sections.has('connections') ? await measureConnections(target, plan) : undefined
    const messages: MessageFigures[] = []
    if (sections.has('messages')) {
      for (const stations of plan.speakers) messages.push(...(await measureMessages(target, stations, plan)))
    }
    return { connections, messages }
  } finally {
    echo.stop()
  }
}

/** One start of the server: the connections (on the first one) and the rows of messages that its settings allow. */
async function measureServer(server: ServerProcess, dataDir: string, work: ServerWork) {
  const target: Target = { name: 'server', pid: server.pid, port: server.port }
  const client = await connectToEmbedded(dataDir)
  const stored = createStored(client)
  const messages: MessageFigures[] = []
  try {
    await prepareDatabase(client)
    const connections = work.connections ? await measureConnections(target, work.plan) : undefined
    const databasePid = postmasterPid(dataDir)
    for (const stations of work.speakers) {
      messages.push(...(await measureMessages({ ...target, databasePid, stored }, stations, work.plan)))
    }
    return { connections, messages, stored: stored.comparisons }
  } finally {
    await client.end()
  }
}

interface ServerWork {
  readonly plan: Plan
  readonly connections: boolean
  readonly speakers: readonly number[]
}

async function prepareDatabase(client: Awaited<ReturnType<typeof connectToEmbedded>>): Promise<void> {
  for (const version of ['1.6', '2.0.1'] as const) {
    const identities = Array.from({ length: REGISTERED[version] }, (_, index) => identityOf(PREFIX[version], index))
    await registerStations(client, identities, BENCH_PASSWORD)
  }
  await registerTokens(client, [BENCH_TOKEN])
}

async function bench(selection: Selection): Promise<BenchReport> {
  const { plan, sections } = selection
  say('bare echo server')
  const echo = await measureEcho(selection)
  const dataDir = makeDataDirectory()
  const port = await freePort()
  let connections: ConnectionReport | undefined
  const messages: MessageFigures[] = []
  const stored: StoredComparison[] = []
  const wanted = sections.has('messages') ? plan.speakers : []
  try {
    say('server with default settings')
    const first = await startServer({ dataDir, port })
    try {
      const speakers = wanted.filter((stations) => stations >= DEFAULT_RATE_HOLDS_FROM)
      const work = { plan, connections: sections.has('connections'), speakers }
      const result = await measureServer(first, dataDir, work)
      connections = result.connections
      messages.push(...result.messages)
      stored.push(...result.stored)
    } finally {
      await first.stop()
    }
    say('server started again')
    const second = await startServer({ dataDir, port, settings: RAISED })
    try {
      const speakers = wanted.filter((stations) => stations < DEFAULT_RATE_HOLDS_FROM)
      const result = await measureServer(second, dataDir, { plan, connections: false, speakers })
      messages.push(...result.messages)
      stored.push(...result.stored)
    } finally {
      await second.stop()
    }
    return {
      start: { coldS: first.startedInMs / 1000, warmS: second.startedInMs / 1000 },
      echoConnections: echo.connections,
      connections,
      echoMessages: echo.messages,
      messages,
      stored,
      raisedSettings: messages.some(({ stations }) => stations < DEFAULT_RATE_HOLDS_FROM) ? RAISED : {},
    }
  } finally {
    removeDataDirectory(dataDir)
  }
}

function say(text: string): void {
  console.error(`bench: ${text}`)
}

function select(): Selection & { json: string | undefined } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, json: { type: 'string' } },
  })
  const unknown = positionals.filter((name) => !SECTIONS.some((section) => section === name))
  if (unknown.length > 0) throw new Error(`there is no section ${unknown.join(', ')}; there are ${SECTIONS.join(', ')}`)
  const chosen = SECTIONS.filter((section) => positionals.length === 0 || positionals.includes(section))
  return { plan: values.quick ? QUICK : FULL, sections: new Set(chosen), json: values.json }
}

const { json, ...selection } = select()
const startMs = performance.now()
const report = await bench(selection)
console.log(printReport(report))
console.log(`Took ${Math.round((performance.now() - startMs) / 1000)} s.`)
if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`)
process.exitCode = report.stored.every(({ acknowledged, stored }) => acknowledged === stored) ? 0 : 1
