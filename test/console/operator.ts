import type { Locator, Page } from 'playwright-core'
import { tabTo } from './page.ts'

/** Somebody at work. What they do is counted as the targets are: one for each click, shortcut and field filled. */
export interface Operator {
  readonly page: Page
  click(target: Locator): Promise<void>
  fill(field: Locator, text: string): Promise<void>
  shortcut(keys: string): Promise<void>
  effort(): number
}

export function operatorAt(page: Page): Operator {
  let effort = 0
  const counted = async (action: Promise<void>) => {
    effort += 1
    await action
  }
  return {
    page,
    click: (target) => counted(target.click()),
    fill: (field, text) => counted(field.fill(text)),
    shortcut: (keys) => counted(page.keyboard.press(keys)),
    effort: () => effort,
  }
}

/** Goes to an element and presses Enter on it, without a mouse. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Opens the palette, types, and goes down to what is wanted: by what a screen reader is told is chosen. */
export async function choose(page: Page, typed: string, option: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: /Station, session, site/ })
  await field.waitFor()
  await page.keyboard.type(typed)
  const wanted = page.getByRole('option', { name: option })
  await wanted.and(page.locator(':not([disabled])')).waitFor()
  for (let step = 0; step < 40; step += 1) {
    if ((await wanted.getAttribute('aria-selected')) === 'true') return page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`The keyboard does not reach ${option}`)
}
