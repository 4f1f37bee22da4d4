import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { demoNetwork } from '@stationmaster/simulator'
import { sql } from 'kysely'
import type { Logger } from '../platform/logging/index.ts'
import { type DemoServices, insertDemoNetwork } from './insert-demo-network.ts'

/** How much of the past the demo begins with. */
const PAST_MS = 4 * 3_600_000
const FLEET_PROGRAM = fileURLToPath(new URL('./fleet-process.ts', import.meta.url))

export interface DemoOptions extends DemoServices {
  readonly logger: Logger
  readonly port: number
  readonly secure: boolean
}

/**
 * Brings the demo network to life: its sites, stations and tokens at the first start, and a fleet of simulated
 * stations and drivers in a process of its own. It plays the last hours in time-lapse and goes on in real time.
 */
export async function startDemo(options: DemoOptions): Promise<AsyncDisposable> {
  const { logger, clock, port, secure } = options
  await insertDemoNetwork(options, demoNetwork())
  const startAtMs = Math.max(clock.nowMs() - PAST_MS, await lastReportMs(options))
  const url = `${secure ? 'wss' : 'ws'}://127.0.0.1:${port}/ocpp`
  const child = fork(FLEET_PROGRAM, [url, String(startAtMs)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let isStopping = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!isStopping) logger.error({ code, signal }, 'The simulated fleet has ended; the demo goes on without it')
      resolve()
    })
    child.once('error', (error) => {
      logger.error({ err: error }, 'The simulated fleet cannot be started')
      resolve()
    })
  })
  return {
    async [Symbol.asyncDispose]() {
      isStopping = true
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** A fleet that ran before goes on where it stopped. */
async function lastReportMs({ database }: DemoServices): Promise<number> {
  const { rows } = await sql<{ at: Date | null }>`select max(last_event_at) as at from sessions`.execute(
    database.kysely,
  )
  return rows[0]?.at?.getTime() ?? 0
}
