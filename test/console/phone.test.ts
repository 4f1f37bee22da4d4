import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { fillNetwork } from './every-screen.ts'
import { turnTo } from './page.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
/** For a thumb in a glove. */
const TARGET_PX = 48
const EVERY_SCREEN_MS = 300_000

describe.skipIf(!hasBrowser)('on call, with a phone', () => {
  let rig: ConsoleRig
  let addresses: readonly string[]
  beforeAll(async () => {
    rig = await startConsoleRig()
    addresses = await fillNetwork(rig)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('what is broken, its station and a command are under the thumb', async () => {
    const { page } = await rig.open('/', PHONE)
    const attention = page.getByRole('button', { name: 'Reset: AXE-1' })
    await attention.waitFor()
    // On the first screen, before the counters.
    const counters = await page.getByRole('list', { name: 'Charging points by state' }).boundingBox()
    expect((await attention.boundingBox())?.y).toBeLessThan(counters?.y ?? 0)
    expect(await smallTargets(attention)).toEqual([])

    const bar = page.getByRole('navigation', { name: 'On call' })
    expect(await smallTargets(bar.getByRole('link').or(bar.getByRole('button')))).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await bar.getByRole('link', { name: /Faulted/ }).tap()
    await page.getByRole('heading', { name: 'Stations', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'AXE-1', exact: true }).tap()
    await page.getByRole('heading', { name: /AXE-1/, level: 1 }).waitFor()
    const stop = page.getByRole('button', { name: 'Stop', exact: true })
    await stop.waitFor()
    const main = page.getByRole('main')
    expect(await smallTargets(main.getByRole('button', { name: /^(Start|Stop|Reset|Unlock|More)/ }))).toEqual([])
    await main.getByRole('button', { name: 'More', exact: true }).tap()
    expect(await smallTargets(page.getByRole('menuitem'))).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' })

    await bar.getByRole('button', { name: 'Search' }).tap()
    await page.getByRole('combobox', { name: /Station, session/ }).fill('axe1')
    const offer = page.getByRole('option', { name: 'Unlock AXE-1 · EVSE 1' })
    await offer.waitFor()
    expect(await smallTargets(page.getByRole('option'))).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await offer.tap()
    // What can be undone is not behind the bar.
    const undo = await page.getByRole('button', { name: 'Undo', exact: true }).boundingBox()
    expect((undo?.y ?? 0) + (undo?.height ?? 0)).toBeLessThanOrEqual((await bar.boundingBox())?.y ?? 0)
    await page.getByRole('button', { name: 'Undo', exact: true }).tap()
  })

  test('no screen is wider than the phone, and nothing is cut off', { timeout: EVERY_SCREEN_MS }, async () => {
    const { page } = await rig.open('/', PHONE)
    const faults: string[] = []
    for (const address of addresses) {
      await turnTo(page, address)
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (width > PHONE.viewport.width) faults.push(`${address}: ${width} px wide`)
      faults.push(...(await cutTexts(page)).map((text) => `${address}: ${text}`))
    }
    expect(faults).toEqual([])
  })

  test.each([1280, 1366])('the longest word for a state has room beside %i px', async (width) => {
    for (const locale of ['en-GB', 'nl-NL', 'de-DE', 'pl-PL']) {
      const { page } = await rig.open('/stations', { viewport: { width, height: 800 }, locale })
      await page.getByRole('link', { name: 'AXE-2' }).waitFor()
      expect(await cutTexts(page)).toEqual([])
      await turnTo(page, '/')
      expect(await cutTexts(page)).toEqual([])
      await page.close()
    }
  })
})

/** Those of the controls that are smaller than a thumb. */
async function smallTargets(controls: Locator): Promise<string[]> {
  await controls.first().waitFor()
  const boxes = await Promise.all(
    (await controls.all()).map(async (each) => ({ box: await each.boundingBox(), name: await each.textContent() })),
  )
  return boxes.flatMap(({ box, name }) =>
    box === null || (box.height >= TARGET_PX && box.width >= TARGET_PX) ? [] : [`${name} ${box.width}×${box.height}`],
  )
}

/** Words that do not fit where they stand: of cells, of buttons, of counters; and tables that are wider than their place. */
async function cutTexts(page: Page): Promise<string[]> {
  return page.getByRole('main').evaluate((main) =>
    [...main.querySelectorAll('td, th, button *, [data-none] *, [class*="counter"], table')].flatMap((element) => {
      const isHidden = element.closest('.sm-visually-hidden') !== null || element.clientWidth <= 1
      return !isHidden && element.scrollWidth > element.clientWidth + 1
        ? [`${element.tagName} ${element.textContent?.trim().slice(0, 60)}`]
        : []
    }),
  )
}
