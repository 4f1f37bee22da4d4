import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OcppVersion } from '@stationmaster/ocpp'
import {
  createRandom,
  createStation,
  createSystemScheduler,
  type Station,
  type StationOptions,
} from '@stationmaster/simulator'
import { vi } from 'vitest'
import { startTestApp, type TestApp } from './test-app.ts'

/** A whole server with a data directory of its own, and simulated stations on it. */
export interface SimulatedStations extends AsyncDisposable {
  readonly app: TestApp
  /** The server after it has been stopped and started again. */
  restart(): Promise<TestApp>
  /** Registers a station and waits until it is online. */
  online(version: OcppVersion, more?: Partial<StationOptions>): Promise<Station>
}

/** Starts the server; stations come when they are asked for. */
export async function startSimulatedStations(
  settings: Readonly<Record<string, string>> = {},
): Promise<SimulatedStations> {
  const folder = mkdtempSync(join(tmpdir(), 'stationmaster-data-'))
  const all = { DATA_DIR: folder, ...settings }
  const scheduler = createSystemScheduler()
  const stations: Station[] = []
  let app = await startTestApp(all)
  return {
    get app() {
      return app
    },
    async restart() {
      app = await app.restart(all)
      return app
    },
    async online(version, more = {}) {
      const identity = more.identity ?? `SIM-${version}-${stations.length + 1}`
      const { password } = await app.call('createStation', { body: { id: identity } })
      const station = createStation({
        ...{ identity, version, url: app.stationUrl, scheduler, random: createRandom(identity), history: true },
        ...(password === null ? {} : { password }),
        evses: [{ hardware: { kind: 'ac', phases: 3, maxCurrentA: 16 } }],
        ...more,
        settings: { backOffMinimum: '0', backOffRandom: '0', ...more.settings },
      })
      stations.push(station)
      station.start()
      await vi.waitUntil(() => station.online, { timeout: 10_000 })
      return station
    },
    async [Symbol.asyncDispose]() {
      for (const station of stations) await station.stop()
      scheduler.stop()
      await app[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
