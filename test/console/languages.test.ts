import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled } from './page.ts'
import { connectStation, report } from './station.ts'

const ROUTES = [
  '/',
  '/stations',
  '/stations/LANG-1',
  '/stations/LANG-1?tab=settings',
  ...['charging', 'access', 'certificates', 'firmware', 'display', 'timeline'].map(
    (tab) => `/stations/LANG-1?tab=${tab}`,
  ),
  '/stations/LANG-1?tab=commands&command=reset',
  '/runs',
  '/runs/new',
  '/messages',
  '/files',
  '/security',
  '/sessions',
  '/waiting',
  '/connect',
  '/tokens',
  '/sites',
  '/settings',
]

describe.skipIf(!hasBrowser)('languages', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
    const station = await connectStation(rig.app, 'LANG-1')
    await report(station, 2, 'Faulted', 'GroundFailure')
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a German browser gets German; English is one choice away and is remembered', async () => {
    const { page } = await rig.open('/', { locale: 'de-DE' })
    await page.getByText('Braucht Aufmerksamkeit').waitFor()
    await page
      .getByText(/Erdschluss/)
      .first()
      .waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('de')
    await page.getByRole('button', { name: 'Sprache' }).click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Needs attention').waitFor()
    await page.reload()
    await page.getByText('Needs attention').waitFor()
  })

  test('no screen holds text that escaped translation', async () => {
    const { page } = await rig.open('/')
    await page.evaluate("localStorage.setItem('stationmaster.language', 'en-XA')")
    const escaped: Record<string, string[]> = {}
    for (const route of ROUTES) {
      await page.goto(`${rig.app.url}${route}`)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await settled(page)
      const bare = await bareTexts(page)
      if (bare.length > 0) escaped[route] = bare
    }
    expect(escaped).toEqual({})
  })
})

/** Runs in the page: every translated letter there wears an accent, and data is marked as such. */
const COLLECT_BARE_TEXTS = `(() => {
  const data = '[translate="no"], time, code, kbd, script, style, option, .maplibregl-map'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    const words = (node.textContent ?? '').replace(/OCPP|EVSE|kWh?|LANG-1|Norrvolt Duo/g, '')
    if (/[A-Za-z]{3,}/.test(words) && node.parentElement.closest(data) === null) found.push(words.trim())
  }
  return found
})()`

/** Plain words on a page in the pseudo-language. */
function bareTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(COLLECT_BARE_TEXTS)
}
