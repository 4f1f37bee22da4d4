import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { fillNetwork } from './every-screen.ts'
import { cutTexts, turnTo, widthAt } from './page.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
/** For a thumb in a glove. */
const TARGET_PX = 48

describe.skipIf(!hasBrowser)('on call, with a phone', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
    await fillNetwork(rig)
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

  test('the longest word for a state has room on laptops', async () => {
    for (const locale of ['en-GB', 'nl-NL', 'de-DE', 'pl-PL']) {
      const { page } = await rig.open('/stations', { locale })
      await page.getByRole('link', { name: 'AXE-2' }).waitFor()
      for (const address of ['/stations', '/']) {
        await turnTo(page, address)
        for (const laptop of [1280, 1366]) {
          await widthAt(page, laptop)
          expect(await cutTexts(page), `${address} ${locale} ${laptop} px`).toEqual([])
        }
      }
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
