import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from './project.mjs'

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const LOUD = '='.repeat(78)

/**
 * The path of a Chromium for the browser tests: BROWSER_PATH, else one of the machine, else Debian's, installed when
 * we may. `undefined` is said loudly, because tests are skipped then.
 */
export function ensureBrowser() {
  const found = findBrowser() ?? (installDebianBrowser() ? findBrowser() : undefined)
  if (found === undefined) {
    say(`${LOUD}\nNO BROWSER: every browser test will be SKIPPED. Install Chromium or set BROWSER_PATH.\n${LOUD}`)
  }
  return found
}

function findBrowser() {
  return [process.env.BROWSER_PATH, ...PLACES].find((path) => path && existsSync(path))
}

function installDebianBrowser() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  say('Installing Chromium for the browser tests …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words) => spawnSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env })
  apt('update')
  // The shell is the same engine without the windows that nobody sees; older releases have the whole browser only.
  const install = (name) => apt('install', '-y', '--no-install-recommends', name).status === 0
  return install('chromium-headless-shell') || install('chromium')
}
