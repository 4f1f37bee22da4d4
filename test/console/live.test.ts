import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled } from './page.ts'
import { connectStation } from './station.ts'

describe.skipIf(!hasBrowser)('a tab', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('that nobody looks at lets its stream go, and knows everything again when somebody does', async () => {
    const { page } = await rig.open('/stations')
    const chip = page.locator('[data-kind="live"]')
    await chip.waitFor()
    const gone = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/live'))
    await show(page, false)
    await gone
    await connectStation(rig.app, 'UNSEEN-1')
    expect(await page.getByRole('link', { name: 'UNSEEN-1' }).count()).toBe(0)
    await show(page, true)
    await page.getByRole('link', { name: 'UNSEEN-1' }).waitFor()
    await chip.waitFor()
  })

  test('is one of many: more of them can be open than a browser has connections', async () => {
    const { page } = await rig.open('/')
    for (let n = 0; n < MOST_CONNECTIONS; n += 1) {
      const behind = await page.context().newPage()
      await behind.addInitScript(HIDDEN)
      await behind.goto(`${rig.app.url}/stations`)
      await settled(behind)
    }
    await page.reload()
    await settled(page)
  })
})

/** To one server, of all tabs of a browser together. */
const MOST_CONNECTIONS = 6

/** Every page of a browser without a screen counts as looked at. */
const HIDDEN = "Object.defineProperty(document, 'hidden', { configurable: true, value: true })"

async function show(page: Page, isSeen: boolean): Promise<void> {
  await page.evaluate(isSeen ? 'delete document.hidden' : HIDDEN)
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
}
