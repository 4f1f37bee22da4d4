import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataDirectory, removeDataDirectory } from '../../bench/rig/data-directory.ts'
import { freePort, type ServerProcess, startServer } from '../../bench/rig/server-process.ts'
import { FUZZ_SETTINGS, fuzz } from './fuzz.ts'

const PATIENCE_MS = 240_000
const KEY = 'owner-key-of-the-fuzz-run'
const dataDir = makeDataDirectory()
let server: ServerProcess

beforeAll(async () => {
  server = await startServer({
    dataDir,
    port: await freePort(),
    settings: { ...FUZZ_SETTINGS, BOOTSTRAP_API_KEY: KEY },
  })
})
afterAll(async () => {
  await server?.stop()
  removeDataDirectory(dataDir)
})

test(
  'hostile frames and handshakes are answered or refused, and nobody else notices',
  async () => {
    const report = await fuzz(server, dataDir, { frames: 6000, handshakes: 600, stations: 60, seed: 11, key: KEY })
    expect(Object.fromEntries(report.tally.violations)).toEqual({})
    expect(report.unhandled).toEqual([])
    expect(report.alive).toBe(true)
    expect(report.witness.closed).toBeUndefined()
    expect(report.witness.answered).toBe(report.witness.calls)
    expect(report.aftermath).toMatchObject({ inboxLeft: 0, commandsLeft: 0, refused: new Map() })
    expect(report.tally.callsHeard).toBeGreaterThan(100)
    expect(report.tally.answered).toBeGreaterThan(2000)
  },
  PATIENCE_MS,
)
