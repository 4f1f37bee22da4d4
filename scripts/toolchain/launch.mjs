import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { neededNode, toolEnvironment } from './node.mjs'

/**
 * Runs a program under the needed Node as a child that lives and dies with this process: the channel tells it when we are
 * gone. Signals and the exit code pass through.
 */
export function launch(words) {
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  const child = spawn(neededNode(), words, { stdio, env: toolEnvironment() })
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
