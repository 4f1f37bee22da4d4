import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled } from './page.ts'
import { connectStation } from './station.ts'

describe.skipIf(!hasBrowser)('the keyboard', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('reaches the content past the navigation', async () => {
    const { page } = await rig.open('/stations')
    await settled(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })

  test('starts a session from the palette without a mouse', async () => {
    const station = await connectStation(rig.app, 'KEYS-1')
    const { page } = await rig.open('/tokens')
    await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/Station, session, site/).waitFor()
    await page.keyboard.type('start keys')
    await page.getByRole('option', { name: 'Start a session at KEYS-1 · EVSE 1', selected: true }).waitFor()
    await page.locator('[role="option"]:not([disabled])').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Now', exact: true }).click()
    await page.getByText('The station has accepted').waitFor()
    expect(station.heard.map(({ action }) => action)).toContain('RemoteStartTransaction')
  })

  test('finds a station, goes to pages, shows its keys', async () => {
    await connectStation(rig.app, 'FIND-1')
    const { page } = await rig.open('/')
    await page.getByRole('list', { name: 'Charging points by state' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/Station, session, site/).fill('find-1')
    await page.getByRole('option', { name: /^FIND-1/ }).click()
    await page.getByRole('heading', { name: /FIND-1/, level: 1 }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.getByRole('link', { name: 'FIND-1' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
  })
})
