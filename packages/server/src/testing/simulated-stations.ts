import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OcppVersion } from '@stationmaster/ocpp'
import type { Station, StationOptions } from '@stationmaster/simulator'
import { type SimulatedStation, startSimulatedStation } from './simulated-station.ts'
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
  const stations: SimulatedStation[] = []
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
      const simulated = await startSimulatedStation(app, identity, version, more)
      stations.push(simulated)
      return simulated.station
    },
    async [Symbol.asyncDispose]() {
      for (const station of stations) await station[Symbol.asyncDispose]()
      await app[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
