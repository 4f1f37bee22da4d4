import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { colourViolationsOf, violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { connectStation } from './station.ts'

describe.skipIf(!hasBrowser).each([true, false])('where maps are drawn: %s', (drawsMaps) => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig({ drawsMaps })
    const { id } = await rig.app.call('createSite', {
      body: { name: 'Harbour', city: 'Hamburg', latitude: 53.5, longitude: 10 },
    })
    await connectStation(rig.app, 'MAP-1', id)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('the sites stand on a map where it can be, and in a list of the same', async () => {
    const { page } = await rig.open('/')
    const view = page.getByRole('radiogroup', { name: 'Show places as' })
    await view.waitFor()
    expect(await view.getByRole('radio', { name: 'Map' }).isEnabled()).toBe(drawsMaps)
    expect(await view.getByRole('radio', { name: drawsMaps ? 'Map' : 'List' }).isChecked()).toBe(true)
    if (drawsMaps) {
      await page.locator('.maplibregl-canvas').waitFor()
      expect(await violationsOf(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' })
      expect(await colourViolationsOf(page)).toEqual([])
      await view.getByText('List').click()
    }
    const places = page.getByRole('list', { name: 'Places' })
    await places.getByRole('link', { name: /Harbour/ }).waitFor()
    expect(await page.locator('.maplibregl-canvas').count()).toBe(0)
  })
})
