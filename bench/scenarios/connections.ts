import { setTimeout as delay } from 'node:timers/promises'
import type { FleetOptions, OpenFigures } from '../load/fleet.ts'
import { startGenerator } from '../load/generator.ts'
import { BENCH_PASSWORD, DIAL_WINDOW, type Plan, PREFIX } from '../plan.ts'
import { cpuSeconds, residentKib } from '../rig/process-figures.ts'

/** What is dialled: the bare echo server, or ours, whose stations send a Boot. */
export interface Target {
  readonly name: 'echo' | 'server'
  readonly pid: number
  readonly port: number
}

export interface ConnectionFigures {
  readonly stations: number
  readonly connected: OpenFigures
  /** Resident memory of the server process per idle station. */
  readonly kibPerStation: number
}

export interface IdleFigures {
  readonly stations: number
  /** CPU of the server with its database, in percent of one core. */
  readonly cpuPercent: number
}

export interface ConnectionReport {
  readonly fleets: readonly ConnectionFigures[]
  readonly idle: IdleFigures | undefined
  /** After a cut of every socket at once. */
  readonly reconnect: OpenFigures | undefined
}

const HEARTBEAT_MS = 300_000

/** Connects fleets of each size, weighs them, watches the largest one idle, and cuts it. */
export async function measureConnections(target: Target, plan: Plan): Promise<ConnectionReport> {
  const fleets: ConnectionFigures[] = []
  let idle: IdleFigures | undefined
  let reconnect: OpenFigures | undefined
  const largest = Math.max(...plan.fleetSizes)
  for (const count of plan.fleetSizes) {
    const generator = startGenerator()
    try {
      await delay(plan.settleMs)
      const emptyKib = residentKib(target.pid)
      const connected = await generator.run({ kind: 'open', fleet: fleetOf(target, count) })
      if (count === largest && target.name === 'server') {
        const before = cpuSeconds(target.pid)
        await generator.run({ kind: 'idle', durationMs: plan.idleMs, heartbeatMs: HEARTBEAT_MS })
        const cpuPercent = ((cpuSeconds(target.pid) - before) * 100_000) / plan.idleMs
        idle = { stations: count, cpuPercent }
      } else await delay(plan.settleMs)
      fleets.push({ stations: count, connected, kibPerStation: (residentKib(target.pid) - emptyKib) / count })
      if (count === largest && target.name === 'server') {
        reconnect = await generator.run({ kind: 'reconnect', fleet: fleetOf(target, count) })
      }
      await generator.run({ kind: 'close' })
    } finally {
      generator.stop()
    }
  }
  return { fleets, idle, reconnect }
}

function fleetOf({ name, port }: Target, count: number): FleetOptions {
  return {
    port,
    version: '1.6',
    prefix: PREFIX['1.6'],
    first: 0,
    count,
    password: BENCH_PASSWORD,
    boot: name === 'server',
    window: DIAL_WINDOW,
  }
}
