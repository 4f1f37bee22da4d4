import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { demoNetwork } from '@stationmaster/simulator'
import { sql } from 'kysely'
import { sampleNetworkLoad } from '../network/index.ts'
import { sleep } from '../platform/clock/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { DemoClock } from './demo-clock.ts'
import { type DemoServices, insertDemoNetwork } from './insert-demo-network.ts'

/** How much of the past the demo begins with. */
const PAST_MS = 3 * 3_600_000
/** How fast it is played. A message may be under way for a second without seeming to come from a wrong clock. */
const SPEED = 240
/** The clock stands still while the stations dial, so that they are there when the past begins. */
const DIAL_MS = 6_000
/** Often enough to meet every step of the load chart at that speed. */
const SAMPLE_EVERY_MS = 60
const FLEET_PROGRAM = fileURLToPath(new URL('./fleet-process.ts', import.meta.url))

export interface DemoOptions extends DemoServices {
  /** The server's own clock. */
  readonly clock: DemoClock
  readonly logger: Logger
  readonly port: number
  readonly secure: boolean
  /** Default three hours. */
  readonly pastMs?: number
}

export interface RunningDemo extends AsyncDisposable {
  /** Resolves when the past has been played. */
  readonly caughtUp: Promise<void>
}

/**
 * Brings the demo network to life: its sites, stations and tokens at the first start, and a fleet of simulated
 * stations and drivers in a process of its own. Server and fleet live through the last hours in time-lapse and go on in
 * real time. A fleet that ran before goes on where it stopped.
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { logger, clock, port, secure, pastMs = PAST_MS } = options
  const wallMs = Date.now()
  const startAtMs = Math.min(wallMs, Math.max(wallMs - pastMs, await lastReportMs(options)))
  const beginsAtMs = wallMs + DIAL_MS
  const caughtUpAtMs = clock.follow({ speed: SPEED, startAtMs, beginsAtMs })
  logger.info({ seconds: Math.ceil((caughtUpAtMs - wallMs) / 1000) }, 'Playing the last hours of the demo network')
  await insertDemoNetwork(options, demoNetwork())
  const url = `${secure ? 'wss' : 'ws'}://127.0.0.1:${port}/ocpp`
  const words = [url, String(startAtMs), String(beginsAtMs), String(SPEED)]
  const child = fork(FLEET_PROGRAM, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
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
  const caughtUp = sampleUntil(options, { caughtUpAtMs, hasEnded: () => isStopping })
  return {
    caughtUp,
    async [Symbol.asyncDispose]() {
      isStopping = true
      if (child.connected) child.disconnect()
      await Promise.all([ended, caughtUp])
    },
  }
}

/** Draws the load of the past as it is played; the server's own round would meet few of its steps. */
async function sampleUntil(
  { database, clock, logger }: DemoOptions,
  { caughtUpAtMs, hasEnded }: { readonly caughtUpAtMs: number; readonly hasEnded: () => boolean },
): Promise<void> {
  while (Date.now() < caughtUpAtMs && !hasEnded()) {
    try {
      await database.transaction((tx) => sampleNetworkLoad(tx, clock.nowMs()))
    } catch (error) {
      logger.warn({ err: error }, 'A step of the load chart is missing')
    }
    await sleep(clock, SAMPLE_EVERY_MS)
  }
}

/** A fleet that ran before goes on where it stopped. */
async function lastReportMs({ database }: DemoServices): Promise<number> {
  const { rows } = await sql<{ at: Date | null }>`select max(last_event_at) as at from sessions`.execute(
    database.kysely,
  )
  return rows[0]?.at?.getTime() ?? 0
}
