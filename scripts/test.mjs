/*
 * Runs every test of the project on any machine with npm and Node 20 or newer. Words behind `npm test --` go to
 * vitest; `--ocpp-coverage` also makes docs/ocpp-coverage.md anew. The last line counts: `N passed, N failed`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './toolchain/browser.mjs'
import { ensureConsole } from './toolchain/console.mjs'
import { countTests } from './toolchain/count-tests.mjs'
import { ensureDependencies } from './toolchain/dependencies.mjs'
import { neededNode, runTool, toolEnvironment } from './toolchain/node.mjs'
import { root, say } from './toolchain/project.mjs'

ensureDependencies()
neededNode()
const browser = ensureBrowser()
ensureConsole()

const words = process.argv.slice(2).filter((word) => word !== '--ocpp-coverage')
const folder = mkdtempSync(join(tmpdir(), 'stationmaster-report-'))
const report = join(folder, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const wire = join(folder, 'wire')
mkdirSync(wire)
const env = {
  ...toolEnvironment(),
  OCPP_COVERAGE_DIR: wire,
  ...(browser === undefined ? {} : { BROWSER_PATH: browser }),
}
const code = runTool('vitest', ['run', ...reporters, ...words], { cwd: root, env })
const { line, isGood } = countTests(readReport(), code)
if (isGood && process.argv.includes('--ocpp-coverage')) {
  runTool(neededNode(), ['scripts/ocpp-coverage.ts', wire, '--write'], { cwd: root, env })
}
rmSync(folder, { recursive: true, force: true })
say(line)
process.exitCode = isGood ? 0 : 1

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    // Vitest did not get far enough to write one.
    return undefined
  }
}
