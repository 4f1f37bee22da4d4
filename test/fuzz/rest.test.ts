import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataDirectory, removeDataDirectory } from '../../bench/rig/data-directory.ts'
import { freePort, type ServerProcess, startServer } from '../../bench/rig/server-process.ts'
import { operations } from '../../packages/server/src/contract/operations.ts'
import { FUZZ_SETTINGS } from './fuzz.ts'
import { hostileRequest, type KnownIds } from './hostile-request.ts'
import { createSeededRandom } from './seeded-random.ts'

const PATIENCE_MS = 240_000
const KEY = 'owner-key-of-the-fuzz-run'
const ROUNDS = Number(process.env['REST_FUZZ_ROUNDS'] ?? 2)
/** A change is judged by the same requests each time; whoever works on the code sees others with every run. */
const SEED = Number(process.env['REST_FUZZ_SEED'] ?? (process.env['CI'] === undefined ? randomInt(1_000_000) : 5))
const dataDir = makeDataDirectory()
let server: ServerProcess

beforeAll(async () => {
  const settings = { ...FUZZ_SETTINGS, BOOTSTRAP_API_KEY: KEY }
  server = await startServer({ dataDir, port: await freePort(), settings })
})
afterAll(async () => {
  await server?.stop()
  removeDataDirectory(dataDir)
})

async function ask(method: string, path: string, body?: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    signal: AbortSignal.timeout(60_000),
    ...(body !== undefined && { body }),
  })
  return { status: response.status, text: await response.text() }
}

test(
  'no operation fails on what it is asked',
  async () => {
    await ask('POST', '/api/v1/stations', JSON.stringify({ id: 'KNOWN' }))
    const known: KnownIds = { stationId: 'KNOWN' }
    const random = createSeededRandom(SEED)
    const failed: unknown[] = []
    let answered = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const operation of Object.keys(operations)) {
        const request = hostileRequest(operation, known, random)
        // A wait is a wait.
        const path = request.path.replace(/wait=[^&]*/, 'wait=0')
        const { status, text } = await ask(request.method, path, request.body)
        answered += 1
        if (status >= 500) failed.push({ ...request, status, text })
        if (operation === 'deleteStation') await ask('POST', '/api/v1/stations', JSON.stringify({ id: 'KNOWN' }))
      }
    }
    expect(failed, `REST_FUZZ_SEED=${SEED}`).toEqual([])
    expect(answered).toBe(ROUNDS * Object.keys(operations).length)
    expect(server.alive).toBe(true)
  },
  PATIENCE_MS,
)
