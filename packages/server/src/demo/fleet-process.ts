import {
  createFleet,
  createLapseScheduler,
  createRandom,
  createSystemScheduler,
  demoFleetStations,
  demoNetwork,
} from '@stationmaster/simulator'

/*
 * The program of the process that plays the demo's stations and drivers:
 * `fleet-process.ts URL START_MS BEGINS_AT_MS SPEED`, whose clock is the server's. It ends with the server that started it.
 */

/** Much busier than an ordinary day, and as busy at night, so that there is always something to see. */
const BUSYNESS = 3
const RAMP_MS = 3_000
/** Minutes before the present at which something breaks for sure, so that there is something to mend. */
const BREAKS_BEFORE_MIN = [34, 26, 19, 11, 4]
/** Stations come back soon: in time-lapse a second without a network is minutes. */
const SETTINGS = { backOffMinimum: '1', backOffRandom: '2' }

const [url = '', startAtMs = '', beginsAtMs = '', speed = ''] = process.argv.slice(2)
const network = demoNetwork()
const accepted = network.tokens.filter((token) => token.status === 'Accepted')
// Most drivers' cards are good; now and then one is not.
const tokens = [...accepted, ...network.tokens].map((token) => token.idToken)

const scheduler = createLapseScheduler({
  speed: Number(speed),
  startAtMs: Number(startAtMs),
  beginsAtMs: Number(beginsAtMs),
})
const fleet = createFleet({
  stations: demoFleetStations(network, url).map((station) => ({ ...station, settings: SETTINGS })),
  tokens,
  scheduler,
  network: createSystemScheduler(),
  random: createRandom(Number(startAtMs)),
  busyness: BUSYNESS,
  aroundTheClock: true,
  rampMs: RAMP_MS,
})
fleet.start()
for (const minutes of BREAKS_BEFORE_MIN) {
  const delayMs = Number(beginsAtMs) - Number(startAtMs) - minutes * 60_000
  if (delayMs > 0) scheduler.after(delayMs, () => fleet.injectFault('connector-fault'))
}

process.on('disconnect', () => process.exit(0))
// A terminal sends these to the server too, which drains first and then lets go of us.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
