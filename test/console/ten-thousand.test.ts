import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'

const STATIONS = 10_000
/** More rows than fill a screen and its margins would mean that the table draws them all. */
const MOST_DRAWN = 80

describe.skipIf(!hasBrowser)('ten thousand stations', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
    await insertStations(rig)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('the list opens, scrolls from end to end, filters and sorts', { timeout: 400_000 }, async () => {
    const { page } = await rig.open('/stations', { viewport: { width: 1440, height: 900 } })
    await page.getByText('10,000 stations', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'TT-00000' }).waitFor()
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(STATIONS + 1))
    const report: Record<string, Smoothness> = {}

    report['scroll'] = await watched(page, async () => {
      await page.getByRole('table').hover()
      for (let notch = 0; notch < 150; notch += 1) await page.mouse.wheel(0, 400)
      await expect.poll(() => firstDrawn(page)).toBeGreaterThan(900)
    })
    expect(await page.getByRole('row').count()).toBeLessThan(MOST_DRAWN)

    report['search'] = await watched(page, async () => {
      await page.keyboard.press('/')
      await page.keyboard.type('tt-0777', { delay: 60 })
      await page.getByRole('link', { name: 'TT-07770' }).waitFor()
      await page.getByRole('link', { name: 'TT-00000' }).waitFor({ state: 'detached' })
    })
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('11')

    report['filter'] = await watched(page, async () => {
      await page.getByRole('searchbox').fill('')
      await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Never connected' })
      await page.getByText('10,000 stations', { exact: true }).waitFor()
    })

    report['sort'] = await watched(page, async () => {
      await page.getByRole('button', { name: 'Station', exact: true }).click()
      await page.getByRole('button', { name: 'Station', exact: true }).click()
      await page.getByRole('link', { name: 'TT-09999' }).waitFor()
    })

    report['whole'] = await watched(page, async () => {
      for (let step = 1; step <= 60; step += 1) {
        await page.evaluate(`document.querySelector('table').parentElement.scrollTo({ top: ${step * 9000} })`)
      }
      // The pages between are loaded on the way to the end.
      await page.getByRole('link', { name: 'TT-00000' }).waitFor({ timeout: 120_000 })
    })
    expect(await page.getByRole('row').count()).toBeLessThan(MOST_DRAWN)
    process.stdout.write(`\n10,000 stations in the console: ${JSON.stringify(report)}\n`)
  })
})

/** How a screen felt while something was done. For a person to read: machines differ, so no test compares it. */
interface Smoothness {
  readonly frames: number
  /** The longest time between two frames. */
  readonly longestFrameMs: number
  /** Times the page was busy for more than 50 ms, and the longest of them. */
  readonly longTasks: number
  readonly longestTaskMs: number
}

const START_WATCHING = `(() => {
  const seen = { frames: [], tasks: [] }
  const observer = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((task) => task.duration)))
  observer.observe({ type: 'longtask' })
  let previous = performance.now()
  const onFrame = (now) => {
    seen.frames.push(now - previous)
    previous = now
    seen.next = requestAnimationFrame(onFrame)
  }
  seen.next = requestAnimationFrame(onFrame)
  window.endWatching = () => {
    cancelAnimationFrame(seen.next)
    observer.disconnect()
    const longest = (durations) => Math.round(Math.max(0, ...durations))
    return {
      frames: seen.frames.length,
      longestFrameMs: longest(seen.frames),
      longTasks: seen.tasks.length,
      longestTaskMs: longest(seen.tasks),
    }
  }
})()`

async function watched(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(START_WATCHING)
  await act()
  return page.evaluate<Smoothness>('window.endWatching()')
}

/** Number of the first row that is drawn. */
function firstDrawn(page: Page): Promise<number> {
  return page.evaluate<number>('Number(document.querySelector("tbody tr").dataset.index)')
}

async function insertStations({ app }: ConsoleRig): Promise<void> {
  const { pool } = app.database
  const site = await app.call('createSite', { body: { name: 'Everywhere', timeZone: 'Europe/Berlin' } })
  await app.call('createStation', { body: { id: 'TT-00000', securityProfile: 0, siteId: site.id } })
  // The columns that a registered station has, copied from one that was registered.
  await pool.query(
    `insert into stations (tenant_id, identity, identity_folded, site_id, registration, security_profile, vendor, model,
       created_at)
     select s.tenant_id, 'TT-' || to_char(n, 'FM00000'), 'tt-' || to_char(n, 'FM00000'), s.site_id, s.registration,
       s.security_profile, 'Norrvolt', 'Duo ' || n % 7, s.created_at
     from stations s, generate_series(1, $1) n where s.identity = 'TT-00000'`,
    [STATIONS - 1],
  )
  await pool.query(
    `insert into connectors (tenant_id, station_id, evse_id, connector_id, status, status_at, received_at)
     select tenant_id, station_id, evse, 1, 'Available', now(), now() from stations, generate_series(1, 2) evse`,
  )
}
