import {
  createRandom,
  createStation,
  createSystemScheduler,
  type Station,
  type StationOptions,
} from '@stationmaster/simulator'
import { CAR } from '@stationmaster/simulator/testing'
import { expect, vi } from 'vitest'
import type { TestApp } from './test-app.ts'

const PATIENCE = { timeout: 30_000, interval: 50 }

export interface SimulatedStation extends AsyncDisposable {
  readonly station: Station
  /** Starts a transaction at EVSE 1 and gives its id once the server has it. */
  charge(): Promise<string>
}

type Version = StationOptions['version']

/** Registers a station, and lets a simulated one of its name come online, in real time. */
export async function startSimulatedStation(
  app: TestApp,
  identity: string,
  version: Version,
  more: Partial<StationOptions> = {},
): Promise<SimulatedStation> {
  const { password } = await app.call('createStation', { body: { id: identity } })
  const scheduler = createSystemScheduler()
  const station = createStation({
    ...{ identity, version, url: app.stationUrl, scheduler, random: createRandom(identity), history: true },
    ...(password !== null && { password }),
    evses: [{ hardware: { kind: 'ac', phases: 3, maxCurrentA: 16 }, meterStartWh: 5000 }],
    ...more,
    settings: { backOffMinimum: '0', backOffRandom: '0', meterInterval: '1', ...more.settings },
  })
  station.start()
  await vi.waitFor(() => expect(station.online).toBe(true), PATIENCE)
  return {
    station,
    charge: () => charge(app, station),
    async [Symbol.asyncDispose]() {
      await station.stop()
      scheduler.stop()
    },
  }
}

async function charge(app: TestApp, station: Station): Promise<string> {
  const token = `T${station.identity}`.slice(0, 20)
  await app.call('createToken', { body: { value: token, type: 'ISO14443' } })
  station.plugIn(1, CAR)
  expect(await station.presentCard(1, token)).toBe(true)
  return vi.waitFor(async () => {
    const { items } = await app.call('listSessions', { query: { stationId: station.identity, state: 'active' } })
    expect(items).toHaveLength(1)
    expect(station.evses[0]?.session?.energised).toBe(true)
    const transactionId = station.history.sessions.at(-1)?.transactionId
    if (transactionId === undefined) throw new Error('The station does not know its transaction yet.')
    return transactionId
  }, PATIENCE)
}
