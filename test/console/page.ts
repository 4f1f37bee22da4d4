import type { Page } from 'playwright-core'

/** Waits until a screen has its heading and nothing on it loads any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
  await page
    .getByRole('status', { name: /^(Loading|Lädt)$/ })
    .first()
    .waitFor({ state: 'detached' })
}
