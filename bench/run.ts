/**
 * Measures the program on this machine against a bare WebSocket echo server. See README.md for the method.
 * Usage: npm run bench -- [connections] [messages] [--quick] [--json FILE], or the name of one engine (engines.ts)
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ENGINE_BENCHES } from './engines.ts'
import { measureEcho, measureServer } from './measure.ts'
import { FULL, type Plan, QUICK } from './plan.ts'
import { type BenchReport, printReport } from './report.ts'
import { makeDataDirectory, removeDataDirectory } from './rig/data-directory.ts'
import { freePort } from './rig/server-process.ts'

const SECTIONS = ['connections', 'messages'] as const
type Section = (typeof SECTIONS)[number]

/** One hundred stations can only saturate the server above the rate that one station is allowed by default. */
const RAISED = { STATION_RATE_PER_SECOND: '1000', STATION_RATE_BURST: '1000' }
const DEFAULT_RATE_HOLDS_FROM = 1000

interface Selection {
  readonly plan: Plan
  readonly sections: ReadonlySet<Section>
}

async function bench({ plan, sections }: Selection): Promise<BenchReport> {
  const speakers = sections.has('messages') ? plan.speakers : []
  const connections = sections.has('connections')
  say('bare echo server')
  const echo = await measureEcho({ plan, connections, speakers })
  const dataDir = makeDataDirectory()
  try {
    const home = { dataDir, port: await freePort() }
    say('server from nothing, default settings')
    const many = speakers.filter((stations) => stations >= DEFAULT_RATE_HOLDS_FROM)
    const first = await measureServer(home, { plan, connections, speakers: many })
    say('server started again')
    const few = speakers.filter((stations) => stations < DEFAULT_RATE_HOLDS_FROM)
    const settings = few.length > 0 ? RAISED : {}
    const second = await measureServer({ ...home, settings }, { plan, connections: false, speakers: few })
    return {
      start: { coldS: first.startedInS, warmS: second.startedInS },
      echoConnections: echo.connections,
      connections: first.connections,
      echoMessages: echo.messages,
      messages: [...first.messages, ...second.messages],
      stored: [...first.stored, ...second.stored],
      raisedSettings: settings,
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
  if (unknown.length > 0)
    throw new Error(
      `there is no section ${unknown.join(', ')}; there are ${[...SECTIONS, ...ENGINE_BENCHES.keys()].join(', ')}`,
    )
  const chosen = SECTIONS.filter((section) => positionals.length === 0 || positionals.includes(section))
  return { plan: values.quick ? QUICK : FULL, sections: new Set(chosen), json: values.json }
}

async function benchServer(): Promise<boolean> {
  const { json, ...selection } = select()
  const startMs = performance.now()
  const report = await bench(selection)
  console.log(printReport(report))
  console.log(`Took ${Math.round((performance.now() - startMs) / 1000)} s.`)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`)
  return report.stored.every(({ acknowledged, stored }) => acknowledged === stored)
}

const benchEngine = ENGINE_BENCHES.get(process.argv[2] ?? '')
const isHeld = await (benchEngine ?? benchServer)()
process.exitCode = isHeld ? 0 : 1
