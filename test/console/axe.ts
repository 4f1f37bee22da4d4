import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const EVERY_RULE = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }
const RULES_OF_COLOUR = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

const ENDING_ANIMATIONS_ARE_OVER = `document.getAnimations().every((animation) => {
  const { endTime } = animation.effect.getComputedTiming()
  return animation.playState !== 'running' || endTime === Infinity
})`

interface AxeReport {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

declare const axe: { run(options: object): Promise<AxeReport> }

/** Waits until nothing fades or slides any more: half faded in, every text lacks contrast. What spins for ever does not count. */
async function stilled(page: Page): Promise<void> {
  // Asked again and again from here: the page would have to evaluate a text to ask itself, which its policy forbids.
  while (!(await page.evaluate<boolean>(ENDING_ANIMATIONS_ARE_OVER))) await page.waitForTimeout(50)
}

/** Breaches of WCAG 2.2 AA on a page as it stands, one line each. */
export function violationsOf(page: Page): Promise<string[]> {
  return breachesOf(page, EVERY_RULE)
}

/** Of the rules that look at colours only: for a page that was looked at whole in other colours. */
export function colourViolationsOf(page: Page): Promise<string[]> {
  return breachesOf(page, RULES_OF_COLOUR)
}

/** Of a page that stands in light colours, and of its dark ones. */
export async function violationsInBothColours(page: Page): Promise<string[]> {
  const light = await violationsOf(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' })
  const dark = await colourViolationsOf(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.locator('html[data-mantine-color-scheme="light"]').waitFor({ state: 'attached' })
  return [...light.map((text) => `light ${text}`), ...dark.map((text) => `dark ${text}`)]
}

async function breachesOf(page: Page, runOnly: typeof EVERY_RULE): Promise<string[]> {
  await stilled(page)
  // Evaluated, not added as a script: the policy of the page forbids inline scripts, as it should.
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(AXE)
  const options = { runOnly, resultTypes: ['violations'], selectors: false }
  const { violations } = await page.evaluate((chosen) => axe.run(chosen), options)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
