import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail, root } from './project.mjs'

const NEEDED = 24

const toolFolder = join(root, 'node_modules', '.bin')

/** Whether this process is itself new enough to run the program. */
const isRunningNeededNode = major(process.version) >= NEEDED

/** The path of a Node that can run the program: the one npm installed, else the machine's own. */
export function neededNode() {
  if (isRunningNeededNode) return process.execPath
  const pinned = join(toolFolder, process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(pinned) && versionOf(pinned) >= NEEDED) return pinned
  return fail(
    `Stationmaster needs Node ${NEEDED}. This machine has Node ${process.version}, and npm has no Node ${NEEDED} ` +
      `package for ${process.platform}-${process.arch}. Install Node ${NEEDED} or newer and start again.`,
  )
}

/** The environment in which the project's tools and the needed Node come first. */
export function toolEnvironment() {
  return { ...process.env, PATH: `${toolFolder}${delimiter}${process.env.PATH ?? ''}` }
}

/** Runs a tool of the project to its end; returns its exit code. */
export function runTool(name, words, options = {}) {
  const result = spawnSync(name, words, {
    cwd: root,
    stdio: 'inherit',
    env: toolEnvironment(),
    shell: process.platform === 'win32',
    ...options,
  })
  return result.status ?? 1
}

function versionOf(node) {
  const result = spawnSync(node, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  return result.status === 0 ? major(result.stdout.trim()) : 0
}

function major(version) {
  return Number(version.replace(/^v/, '').split('.')[0])
}
