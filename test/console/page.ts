import type { Locator, Page } from 'playwright-core'

/** Looked for from within: asked from outside, the answer comes up to half a second late, once for every screen. */
const SETTLED = `new Promise((resolve, reject) => {
  const untilMs = performance.now() + 30_000
  const look = () => {
    const loads = document.querySelector('[role="status"] .mantine-Skeleton-root') !== null
    // What measures its place, as tables do, has drawn itself anew two frames later.
    if (!loads && document.querySelector('h1') !== null) requestAnimationFrame(() => requestAnimationFrame(resolve))
    else if (performance.now() < untilMs) setTimeout(look, 20)
    else reject(new Error(loads ? 'The screen still loads' : 'The screen has no heading'))
  }
  look()
})`

/** Waits until a screen has its heading and nothing on it loads any more, in any language. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(SETTLED).catch((error: Error) => {
    // The page was left for another one, which is the one to wait for.
    if (/context was destroyed/i.test(error.message)) return settled(page)
    throw error
  })
}

/** Goes to another screen as a link in the console does: the program is not loaded anew, which takes three times as long. */
export async function turnTo(page: Page, address: string): Promise<void> {
  // The router leaves itself there for tools.
  await page.evaluate(`new Promise((resolve) => {
    const router = self.__TSR_ROUTER__
    const address = ${JSON.stringify(address)}
    const stop = router.subscribe('onRendered', () => {
      stop()
      resolve()
    })
    void router.navigate({ href: address })
  })`)
  await settled(page)
}

const NARROWEST_PX = 320
const REFLOW_MS = 3000

/** How wide a screen is on the narrowest phone: 320 when nothing makes it scroll sideways. */
export async function widthOnPhone(page: Page): Promise<number> {
  const before = page.viewportSize()
  const width = await widthAt(page, NARROWEST_PX)
  if (before !== null) await page.setViewportSize(before)
  return width
}

/** Makes the window so wide, and says how wide the screen in it is: as wide, or it scrolls sideways. */
export async function widthAt(page: Page, widthPx: number): Promise<number> {
  await page.setViewportSize({ width: widthPx, height: 2 * widthPx })
  const widthNow = () => page.evaluate<number>('document.documentElement.scrollWidth')
  let width = await widthNow()
  // What measures itself, as charts and tables do, follows a moment later.
  for (const until = Date.now() + REFLOW_MS; width > widthPx && Date.now() < until; width = await widthNow()) {
    await page.waitForTimeout(50)
  }
  return width
}

/** Words that do not fit where they stand: of cells, of buttons, of counters; and tables that are wider than their place. */
export async function cutTexts(page: Page): Promise<string[]> {
  return page.locator('main').evaluateAll((mains) =>
    mains.flatMap((main) =>
      [...main.querySelectorAll('td, th, button *, [data-none] *, [class*="counter"], table')].flatMap((element) => {
        const isHidden = element.closest('.sm-visually-hidden') !== null || element.clientWidth <= 1
        return !isHidden && element.scrollWidth > element.clientWidth + 1
          ? [`${element.tagName} ${element.textContent?.trim().slice(0, 60)}`]
          : []
      }),
    ),
  )
}

const MOST_STOPS = 80

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  // Radio buttons of a switch are there for the keyboard only.
  await target.waitFor({ state: 'attached' })
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${target}`)
}

/** What is said against a field where it stands, as a screen reader reads it; empty when it is in order. */
export async function complaintOf(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    if (element.getAttribute('aria-invalid') !== 'true') return ''
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ')
    return ids.map((id: string) => element.ownerDocument.getElementById(id)?.textContent ?? '').join(' ')
  })
}
