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

/** Much busier than an ordinary day, so that there is always something to see. */
const BUSYNESS = 5
const RAMP_MS = 3_000
/** Stations come back soon: in time-lapse a second without a network is minutes. */
const SETTINGS = { backOffMinimum: '1', backOffRandom: '2' }

const [url = '', startAtMs = '', beginsAtMs = '', speed = ''] = process.argv.slice(2)
const network = demoNetwork()
const accepted = network.tokens.filter((token) => token.status === 'Accepted')
// Most drivers' cards are good; now and then one is not.
const tokens = [...accepted, ...network.tokens].map((token) => token.idToken)

const fleet = createFleet({
  stations: demoFleetStations(network, url).map((station) => ({ ...station, settings: SETTINGS })),
  tokens,
  scheduler: createLapseScheduler({
    speed: Number(speed),
    startAtMs: Number(startAtMs),
    beginsAtMs: Number(beginsAtMs),
  }),
  network: createSystemScheduler(),
  random: createRandom(Number(startAtMs)),
  busyness: BUSYNESS,
  rampMs: RAMP_MS,
})
fleet.start()

process.on('disconnect', () => process.exit(0))
// A terminal sends these to the server too, which drains first and then lets go of us.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
