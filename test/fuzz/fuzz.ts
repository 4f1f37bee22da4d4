import { setTimeout as delay } from 'node:timers/promises'
import type { OcppVersion } from '@stationmaster/ocpp'
import { identityOf } from '../../bench/load/fleet.ts'
import { connectToEmbedded } from '../../bench/rig/embedded-database.ts'
import { residentKib } from '../../bench/rig/process-figures.ts'
import { registerStations } from '../../bench/rig/registration.ts'
import type { ServerProcess } from '../../bench/rig/server-process.ts'
import { type Aftermath, readAftermath } from './aftermath.ts'
import { attack } from './byte-attacks.ts'
import { dialHandshakes } from './dial-handshakes.ts'
import { FuzzStation } from './fuzz-station.ts'
import { createTally, type Tally } from './fuzz-tally.ts'
import { startOperator } from './operator.ts'
import { createSeededRandom } from './seeded-random.ts'
import { startWitness, type WitnessReport } from './witness.ts'

export interface FuzzOptions {
  readonly frames: number
  readonly handshakes: number
  readonly seed: number
  readonly stations: number
  /** Owner key of the server. */
  readonly key: string
}

export interface FuzzReport {
  readonly tally: Tally
  /** Before the first hostile frame, and from then on. */
  readonly calm: WitnessReport
  readonly witness: WitnessReport
  readonly alive: boolean
  /** Lines of the server's log that speak of an error nobody handled. */
  readonly unhandled: readonly string[]
  /** Resident memory of the server after each quarter of the frames, and after the handshakes. */
  readonly residentKib: readonly number[]
  readonly aftermath: Aftermath
}

const PASSWORD = 'fuzz-password-of-every-station'
const PREFIX = 'FUZZ-'
const WITNESS = 'FUZZ-WITNESS'
const DOOR = 'FUZZ-DOOR'
const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']
/** Share of the frames that break the WebSocket protocol itself; each costs a connection. */
const BYTE_SHARE = 0.025
const ATTACKERS = 16
const QUARTERS = 4
/** Operators who order commands at once. */
const OPERATORS = 12
const CALM_MS = 3000
const UNHANDLED = /unhandled|uncaught|ERR_UNHANDLED|Maximum call stack|heap out of memory/i

/** The server's settings for these runs: it gives up on an answer soon, and the operators are in a hurry. */
export const FUZZ_SETTINGS = {
  LOG_LEVEL: 'warn',
  CALL_TIMEOUT_MS: '2000',
  API_RATE_PER_MINUTE: '1000000',
  CALLER_RATE_PER_MINUTE: '1000000',
} as const

/** Runs all layers against a running server and reports what was seen. */
export async function fuzz(server: ServerProcess, dataDir: string, options: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally()
  const { port } = server
  await register(dataDir, options.stations)
  const calm = await watchCalm(port)
  const witness = await startWitness({ port, identity: WITNESS, password: PASSWORD })
  const byteAttacks = Math.round((options.frames * BYTE_SHARE) / QUARTERS)
  const frames = Math.round(options.frames / QUARTERS) - byteAttacks
  const resident: number[] = []
  const operators = startOperators(port, options, tally)
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    const layer = { port, options, tally, quarter }
    await Promise.all([fuzzFrames(layer, frames), attackBytes(layer, byteAttacks)])
    resident.push(residentKib(server.pid))
  }
  await Promise.all(operators.map((operator) => operator.stop()))
  await dialHandshakes({
    port,
    station: { identity: DOOR, password: PASSWORD },
    handshakes: options.handshakes,
    random: createSeededRandom(options.seed + 2_000_000),
    tally,
    // Other systems have no loopback addresses but 127.0.0.1 unless somebody adds them.
    manyAddresses: process.platform === 'linux',
  })
  const client = await connectToEmbedded(dataDir)
  const aftermath = await readAftermath(client)
  await client.end()
  const report = await witness.finish()
  const unhandled = server
    .log()
    .split('\n')
    .filter((line) => UNHANDLED.test(line))
  resident.push(residentKib(server.pid))
  return { tally, calm, witness: report, alive: server.alive, unhandled, residentKib: resident, aftermath }
}

/** Who asks the fuzz stations for something all the time, so that their answers are awaited. */
function startOperators(port: number, { key, seed, stations }: FuzzOptions, tally: Tally) {
  const targets = Array.from({ length: stations }, (_, index) => ({
    identity: identityOf(PREFIX, index),
    version: versionOf(index),
  }))
  return Array.from({ length: OPERATORS }, (_, index) =>
    startOperator({ port, key, targets, random: createSeededRandom(seed + 3_000_000 + index), tally }),
  )
}

function versionOf(index: number): OcppVersion {
  return VERSIONS[index % VERSIONS.length] ?? '1.6'
}

async function watchCalm(port: number): Promise<WitnessReport> {
  const witness = await startWitness({ port, identity: WITNESS, password: PASSWORD })
  await delay(CALM_MS)
  return witness.finish()
}

async function register(dataDir: string, stations: number): Promise<void> {
  const client = await connectToEmbedded(dataDir)
  const attackers = Array.from({ length: ATTACKERS }, (_, index) => identityOf('FUZZ-BYTES-', index))
  const fuzzers = Array.from({ length: stations }, (_, index) => identityOf(PREFIX, index))
  await registerStations(client, [WITNESS, DOOR, ...attackers, ...fuzzers], PASSWORD)
  await client.end()
}

interface Layer {
  readonly port: number
  readonly options: FuzzOptions
  readonly tally: Tally
  readonly quarter: number
}

/** JSON and schema level: every station takes its share of the frames. */
async function fuzzFrames({ port, options, tally, quarter }: Layer, frames: number): Promise<void> {
  const { seed, stations } = options
  const share = Math.ceil(frames / stations)
  const runs = Array.from({ length: stations }, (_, index) => {
    const version = versionOf(index)
    const random = createSeededRandom((seed * QUARTERS + quarter) * 10_000 + index)
    const identity = identityOf(PREFIX, index)
    const station = new FuzzStation({ port, identity, password: PASSWORD, version, random, tally })
    return station.run(Math.max(0, Math.min(share, frames - share * index)))
  })
  await Promise.all(runs)
}

/** Byte level: a few connections at a time, each breaking the protocol once. */
async function attackBytes({ port, options, tally, quarter }: Layer, attacks: number): Promise<void> {
  let left = attacks
  const worker = async (index: number) => {
    const random = createSeededRandom((options.seed * QUARTERS + quarter) * 1_000_000 + index)
    const identity = identityOf('FUZZ-BYTES-', index)
    while (left > 0) {
      left -= 1
      await attack({ port, identity, password: PASSWORD, random, tally })
    }
  }
  await Promise.all(Array.from({ length: ATTACKERS }, (_, index) => worker(index)))
}
