import { identityOf } from './load/fleet.ts'
import { TOKEN_PREFIX } from './load/workloads.ts'
import { BENCH_PASSWORD, type Plan, PREFIX, REGISTERED } from './plan.ts'
import { startEcho } from './rig/echo-process.ts'
import { connectToEmbedded, postmasterPid } from './rig/embedded-database.ts'
import { registerStations, registerTokens } from './rig/registration.ts'
import { startServer } from './rig/server-process.ts'
import { type ConnectionReport, measureConnections, type Target } from './scenarios/connections.ts'
import { type MessageFigures, type MessageTarget, measureMessages } from './scenarios/messages.ts'
import { createStored, type StoredComparison } from './scenarios/stored.ts'

/** What is to be measured on one start of a server. */
export interface Work {
  readonly plan: Plan
  readonly connections: boolean
  /** Numbers of stations to measure messages with. */
  readonly speakers: readonly number[]
}

export interface EchoMeasurement {
  readonly connections: ConnectionReport | undefined
  readonly messages: readonly MessageFigures[]
}

export interface ServerMeasurement extends EchoMeasurement {
  readonly startedInS: number
  readonly stored: readonly StoredComparison[]
}

/** Measures the limit: a bare echo server. */
export async function measureEcho(work: Work): Promise<EchoMeasurement> {
  const echo = await startEcho()
  try {
    return await measure({ name: 'echo', pid: echo.pid, port: echo.port }, work)
  } finally {
    echo.stop()
  }
}

export interface Home {
  readonly dataDir: string
  readonly port: number
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts the program, measures it and stops it. */
export async function measureServer(home: Home, work: Work): Promise<ServerMeasurement> {
  const server = await startServer(home)
  try {
    const client = await connectToEmbedded(home.dataDir)
    try {
      await registerFleet(client)
      const stored = createStored(client)
      const databasePid = postmasterPid(home.dataDir)
      const target = { name: 'server', pid: server.pid, port: server.port, databasePid, stored } as const
      const measured = await measure(target, work)
      return { ...measured, startedInS: server.startedInMs / 1000, stored: stored.comparisons }
    } finally {
      await client.end()
    }
  } finally {
    await server.stop()
  }
}

async function measure(target: Target | MessageTarget, work: Work): Promise<EchoMeasurement> {
  const connections = work.connections ? await measureConnections(target, work.plan) : undefined
  const messages: MessageFigures[] = []
  for (const stations of work.speakers) messages.push(...(await measureMessages(target, stations, work.plan)))
  return { connections, messages }
}

/** Stations and tokens of the bench, by SQL. */
export async function registerFleet(client: Awaited<ReturnType<typeof connectToEmbedded>>): Promise<void> {
  for (const version of ['1.6', '2.0.1'] as const) {
    const identities = Array.from({ length: REGISTERED[version] }, (_, index) => identityOf(PREFIX[version], index))
    await registerStations(client, identities, BENCH_PASSWORD)
  }
  const tokens = Array.from({ length: Math.max(...Object.values(REGISTERED)) }, (_, n) => identityOf(TOKEN_PREFIX, n))
  await registerTokens(client, tokens)
}
