import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from '../axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from '../browser.ts'
import { fillNetwork } from '../every-screen.ts'
import { cutTexts, turnTo, widthAt } from '../page.ts'

/** What a missing station makes the browser say. */
const EXPECTED = /404|There is no such station/
/** Some seventy screens one after another, on a machine that does other things too. */
const EVERY_SCREEN_MS = 600_000
/** The narrowest phone that is to reflow, and a usual one, where nothing may be cut off either. */
const NARROWEST_PX = 320
const PHONE_PX = 390

/** Looks at every screen in a language and colours: a file for each, so that they run side by side. */
export function everyScreenIsAccessible(locale: string, colorScheme: 'light' | 'dark'): void {
  describe.skipIf(!hasBrowser)('every screen', () => {
    let rig: ConsoleRig
    let routes: string[]
    beforeAll(async () => {
      rig = await startConsoleRig()
      routes = await fillNetwork(rig)
    })
    afterAll(() => rig[Symbol.asyncDispose]())

    const name = `meets WCAG 2.2 AA, ${colorScheme}, and fits phones in ${locale}`
    test(name, { timeout: EVERY_SCREEN_MS }, async () => {
      const { page, complaints } = await rig.open('/', { locale, colorScheme })
      const found: Record<string, readonly string[]> = {}
      for (const route of routes) {
        await turnTo(page, route)
        const faults = await violationsOf(page)
        const width = await widthAt(page, NARROWEST_PX)
        if (width > NARROWEST_PX) faults.push(`${width} px wide at ${NARROWEST_PX}`)
        const wider = await widthAt(page, PHONE_PX)
        if (wider > PHONE_PX) faults.push(`${wider} px wide at ${PHONE_PX}`)
        faults.push(...(await cutTexts(page)).map((text) => `cut off at ${PHONE_PX} px: ${text}`))
        if (faults.length > 0) found[route] = faults
        await page.setViewportSize({ width: 1280, height: 720 })
      }
      expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      expect(await page.getAttribute('html', 'data-mantine-color-scheme')).toBe(colorScheme)
      expect(found).toEqual({})
      expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
    })
  })
}
