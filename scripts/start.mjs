/*
 * Starts Stationmaster on any machine with npm and Node 20 or newer: installs what is missing, builds the console
 * when it is out of date and runs the program under Node 24. Arguments, signals and the exit code pass through.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureConsole } from './toolchain/console.mjs'
import { ensureDependencies } from './toolchain/dependencies.mjs'
import { isRunningNeededNode, neededNode, toolEnvironment } from './toolchain/node.mjs'
import { root } from './toolchain/project.mjs'

const program = join(root, 'packages', 'server', 'src', 'main.ts')
const isQuestion = process.argv.includes('--help') || process.argv.includes('-h')

ensureDependencies()
const node = neededNode()
if (!isQuestion) ensureConsole()
if (isRunningNeededNode) await import(`file://${program}`)
else runUnder(node)

/** Runs the program as a child that lives and dies with this process. */
function runUnder(node) {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit', env: toolEnvironment() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
    process.removeAllListeners()
  })
}
