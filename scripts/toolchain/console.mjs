import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './node.mjs'
import { fail, root, say } from './project.mjs'

const folder = join(root, 'packages', 'console')

/** What the built console is made from. */
const SOURCES = [
  join(folder, 'src'),
  join(folder, 'public'),
  join(folder, 'index.html'),
  join(folder, 'vite.config.ts'),
  join(folder, 'package.json'),
  join(root, 'packages', 'server', 'src', 'contract'),
  join(root, 'package-lock.json'),
]

/** Builds the console when there is no build or a source is newer. */
export function ensureConsole() {
  const built = join(folder, 'dist', 'index.html')
  const builtMs = existsSync(built) ? statSync(built).mtimeMs : 0
  if (SOURCES.every((source) => newestMs(source) <= builtMs)) return
  say('Building the console …')
  if (runTool('vite', ['build', '--logLevel', 'warn'], { cwd: folder }) !== 0) fail('The console could not be built.')
}

function newestMs(path) {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), mtimeMs)
}
