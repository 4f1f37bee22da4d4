import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Logger } from '../../packages/server/src/platform/logging/index.ts'
import { startTestApp, type TestApp } from '../../packages/server/src/testing/test-app.ts'

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** Without a graphics card a map is drawn by the processor, and takes it from everything else. */
const NO_MAPS = '--disable-3d-apis'
/** As those ask for whom what moves is a nuisance: nothing is waited for that only looks well. */
const CALM = { reducedMotion: 'reduce' } as const
const BUILT_CONSOLE = fileURLToPath(new URL('../../packages/console/dist/index.html', import.meta.url))
export const OWNER = { name: 'Olivia Owner', email: 'owner@example.com', password: 'correct horse battery' } as const

const browserPath = [process.env['BROWSER_PATH'], ...PLACES].find((path) => path !== undefined && existsSync(path))

/** False, and said aloud, where no browser is installed. */
export const hasBrowser = browserPath !== undefined
if (!hasBrowser) {
  process.stderr.write('\n*** NO BROWSER: browser tests are SKIPPED. Install Chromium or set BROWSER_PATH. ***\n\n')
}

export interface ConsoleRig extends AsyncDisposable {
  readonly app: TestApp
  /** A page of somebody else: of whoever has these cookies, or of nobody yet. */
  newPage(options: BrowserContextOptions, cookies?: ReadonlyMap<string, string>): Promise<Page>
  /** A page of its own, signed in as the owner, with what its console complained of. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenPage>
}

export interface OpenPage {
  readonly page: Page
  /** Errors the page wrote to its console or threw. */
  readonly complaints: string[]
}

interface RigOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly logger?: Logger
  /** Whether the browser can; where it cannot, the console shows lists of places. */
  readonly drawsMaps?: boolean
}

/** The real server with its own database, and a browser. */
export async function startConsoleRig({ env = {}, logger, drawsMaps = false }: RigOptions = {}): Promise<ConsoleRig> {
  if (!existsSync(BUILT_CONSOLE)) throw new Error('The console is not built: run npm run build first')
  const app = await startTestApp(env, logger)
  const browser = await browserOfWorker(drawsMaps)
  const ownersCookies = new Map((await signUp(app)).map(({ name, value }) => [name, value]))
  const newPage = async (options: BrowserContextOptions, cookies = new Map<string, string>()) => {
    const context = await browser.newContext({ ...CALM, ...options })
    // A page that stays open goes on drawing, and takes from the tests after it what they would draw with.
    onTestFinished(() => context.close())
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: app.url })))
    return context.newPage()
  }
  return {
    app,
    newPage,
    open: async (path, options = {}) => {
      const usual = { locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options }
      const opened = watch(await newPage(usual, ownersCookies))
      await opened.page.goto(`${app.url}${path}`)
      return opened
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
    },
  }
}

/** By whether they draw maps. */
const running = new Map<boolean, Promise<Browser>>()

/** One for all files of a worker, each page in a context of its own. It ends with the worker. */
async function browserOfWorker(drawsMaps: boolean): Promise<Browser> {
  const launched = running.get(drawsMaps) ?? launchBrowser({ drawsMaps })
  running.set(drawsMaps, launched)
  const browser = await launched
  if (browser.isConnected()) return browser
  running.delete(drawsMaps)
  return browserOfWorker(drawsMaps)
}

export function launchBrowser({ drawsMaps = false } = {}): Promise<Browser> {
  if (browserPath === undefined) throw new Error('There is no browser')
  return chromium.launch({ executablePath: browserPath, args: drawsMaps ? FLAGS : [...FLAGS, NO_MAPS] })
}

export function watch(page: Page): OpenPage {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, complaints }
}

function signUp(app: TestApp) {
  return redeemOwnerLink(app.url, new URL(app.server.ownerLink ?? '').hash.replace('#token=', ''))
}

/** Makes the owner of a fresh server; the cookies of the answer sign a browser in. */
export async function redeemOwnerLink(url: string, token: string) {
  const response = await fetch(`${url}/api/v1/owner`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...OWNER }),
  })
  if (!response.ok) throw new Error(`The owner link was refused: ${await response.text()}`)
  return response.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';')
    const split = pair.indexOf('=')
    return { name: pair.slice(0, split), value: pair.slice(split + 1), url }
  })
}
