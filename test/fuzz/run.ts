/**
 * Throws hostile frames and handshakes at a real server and checks that it stays alive, answers, and serves others.
 * Usage: node test/fuzz/run.ts [--frames 200000] [--handshakes 20000] [--stations 300] [--seed 1]
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { makeDataDirectory, removeDataDirectory } from '../../bench/rig/data-directory.ts'
import { freePort, startServer } from '../../bench/rig/server-process.ts'
import { FUZZ_SETTINGS, fuzz } from './fuzz.ts'
import { describe, passed } from './report.ts'

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '200000' },
    handshakes: { type: 'string', default: '20000' },
    stations: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
})
const dataDir = makeDataDirectory()
const key = randomBytes(24).toString('hex')
try {
  const server = await startServer({
    dataDir,
    port: await freePort(),
    settings: { ...FUZZ_SETTINGS, BOOTSTRAP_API_KEY: key },
  })
  const report = await fuzz(server, dataDir, {
    frames: Number(values.frames),
    handshakes: Number(values.handshakes),
    stations: Number(values.stations),
    seed: Number(values.seed),
    key,
  })
  const exitCode = await server.stop()
  console.log(describe(report))
  console.log(`The server stopped with exit code ${exitCode}.`)
  process.exitCode = passed(report) && exitCode === 0 ? 0 : 1
} finally {
  removeDataDirectory(dataDir)
}
