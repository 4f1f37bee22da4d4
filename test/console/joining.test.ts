import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectTestStation } from '../../packages/server/src/testing/test-station.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { boot } from './station.ts'

describe.skipIf(!hasBrowser)('joining', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a station nobody knows is approved with one click and its password shown once', async () => {
    const { page } = await rig.open('/waiting')
    await page.getByText('No station is waiting').waitFor()
    const stranger = await connectTestStation({ url: rig.app.stationUrl, identity: 'NEW-1' })
    await stranger.call('BootNotification', { chargePointVendor: 'Norrvolt', chargePointModel: 'Duo 22' })
    await page.getByText('Norrvolt Duo 22').waitFor()
    await page.getByRole('button', { name: 'Approve NEW-1' }).click()
    const dialog = page.getByRole('dialog', { name: 'NEW-1 may join' })
    await dialog.getByText('The station has taken the new password').waitFor()
    await dialog.getByRole('button', { name: 'Show: Password' }).click()
    const password = await dialog.locator('code').last().innerText()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByText('No station is waiting').waitFor()
    stranger.close()
    // What the dialog showed is what the station must send from now on.
    const known = await connectTestStation({ url: rig.app.stationUrl, identity: 'NEW-1', password })
    expect(await known.call('BootNotification', { chargePointVendor: 'N', chargePointModel: 'D' })).toMatchObject({
      status: 'Accepted',
    })
    known.close()
  })

  test('a new station is registered and its arrival noticed', async () => {
    const { page } = await rig.open('/connect')
    await page.getByRole('textbox', { name: 'Identity' }).fill('not allowed/')
    await page.getByText('Use only letters').waitFor()
    await page.getByRole('textbox', { name: 'Identity' }).fill('FRESH-1')
    await page.getByRole('button', { name: 'Register and show the address' }).click()
    await page.getByText('Waiting for FRESH-1').waitFor()
    await page.getByRole('img', { name: 'QR code of the address' }).waitFor()
    const address = await page.locator('code').first().innerText()
    expect(address).toBe(`${rig.app.stationUrl}/FRESH-1`)
    await page.getByRole('button', { name: 'Show: Password' }).click()
    const password = await page.locator('code').last().innerText()
    const station = await connectTestStation({ url: rig.app.stationUrl, identity: 'FRESH-1', password })
    await boot(station)
    await page.getByText('FRESH-1 has arrived').waitFor()
    await page.getByText(/Norrvolt · Duo 22/).waitFor()
    station.close()
  })

  test('a station that knocks with a wrong password is told of while it is awaited, until it comes in', async () => {
    const { page } = await rig.open('/connect')
    await page.getByRole('textbox', { name: 'Identity' }).fill('TYPO-1')
    await page.getByRole('button', { name: 'Register and show the address' }).click()
    await page.getByText('Waiting for TYPO-1').waitFor()
    await page.getByRole('button', { name: 'Show: Password' }).click()
    const password = await page.locator('code').last().innerText()
    const call = (tried: string) => connectTestStation({ url: rig.app.stationUrl, identity: 'TYPO-1', password: tried })
    await expect(call('123456')).rejects.toThrow('401')
    await page.getByText('TYPO-1 knocks, but is not let in').waitFor()
    await page.getByText('It sends a wrong password.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(`${rig.app.url}/stations/TYPO-1`)
    await page.getByText('It sends a wrong password.').waitFor()
    const station = await call(password)
    await page.getByText('It sends a wrong password.').waitFor({ state: 'detached' })
    station.close()
  })

  test('who calls a wrong address is listed with the remedy, and registered from there', async () => {
    const { page } = await rig.open('/waiting', { viewport: { width: 320, height: 640 } })
    await page.getByRole('heading', { name: /Knocked and refused/ }).waitFor()
    const url = rig.app.stationUrl.replace('/ocpp', '/steve')
    await expect(connectTestStation({ url, identity: 'LOST-1' })).rejects.toThrow('404')
    await page.getByText('It calls /steve/LOST-1, which is not the address of a station.').waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Register LOST-1' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Identity' }).inputValue()).toBe('LOST-1')
  })
})
