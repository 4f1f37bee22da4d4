import type { Browser } from 'playwright-core'
import { redeemOwnerLink } from '../../test/console/browser.ts'
import type { ServerProcess } from '../rig/server-process.ts'

/** A screen that somebody looks at. */
export interface WatchedScreen {
  /** When these words stand in the place that is watched, epoch ms. */
  shows(words: string): Promise<number>
}

export interface SignedIn {
  watch(address: string, place: string): Promise<WatchedScreen>
}

const PATIENCE_MS = 30_000

/** Redeems the owner link of a fresh server and opens its console. */
export async function openConsole(browser: Browser, server: ServerProcess): Promise<SignedIn> {
  const url = `http://127.0.0.1:${server.port}`
  const token = /#token=([\w-]+)/.exec(server.log())?.[1] ?? ''
  const context = await browser.newContext({ locale: 'en-GB' })
  await context.addCookies(await redeemOwnerLink(url, token))
  const page = await context.newPage()
  return {
    watch: async (address, place) => {
      await page.goto(`${url}${address}`)
      await page.locator('[data-kind="live"]').waitFor()
      return {
        shows: async (words) => {
          await page.locator(place).filter({ hasText: words }).waitFor({ timeout: PATIENCE_MS })
          return Date.now()
        },
      }
    },
  }
}
