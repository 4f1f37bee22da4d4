import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { colourViolationsOf, violationsOf } from '../axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from '../browser.ts'
import { fillNetwork } from '../every-screen.ts'
import { settled, turnTo, widthOnPhone } from '../page.ts'

/** What a missing station makes the browser say. */
const EXPECTED = /404|There is no such station/
/** Some fifty screens one after another, on a machine that does other things too. */
const EVERY_SCREEN_MS = 600_000

interface Walk {
  /** Every rule of axe is asked in the first colours, those that look at colours in the others. */
  readonly schemes: readonly ('light' | 'dark')[]
  /** Whether each screen is loaded anew, from its address; else it is come to from another. */
  readonly byAddress: boolean
}

/** Looks at every screen in a language: a file for each, so that they run side by side. */
export function everyScreenIsAccessible(locale: string, { schemes, byAddress }: Walk): void {
  describe.skipIf(!hasBrowser)('every screen', () => {
    let rig: ConsoleRig
    let routes: string[]
    beforeAll(async () => {
      rig = await startConsoleRig()
      routes = await fillNetwork(rig)
    })
    afterAll(() => rig[Symbol.asyncDispose]())

    const name = `meets WCAG 2.2 AA, ${schemes.join(' and ')}, and reflows at 320 px without scrolling sideways in ${locale}`
    test(name, { timeout: EVERY_SCREEN_MS }, async () => {
      const { page, complaints } = await rig.open('/', { locale })
      const found: Record<string, readonly string[]> = {}
      for (const route of routes) {
        if (byAddress) await page.goto(`${rig.app.url}${route}`)
        else await turnTo(page, route)
        for (const [index, scheme] of schemes.entries()) {
          await page.emulateMedia({ colorScheme: scheme })
          await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' })
          await settled(page)
          const violations = await (index === 0 ? violationsOf : colourViolationsOf)(page)
          if (violations.length > 0) found[`${route} ${scheme}`] = violations
        }
        const width = await widthOnPhone(page)
        if (width > 320) found[`${route} on a phone`] = [`${width} px wide`]
      }
      expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      expect(found).toEqual({})
      expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
    })
  })
}
