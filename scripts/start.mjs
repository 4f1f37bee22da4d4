/*
 * Starts Stationmaster on any machine with npm and Node 20 or newer: installs what is missing, builds the console
 * when it is out of date and runs the program under Node 24. Arguments, signals and the exit code pass through.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureConsole } from './toolchain/console.mjs'
import { ensureDependencies } from './toolchain/dependencies.mjs'
import { neededNode, toolEnvironment } from './toolchain/node.mjs'
import { root } from './toolchain/project.mjs'

const program = join(root, 'packages', 'server', 'src', 'main.ts')
// A small young generation: ten thousand idle sockets leave little garbage, and it would only be kept in memory.
const memoryFlags = ['--max-semi-space-size=8']
const isQuestion = process.argv.includes('--help') || process.argv.includes('-h')

ensureDependencies()
const node = neededNode()
if (!isQuestion) ensureConsole()
runUnder(node)

/** Runs the program as a child that lives and dies with this process: the channel tells it when we are gone. */
function runUnder(node) {
  const words = [...memoryFlags, program, ...process.argv.slice(2)]
  const child = spawn(node, words, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: toolEnvironment() })
  child.channel?.unref()
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
