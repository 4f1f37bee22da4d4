import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { fillNetwork } from './every-screen.ts'
import { settled, widthOnPhone } from './page.ts'

/** What a missing station and a software renderer make the browser say. */
const EXPECTED = /404|There is no such station|WebGL/
/** Some fifty screens one after another, on a machine that does other things too. */
const EVERY_SCREEN_MS = 300_000

describe.skipIf(!hasBrowser)('every screen', () => {
  let rig: ConsoleRig
  let routes: string[]

  beforeAll(async () => {
    rig = await startConsoleRig()
    routes = await fillNetwork(rig)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  // German has the longest words, Arabic runs the other way.
  test.each([
    ['en-GB', ['light', 'dark']],
    ['ar', ['light', 'dark']],
    ['de', ['light']],
  ] as const)(
    'meets WCAG 2.2 AA in %s, %s, and reflows at 320 px without scrolling sideways',
    { timeout: EVERY_SCREEN_MS },
    async (locale, schemes) => {
      const { page, complaints } = await rig.open('/', { locale })
      const found: Record<string, readonly string[]> = {}
      for (const route of routes) {
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          if (colorScheme === 'light') await page.goto(`${rig.app.url}${route}`)
          await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
          await settled(page)
          const violations = await violationsOf(page)
          if (violations.length > 0) found[`${route} ${colorScheme}`] = violations
        }
        const width = await widthOnPhone(page)
        if (width > 320) found[`${route} on a phone`] = [`${width} px wide`]
      }
      expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      expect(found).toEqual({})
      expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
    },
  )

  test('a keyboard reaches the content past the navigation', async () => {
    const { page } = await rig.open('/stations')
    await settled(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })
})
