import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStation, startSimulatedStation } from '../../packages/server/src/testing/simulated-station.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled } from './page.ts'

const ID = 'SAFE-1'

describe.skipIf(!hasBrowser)('how a station proves who it is', () => {
  let rig: ConsoleRig
  let simulated: SimulatedStation

  beforeAll(async () => {
    rig = await startConsoleRig()
    simulated = await startSimulatedStation(rig.app, ID, '1.6')
  })
  afterAll(async () => {
    await simulated[Symbol.asyncDispose]()
    await rig[Symbol.asyncDispose]()
  })

  const open = async () => {
    const { page } = await rig.open(`/stations/${ID}?tab=certificates`)
    await settled(page)
    return page
  }

  test('a new password is made, sent and used without anybody seeing it', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'New password' }).click()
    await page.getByText('Done', { exact: true }).waitFor({ timeout: 60_000 })
    const { items } = await rig.app.call('listPasswordRotations', { query: { stationId: ID } })
    expect(items).toMatchObject([{ state: 'confirmed' }])
  })

  test('a higher profile is refused with the reason when nothing speaks TLS, and nothing typed is lost', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Raise…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Security profile' })
    await dialog.getByRole('combobox', { name: 'Profile' }).selectOption('3')
    await dialog.getByRole('textbox', { name: 'Organisation' }).fill('Norrvolt AB')
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await expect.poll(() => dialog.getByRole('alert').textContent(), { timeout: 20_000 }).not.toBe('')
    expect(await dialog.getByRole('textbox', { name: 'Organisation' }).inputValue()).toBe('Norrvolt AB')
    expect(await violationsOf(page)).toEqual([])
  })

  test('an upgrade under way is shown, and called off', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Raise…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Security profile' })
    await simulated.station.stop()
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await page.getByText('To profile 2').waitFor()
    await page.getByRole('button', { name: 'Call off' }).click()
    await page.getByText('Called off', { exact: true }).waitFor({ timeout: 20_000 })
  })
})
