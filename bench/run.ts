/**
 * Measures the program on this machine against a bare WebSocket echo server. See README.md for the method.
 * Usage: npm run bench -- [connections] [messages] [--quick] [--workload NAME] [--json FILE] [--write DOCUMENT],
 * or the name of one engine (engines.ts)
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeMachine, writeDocument } from './document.ts'
import { ENGINE_BENCHES } from './engines.ts'
import type { WorkloadName } from './load/workloads.ts'
import { measureEcho, measureServer } from './measure.ts'
import { ALL_WORKLOADS, FULL, type Plan, QUICK } from './plan.ts'
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

function select(): Selection & { json: string | undefined; write: string | undefined } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      workload: { type: 'string', multiple: true },
      json: { type: 'string' },
      write: { type: 'string' },
    },
  })
  const unknown = positionals.filter((name) => !SECTIONS.some((section) => section === name))
  if (unknown.length > 0)
    throw new Error(
      `there is no section ${unknown.join(', ')}; there are ${[...SECTIONS, ...ENGINE_BENCHES.keys()].join(', ')}`,
    )
  const chosen = SECTIONS.filter((section) => positionals.length === 0 || positionals.includes(section))
  const plan = values.quick ? QUICK : FULL
  return {
    plan: values.workload === undefined ? plan : { ...plan, workloads: values.workload.map(workloadOf) },
    sections: new Set(chosen),
    json: values.json,
    write: values.write,
  }
}

function workloadOf(name: string): WorkloadName {
  const found = ALL_WORKLOADS.find((one) => one === name)
  if (found === undefined) throw new Error(`there is no workload ${name}; there are ${ALL_WORKLOADS.join(', ')}`)
  return found
}

async function benchServer(): Promise<boolean> {
  const { json, write, ...selection } = select()
  const machine = describeMachine()
  const startMs = performance.now()
  const report = await bench(selection)
  console.log(`${machine}\n\n${printReport(report)}`)
  console.log(`Took ${Math.round((performance.now() - startMs) / 1000)} s.`)
  if (write !== undefined) writeDocument(write, report, machine)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`)
  return report.stored.every(({ acknowledged, stored }) => acknowledged === stored)
}

const benchEngine = ENGINE_BENCHES.get(process.argv[2] ?? '')
const isHeld = await (benchEngine ?? benchServer)()
process.exitCode = isHeld ? 0 : 1
