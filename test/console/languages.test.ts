import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { fillNetwork } from './every-screen.ts'
import { settled, turnTo } from './page.ts'

/** Some forty screens one after another, on a machine that does other things too. */
const EVERY_SCREEN_MS = 300_000

describe.skipIf(!hasBrowser)('languages', () => {
  let rig: ConsoleRig
  let routes: string[]

  beforeAll(async () => {
    rig = await startConsoleRig()
    routes = await fillNetwork(rig)
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
    await forgetChoice(page)
  })

  test('a choice that cannot be saved holds on the page, which says so', async () => {
    const { owner } = rig.app.database
    await owner.query(`alter table persons add constraint no_dutch check (language is distinct from 'nl')`)
    const { page } = await rig.open('/')
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('button', { name: 'Nederlands' }).click()
    await page.getByRole('alert').filter({ hasText: 'Uw taal geldt hier, maar is niet opgeslagen' }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('nl')
    await owner.query('alter table persons drop constraint no_dutch')
  })

  test('Arabic runs from right to left, figures in it do not', async () => {
    const { page } = await rig.open('/', { locale: 'ar-EG' })
    await page.getByText('يحتاج إلى انتباه').waitFor()
    expect(await page.getAttribute('html', 'dir')).toBe('rtl')
    expect(await page.locator('main').innerText()).not.toMatch(/[٠-٩]/)
    await page.getByRole('button', { name: 'اللغة' }).click()
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByText('Requiere atención').waitFor()
    expect(await page.getAttribute('html', 'dir')).toBe('ltr')
    await forgetChoice(page)
  })

  test('no screen holds text that escaped translation', { timeout: EVERY_SCREEN_MS }, async () => {
    const { page } = await rig.open('/')
    await page.evaluate("localStorage.setItem('stationmaster.language', 'en-XA')")
    await page.reload()
    await settled(page)
    const escaped: Record<string, string[]> = {}
    // Fields of a profile that the catalogue does not name are called as the standard calls them.
    for (const route of routes.filter((each) => !each.includes('setChargingProfile'))) {
      await turnTo(page, route)
      const bare = await bareTexts(page)
      if (bare.length > 0) escaped[route] = bare
    }
    expect(escaped).toEqual({})
  })
})

/** The choice goes with the person into every other browser; the tests that follow want none. */
async function forgetChoice(page: Page): Promise<void> {
  const kept = await page.evaluate<number>(`fetch('/api/v1/me', {
    method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"language":null}',
  }).then(({ status }) => status)`)
  expect(kept).toBe(200)
}

/** Runs in the page: every translated letter there wears an accent, and data is marked as such. */
const COLLECT_BARE_TEXTS = `(() => {
  const data = '[translate="no"], time, code, kbd, script, style, option, .maplibregl-map'
  // What stands in the middle of a sentence without being a word of ours. Browsers name days and months themselves.
  const filledIn =
    /OCPP|EVSE|kWh?|AXE-\\d|Norrvolt Duo|Accepted|CAFE0001|STRANGER|\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|\\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b|EUR|CSV|JSON|Protective settings|(API key )?Bootstrap|BOOTSTRAP_API_KEY|Olivia Owner/g
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    const words = (node.textContent ?? '').replace(filledIn, '')
    if (/[A-Za-z]{3,}/.test(words) && node.parentElement.closest(data) === null) found.push(words.trim())
  }
  return found
})()`

/** Plain words on a page in the pseudo-language. */
function bareTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(COLLECT_BARE_TEXTS)
}
