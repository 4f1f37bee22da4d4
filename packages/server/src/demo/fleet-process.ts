import {
  createFleet,
  createLapseScheduler,
  createRandom,
  createSystemScheduler,
  demoFleetStations,
  demoNetwork,
} from '@stationmaster/simulator'

/*
 * The program of the process that plays the demo's stations and drivers: `fleet-process.ts URL START_MS`.
 * It ends with the server that started it.
 */

/** How fast the past is caught up with; then the fleet goes on in real time. */
const SPEED = 60
/** A little busier than an ordinary day, so that there is always something to see. */
const BUSYNESS = 1.5
const RAMP_MS = 5_000

const [url = '', startAtMs = ''] = process.argv.slice(2)
const network = demoNetwork()
const accepted = network.tokens.filter((token) => token.status === 'Accepted')
// Most drivers' cards are good; now and then one is not.
const tokens = [...accepted, ...network.tokens].map((token) => token.idToken)

const fleet = createFleet({
  stations: demoFleetStations(network, url),
  tokens,
  scheduler: createLapseScheduler({ speed: SPEED, startAtMs: Number(startAtMs), catchUp: true }),
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
