/* Checks everything that needs no test: format, lint, types, import borders, house rules, dead code, dependencies. */
import { ensureDependencies } from './toolchain/dependencies.mjs'
import { neededNode, runTool } from './toolchain/node.mjs'
import { say } from './toolchain/project.mjs'

ensureDependencies()
const node = neededNode()

const checks = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '.']],
  ['types of the server side', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the console', 'tsc', ['-p', 'packages/console/tsconfig.json']],
  ['import borders and house rules', node, ['scripts/check-boundaries.ts']],
  ['dead code and undeclared packages', 'knip', ['--no-progress']],
  ['known weaknesses of dependencies', node, ['scripts/audit-dependencies.mjs']],
]

const failed = checks.filter(([name, tool, words]) => {
  say(`\n— ${name}`)
  return runTool(tool, words) !== 0
})

say(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(([name]) => name).join('; ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1
