import type { Locator, Page } from 'playwright-core'

/** Waits until a screen has its heading and nothing on it loads any more, in any language. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
  await page.locator('[role="status"] .mantine-Skeleton-root').first().waitFor({ state: 'detached' })
}

const PHONE_PX = 320
const REFLOW_MS = 3000

/** How wide a screen is on the narrowest phone: 320 when nothing makes it scroll sideways. */
export async function widthOnPhone(page: Page): Promise<number> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: PHONE_PX, height: 640 })
  const widthNow = () => page.evaluate<number>('document.documentElement.scrollWidth')
  let width = await widthNow()
  // What measures itself, as charts and tables do, follows a moment later.
  for (const until = Date.now() + REFLOW_MS; width > PHONE_PX && Date.now() < until; width = await widthNow()) {
    await page.waitForTimeout(50)
  }
  if (before !== null) await page.setViewportSize(before)
  return width
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
