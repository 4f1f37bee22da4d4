import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../../packages/server/src/platform/logging/index.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { type HostileNetwork, startHostileNetwork } from './hostile-network.ts'
import { MARK } from './injections.ts'
import { settled, turnTo } from './page.ts'

const EVERY_SCREEN_MS = 400_000
/** What markup would have made of the texts; the program itself makes none of it. */
const MARKUP = [
  ...['#pwn', 'base', 'iframe', 'object', 'embed', '[formaction]', '[onerror]', '[onload]', '[onmouseover]'],
  ...['[src="x"]', '[src*="foreign.invalid"]', '[href*="foreign.invalid"]', '[href^="javascript:"]'],
].join()
/** Screens that show what stations have said. One of them that shows nothing hostile proves nothing. */
const TELLING = [
  ...[
    '/',
    '/stations',
    '/sessions',
    '/waiting',
    '/tokens',
    '/sites',
    '/messages',
    '/security',
    '/audit',
    '/integrations',
  ],
  ...['1.6', '2.0.1', '2.1'].flatMap((version) =>
    ['overview', 'commands', 'timeline'].map((tab) => `/stations/HOSTILE-${version}?tab=${tab}`),
  ),
  ...['configuration', 'monitoring', 'charging', 'display'].map((tab) => `/stations/HOSTILE-2.1?tab=${tab}`),
]
/** Controls and directions: what a screen would be commanded or turned around by. */
const CONTROL = /[^\P{Cc}\t\n\r]|\p{Bidi_Control}/u
const FORMULA = /^[=+\-@\t\r]/

describe.skipIf(!hasBrowser)('what hostile stations say', () => {
  let rig: ConsoleRig
  let network: HostileNetwork
  const lines: string[] = []

  beforeAll(async () => {
    const logger = createLogger({ level: 'trace', readable: false, destination: { write: (line) => lines.push(line) } })
    rig = await startConsoleRig({ logger })
    network = await startHostileNetwork(rig.app)
  }, EVERY_SCREEN_MS)
  afterAll(async () => {
    network?.close()
    await rig?.[Symbol.asyncDispose]()
  })

  test('is text on every screen: it runs nothing, calls nobody, and is no markup', {
    timeout: EVERY_SCREEN_MS,
  }, async () => {
    const { page } = await rig.open('/')
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const flaws: Record<string, unknown> = {}
    const shown: string[] = []
    for (const screen of network.screens) {
      await turnTo(page, screen)
      await openDetails(page)
      const found = await inspect(page)
      if (found.markup.length > 0 || found.ran || CONTROL.test(found.text)) flaws[screen] = found
      if (found.said.includes(MARK)) shown.push(screen)
    }
    expect(flaws).toEqual({})
    expect(dialogs).toEqual([])
    expect(asked.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== rig.app.url)).toEqual([])
    expect(TELLING.filter((screen) => !shown.includes(screen))).toEqual([])
  })

  test('is no markup and no path in the name of a file', async () => {
    const { items } = await rig.app.call('listFiles', {})
    expect(new Set(items.map(({ stationId }) => stationId)).size).toBe(3)
    for (const { name } of items) expect(name).toMatch(/^[\p{L}\p{N} ._+=@()-]+$/u)
  })

  test('is no formula in a file for spreadsheets, and no control in any', async () => {
    for (const path of ['stations', 'sites', 'tokens', 'sessions'].map((kind) => `/api/v1/export/${kind}?format=csv`)) {
      const text = await download(path)
      expect(text, path).not.toMatch(CONTROL)
      const cells = parse(text, { bom: true }).flat().map(String)
      expect(cells.filter((cell) => FORMULA.test(cell) && Number.isNaN(Number(cell)))).toEqual([])
      expect(text).toContain(MARK)
    }
    const audit = await download('/api/v1/audit/export')
    const cells = parse(audit, { bom: true }).flat().map(String)
    expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([])
    for (const kind of ['stations', 'sessions']) {
      const text = await download(`/api/v1/export/${kind}?format=json`)
      expect(JSON.parse(text)).toBeDefined()
      expect(text).not.toMatch(CONTROL)
    }
    const from = new Date(Date.now() - 3_600_000).toISOString()
    expect(await download(`/api/v1/stations/HOSTILE-2.1/timeline/export?from=${from}`)).not.toMatch(CONTROL)
  })

  test('forges no line of the log, and commands no terminal that shows it', () => {
    const whole = lines.join('')
    expect(whole.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
    const entries = whole
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries).toHaveLength(lines.length)
    expect(entries.filter(({ msg }) => String(msg).includes('admin signed in'))).toEqual([])
  })

  async function download(path: string): Promise<string> {
    const response = await rig.app.request(path)
    expect(response.status, path).toBe(200)
    return response.text()
  }
})

/** Opens what is folded, so that it is looked at too. */
async function openDetails(page: Page): Promise<void> {
  await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
  await settled(page)
}

interface Inspected {
  readonly text: string
  /** What stands in the part of the screen that is its own. */
  readonly said: string
  readonly markup: readonly string[]
  readonly ran: boolean
}

function inspect(page: Page): Promise<Inspected> {
  return page.evaluate<Inspected>(`({
    text: document.title + document.body.innerText + [...document.querySelectorAll('input, textarea')].map((field) => field.value),
    said: (document.querySelector('[role=tabpanel]') ?? document.querySelector('main')).innerText,
    markup: [...document.querySelectorAll(${JSON.stringify(MARKUP)})].map((element) => element.outerHTML.slice(0, 300)),
    ran: typeof window.pwn === 'number',
  })`)
}
