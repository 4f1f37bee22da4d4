import { setTimeout as delay } from 'node:timers/promises'
import { type Generator, startGenerator } from '../load/generator.ts'
import type { Pace, PressureFigures } from '../load/pressure.ts'
import { WORKLOADS, type WorkloadName } from '../load/workloads.ts'
import { BENCH_PASSWORD, DIAL_WINDOW, type Plan, PREFIX } from '../plan.ts'
import { REQUIRED_AT_STATIONS, REQUIRED_PER_SECOND } from '../required-rates.ts'
import { cpuSeconds } from '../rig/process-figures.ts'
import type { Target } from './connections.ts'
import type { Stored } from './stored.ts'

/** CPU seconds, or microseconds per acknowledged message, by who used them. */
export interface CpuUse {
  readonly server: number
  readonly database: number
  readonly generator: number
}

export interface MessageFigures {
  readonly workload: WorkloadName
  readonly unit: 'message' | 'cycle'
  readonly stations: number
  readonly saturation: PressureFigures
  /** While the server was saturated, in µs per acknowledged message. */
  readonly cpuMicros: CpuUse
  /** At half the rate that is required; not measured on the echo server, nor where no rate is required. */
  readonly halfRequired: PressureFigures | undefined
  /** At half the saturated rate; not measured on the echo server. */
  readonly half: PressureFigures | undefined
}

export interface MessageTarget extends Target {
  /** Process id of the server's database. */
  readonly databasePid?: number
  /** Counts what is stored, to compare with what was acknowledged. */
  readonly stored?: Stored
}

/** Presses every workload of the plan with `stations` stations on the line. */
export async function measureMessages(target: MessageTarget, stations: number, plan: Plan): Promise<MessageFigures[]> {
  const figures: MessageFigures[] = []
  for (const version of ['1.6', '2.0.1'] as const) {
    const workloads = plan.workloads.filter((name) => WORKLOADS[name].version === version)
    if (workloads.length === 0) continue
    const generator = startGenerator()
    try {
      const fleet = {
        port: target.port,
        version,
        prefix: PREFIX[version],
        first: 0,
        count: stations,
        password: BENCH_PASSWORD,
        boot: target.name === 'server',
        window: DIAL_WINDOW,
      }
      await generator.run({ kind: 'open', fleet })
      await delay(plan.settleMs)
      for (const workload of workloads) figures.push(await measureOne({ target, generator, plan, workload, stations }))
      await generator.run({ kind: 'close' })
    } finally {
      generator.stop()
    }
  }
  return figures
}

interface Measurement {
  readonly target: MessageTarget
  readonly generator: Generator
  readonly plan: Plan
  readonly workload: WorkloadName
  readonly stations: number
}

async function measureOne({ target, generator, plan, workload, stations }: Measurement): Promise<MessageFigures> {
  const { warmMs } = plan
  const isServer = target.name === 'server'
  const measureMs = isServer ? plan.measureMs : plan.echoMeasureMs
  const press = (pace: Pace) => generator.run({ kind: 'press', workload, pace, warmMs, measureMs })
  await target.stored?.remember(workload)
  const before = cpuUsed(target, generator)
  const saturation = await press({ kind: 'saturation' })
  const cpuMicros = microsPerMessage(before, cpuUsed(target, generator), saturation.acknowledged)
  const atRate = (messagesPerSecond: number | undefined) =>
    isServer && messagesPerSecond !== undefined ? press({ kind: 'rate', messagesPerSecond }) : undefined
  const halfRequired = await atRate(stations === REQUIRED_AT_STATIONS ? halfRequiredRate(workload) : undefined)
  const half = await atRate(saturation.messagesPerSecond / 2)
  const acknowledged = [saturation, halfRequired, half].reduce((sum, one) => sum + (one?.acknowledged ?? 0), 0)
  await target.stored?.compare(workload, acknowledged)
  return { workload, unit: WORKLOADS[workload].unit, stations, saturation, cpuMicros, halfRequired, half }
}

/** Messages per second. */
function halfRequiredRate(workload: WorkloadName): number | undefined {
  const required = REQUIRED_PER_SECOND[workload]
  const { unit, cycle } = WORKLOADS[workload]
  return required === undefined ? undefined : (required / 2) * (unit === 'cycle' ? cycle.length : 1)
}

function cpuUsed(target: MessageTarget, generator: Generator): CpuUse {
  const database = target.databasePid === undefined ? 0 : cpuSeconds(target.databasePid)
  return { server: cpuSeconds(target.pid) - database, database, generator: cpuSeconds(generator.pid) }
}

function microsPerMessage(before: CpuUse, after: CpuUse, messages: number): CpuUse {
  const micros = (who: keyof CpuUse) => ((after[who] - before[who]) * 1_000_000) / Math.max(messages, 1)
  return { server: micros('server'), database: micros('database'), generator: micros('generator') }
}
