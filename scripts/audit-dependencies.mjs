/* Asks the registry for known weaknesses of what we ship. Fails on a severe one; says loudly when nobody can be asked. */
import { spawnSync } from 'node:child_process'
import { auditVerdict } from './toolchain/audit-verdict.mjs'
import { root, say } from './toolchain/project.mjs'

const PATIENCE_MS = 60_000

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=1'], {
  cwd: root,
  encoding: 'utf8',
  timeout: PATIENCE_MS,
  shell: process.platform === 'win32',
})
const { skipped, found = [] } = auditVerdict(stdout ?? '')

if (skipped !== undefined) {
  say(`\n*** SKIPPED: the dependencies were NOT checked for known weaknesses. ${skipped}. ***\n`)
} else if (found.length === 0) {
  say('No severe weakness is known of any dependency.')
} else {
  say(`Severe weaknesses are known:\n${found.map((line) => `  ${line}`).join('\n')}`)
  process.exitCode = 1
}
