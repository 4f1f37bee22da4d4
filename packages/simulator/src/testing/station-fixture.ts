import type { OcppVersion } from '@stationmaster/ocpp'
import { createRandom } from '../random.ts'
import type { StationOptions } from '../station/options.ts'
import { createStation, type Station } from '../station/station.ts'
import { createSystemScheduler } from '../time/scheduler.ts'
import { createVirtualScheduler, type VirtualScheduler } from '../time/virtual-scheduler.ts'
import { CAR } from './car.ts'
import { eventually, startTestCsms, type TestCsms } from './test-csms.ts'

export const MINUTE_MS = 60_000

/** One station with 11 kW AC at a test CSMS: the physical world on a virtual clock, the network in real time. */
export interface StationFixture extends AsyncDisposable {
  readonly csms: TestCsms
  readonly world: VirtualScheduler
  readonly station: Station
  online(): Promise<void>
  /** Everything made so far has been delivered. */
  delivered(): Promise<void>
  /** Plugs in, presents the card and lets time pass. */
  charge(minutes: number, idToken?: string): Promise<void>
}

/** Starts the fixture; `prepare` may change the CSMS before the station dials. */
export async function startStation(
  version: OcppVersion,
  more: Partial<StationOptions> = {},
  prepare: (csms: TestCsms) => void = () => {},
): Promise<StationFixture> {
  const csms = await startTestCsms()
  prepare(csms)
  const world = createVirtualScheduler()
  const network = createSystemScheduler()
  const station = createStation({
    identity: `CS-${version}`,
    url: csms.url,
    version,
    evses: [{ hardware: { kind: 'ac', phases: 3, maxCurrentA: 16 }, meterStartWh: 5_000 }],
    scheduler: world,
    network,
    random: createRandom('station'),
    history: true,
    ...more,
    settings: { backOffMinimum: '0', backOffRandom: '0', messageInterval: '0', ...more.settings },
  })
  station.start()
  const delivered = () => eventually('queue empty', () => station.queued === 0)
  return {
    csms,
    world,
    station,
    online: () => eventually('station online', () => station.online),
    delivered,
    charge: async (minutes, idToken = 'CARD01') => {
      station.plugIn(1, CAR)
      if (!(await station.presentCard(1, idToken))) throw new Error('card refused')
      await world.advanceAsync(minutes * MINUTE_MS)
      await delivered()
    },
    [Symbol.asyncDispose]: async () => {
      await station.stop()
      network.stop()
      await csms.close()
    },
  }
}
