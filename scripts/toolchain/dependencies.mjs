import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail, root, say } from './project.mjs'

/** Installs what package-lock.json names, unless all of it is there. Runs on any Node from 20. */
export function ensureDependencies() {
  if (isInstalled()) return
  say('Installing the dependencies; this takes a minute the first time …')
  const result = spawnSync('npm', ['ci', '--loglevel', 'error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: pathOutsideProject(), NODE_ENV: undefined },
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) fail('npm ci failed; its message is above. Is this machine on line?')
}

/** Compares what npm says it has installed with what the lock file asks for. */
function isInstalled() {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'))
  const wanted = readPackages(join(root, 'package-lock.json'))
  return Object.entries(wanted).every(([path, entry]) => {
    const isPlaced = path.includes('node_modules/') && !entry.link && !entry.optional
    if (!isPlaced) return true
    return installed[path]?.version === entry.version && existsSync(join(root, path, 'package.json'))
  })
}

function readPackages(file) {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).packages ?? {}) : {}
}

/** npm puts node_modules/.bin first; the Node in there is about to be replaced. */
function pathOutsideProject() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.includes(`node_modules`)).join(delimiter)
}
