import { expect, test } from 'vitest'
import { hardwareOfPower } from '../energy/hardware.ts'
import { createRandom } from '../random.ts'
import { eventually, startTestCsms } from '../testing/test-csms.ts'
import { createSystemScheduler } from '../time/scheduler.ts'
import { createVirtualScheduler } from '../time/virtual-scheduler.ts'
import { createFleet, type FleetOptions } from './fleet.ts'

const HOUR_MS = 3_600_000
const NOWHERE = 'ws://127.0.0.1:1/ocpp'

function options(seed: string, more: Partial<FleetOptions> & { url?: string; count?: number } = {}): FleetOptions {
  const { url = NOWHERE, count = 6, ...rest } = more
  return {
    stations: Array.from({ length: count }, (_, index) => ({
      identity: `F-${index}`,
      url,
      version: (['1.6', '2.0.1', '2.1'] as const)[index % 3] ?? '1.6',
      evses: [{ hardware: hardwareOfPower(index % 2 ? 150_000 : 11_000) }],
    })),
    tokens: ['A', 'B', 'C'],
    scheduler: createVirtualScheduler(),
    network: createVirtualScheduler(),
    random: createRandom(seed),
    ...rest,
  }
}

/** A day of a fleet that never reaches a CSMS: nothing but seed and clock. */
async function aDay(seed: string) {
  const clock = createVirtualScheduler()
  const fleet = createFleet(options(seed, { scheduler: clock, faults: { 'connector-fault': 0.2, 'meter-reset': 0.2 } }))
  fleet.start()
  await clock.advanceAsync(24 * HOUR_MS)
  await fleet.stop()
  return fleet.stations.map((station) => station.history.sessions)
}

test('a seed reproduces a day to the last watt-hour; another seed is another day', async () => {
  const [one, again, other] = await Promise.all([aDay('s1'), aDay('s1'), aDay('s2')])
  expect(one.flat().length).toBeGreaterThan(10)
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})

test('drivers come as often at night as by day when they are asked to come around the clock', async () => {
  const clock = createVirtualScheduler(Date.UTC(2025, 0, 6))
  const fleet = createFleet(options('nights', { scheduler: clock, aroundTheClock: true, busyness: 5 }))
  const hours: number[] = []
  fleet.events.on('arrival', () => hours.push(new Date(clock.now()).getUTCHours()))
  fleet.start()
  await clock.advanceAsync(14 * 24 * HOUR_MS)
  await fleet.stop()
  expect(hours.length).toBeGreaterThan(500)
  expect(Math.abs(hours.filter((hour) => hour < 6).length / hours.length - 0.25)).toBeLessThan(0.05)
})

test('a mixed fleet in time-lapse: what it says was acknowledged is what the CSMS saw, and all of it is to the schema', async () => {
  const csms = await startTestCsms()
  const clock = createVirtualScheduler(Date.UTC(2025, 0, 6, 10))
  const network = createSystemScheduler()
  const fleet = createFleet(
    options('mixed', { url: csms.url, count: 9, scheduler: clock, network, sessionsPerHour: 30, history: true }),
  )
  fleet.start()
  await eventually('all online', () => fleet.online() === 9)
  for (let step = 0; step < 8; step += 1) {
    await clock.advanceAsync(HOUR_MS / 2)
    await eventually('delivered', () => fleet.queued() === 0)
  }
  const statistics = fleet.statistics()
  const records = fleet.stations.flatMap((station) => station.history.calls)
  await fleet.stop()
  network.stop()
  await csms.close()

  expect(statistics.sessionsEnded).toBeGreaterThan(10)
  expect(statistics).toMatchObject({ refused: 0, dropped: 0, unanswered: 0 })
  expect(csms.violations).toEqual([])
  expect(csms.calls).toHaveLength(statistics.sent)
  const keys = records.flatMap((record) => record.businessKey ?? [])
  expect(new Set(keys).size).toBe(keys.length)
  const ended = fleet.stations.flatMap((station) => station.history.sessions).filter((session) => session.stoppedAtMs)
  expect(ended.every((session) => session.startAcked && session.stopAcked)).toBe(true)
})

test('recorded sessions are replayed on the places of the fleet', async () => {
  const clock = createVirtualScheduler()
  const arrivals: unknown[] = []
  const replay = [0, 1, 2].map((index) => ({
    stationId: `R${index}`,
    arrivalMs: index * HOUR_MS,
    departureMs: (index + 2) * HOUR_MS,
    energyWh: 5_000,
    idToken: `CARD${index}`,
  }))
  const fleet = createFleet(options('replay', { scheduler: clock, replay }))
  fleet.events.on('arrival', ({ identity, served }) => arrivals.push([identity, served]))
  fleet.start()
  await clock.advanceAsync(6 * HOUR_MS)
  await fleet.stop()
  expect(arrivals).toEqual([
    ['F-0', true],
    ['F-1', true],
    ['F-2', true],
  ])
  const sessions = fleet.stations.flatMap((station) => station.history.sessions)
  expect(sessions.map((session) => session.idToken)).toEqual(['CARD0', 'CARD1', 'CARD2'])
})

test('a storm drops every station, and all come back', async () => {
  const csms = await startTestCsms()
  const network = createSystemScheduler()
  const fleet = createFleet(options('storm', { url: csms.url, network, rampMs: 20 }))
  fleet.start()
  await eventually('all online', () => fleet.online() === 6)
  fleet.storm()
  await eventually('all dialled again', () => csms.handshakes.length === 12)
  await eventually('all online again', () => fleet.online() === 6)
  await fleet.stop()
  network.stop()
  await csms.close()
})
