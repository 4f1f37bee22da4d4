import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulatedStation } from '../../packages/server/src/testing/simulated-station.ts'
import { connectTestStation } from '../../packages/server/src/testing/test-station.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, widthOnPhone } from './page.ts'

const PATIENCE = { timeout: 90_000 }

describe.skipIf(!hasBrowser)('commissioning', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const quirksOf = async (stationId: string) => (await rig.app.call('getStation', { params: { stationId } })).quirks

  test('a station is examined before the eyes of the operator, and what is proposed is taken', async () => {
    await using simulated = await startSimulatedStation(rig.app, 'EXAM-1', '1.6', {
      settings: { messageAttempts: '3' },
    })
    const quirks = { constantStart: true } as const
    await rig.app.call('createQuirkProfile', { body: { name: 'Example makes', vendor: 'Example*', quirks } })
    const { page } = await rig.open('/stations/EXAM-1?tab=commissioning')
    const limit = page.getByRole('textbox', { name: /Fail-safe limit/ })
    await limit.fill('lots')
    await page.getByRole('button', { name: 'Examine the station' }).click()
    expect(await complaintOf(limit)).toContain('A number from 0 to 1000')
    await limit.fill('8')
    await page.getByRole('button', { name: 'Examine the station' }).click()
    await page.getByText(/Being examined: \d+ of \d+/).waitFor()
    await page.getByText('Passed with remarks').waitFor(PATIENCE)
    await page.getByText('Fail-safe limit 8 A, read back as 8 A').waitFor()
    await page.getByText('It gives a message of a session up after 3 attempts; 10 are safe.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await page.getByRole('button', { name: 'Messages: Clock' }).click()
    await page.getByText('TriggerMessage').first().waitFor()

    await page.getByRole('button', { name: 'Make a template of it' }).click()
    const dialog = page.getByRole('dialog', { name: 'Make a template of it' })
    await dialog.getByRole('textbox', { name: 'Name of the template' }).fill('Examined')
    await dialog.getByRole('combobox', { name: 'For' }).selectOption('Only this station')
    await dialog.getByRole('button', { name: 'Save the template' }).click()
    await page.getByText('Template made:').waitFor()

    await page.getByText('Its clock or meter stands still').waitFor()
    await page.getByRole('button', { name: 'Switch on', exact: true }).click()
    await page.getByText(/^Switched on by/).waitFor()
    expect(await quirksOf('EXAM-1')).toEqual(quirks)
    await page.getByRole('link', { name: 'Examined' }).click()
    await page.getByRole('heading', { name: /Examined/, level: 1 }).waitFor()
    await page.getByText('Attempts for messages of a session').waitFor()
    expect(simulated.station.identity).toBe('EXAM-1')
  })

  test('an examination is stopped, and another begins', async () => {
    await rig.app.call('createStation', { body: { id: 'EXAM-2' } })
    const { page } = await rig.open('/stations/EXAM-2?tab=commissioning')
    await page.getByText('The station is offline: its examination waits for it').waitFor()
    await page.getByRole('button', { name: 'Examine the station' }).click()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByText('Stopped before its end').waitFor()
    await page.getByRole('button', { name: 'Examine again' }).click()
    await page.getByRole('button', { name: 'Examine the station' }).click()
    await page.getByText(/Being examined/).waitFor()
    await page.getByRole('combobox', { name: 'Examination' }).waitFor()
  })

  test('a profile is named once, chosen for a station, and its stations are found', async () => {
    await rig.app.call('createStation', { body: { id: 'QUIRK-1' } })
    const { page } = await rig.open('/quirks')
    await page.getByText('Starts that look the same are told apart').waitFor()
    await page.getByRole('button', { name: 'New profile' }).click()
    const dialog = page.getByRole('dialog', { name: 'New profile' })
    const name = dialog.getByRole('textbox', { name: 'Name' })
    const save = dialog.getByRole('button', { name: 'Save' })
    await name.fill('Empty Basic user')
    expect(await save.isDisabled()).toBe(true)
    await dialog.getByRole('checkbox', { name: 'Takes a new password as text' }).check()
    await dialog.getByRole('textbox', { name: 'Vendor' }).fill('Norr*')
    await save.click()
    await expect.poll(() => complaintOf(name)).toContain('There is a profile of this name')
    await name.fill('Old Norrvolts')
    await save.click()
    await page.getByText('Proposed for vendor Norr*').waitFor()

    await page.goto(`${rig.app.url}/stations/QUIRK-1?tab=settings`)
    await page.getByRole('combobox', { name: 'Tolerances of a profile' }).selectOption('Old Norrvolts')
    await page.getByRole('checkbox', { name: 'Its clock or meter stands still' }).check()
    const longest = page.getByRole('textbox', { name: 'Longest message, bytes' })
    await longest.fill('12')
    expect(await complaintOf(longest)).not.toBe('')
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await longest.fill('200000')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    const detail = await rig.app.call('getStation', { params: { stationId: 'QUIRK-1' } })
    expect(detail).toMatchObject({
      quirks: { plainAuthorizationKey: true, constantStart: true },
      maxFrameBytes: 200_000,
    })

    await page.goto(`${rig.app.url}/quirks`)
    const profile = page.getByRole('listitem').filter({ hasText: 'Old Norrvolts' })
    await profile.getByRole('link', { name: 'One station has it' }).click()
    await page.getByRole('link', { name: 'QUIRK-1' }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Delete Old Norrvolts' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await profile.waitFor({ state: 'detached' })
    expect(await quirksOf('QUIRK-1')).toMatchObject({ plainAuthorizationKey: true })
  })

  test('of several passwords under one identity a person chooses', async () => {
    const passwords = ['the-password-of-one', 'the-password-of-two'] as const
    for (const password of passwords) {
      const stranger = await connectTestStation({ url: rig.app.stationUrl, identity: 'TWO-1', password })
      await stranger.call('BootNotification', { chargePointVendor: 'Norrvolt', chargePointModel: 'Duo 22' })
      stranger.close()
      await stranger.closed
    }
    const waiting = async () =>
      (await rig.app.call('listQuarantine', {})).items.find(({ id }) => id === 'TWO-1')?.presentations ?? []
    await expect.poll(async () => (await waiting()).length).toBe(2)
    const { page } = await rig.open('/waiting')
    await page.getByText('2 different passwords').waitFor()
    await page.getByRole('button', { name: 'More for TWO-1' }).click()
    await page.getByRole('menuitem', { name: 'Approve and keep the password it sent' }).click()
    const dialog = page.getByRole('dialog', { name: 'Which password is the station’s?' })
    expect(await dialog.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true)
    await dialog.getByRole('radio').first().check()
    await dialog.getByRole('button', { name: 'Approve' }).click()
    await page.getByRole('dialog', { name: 'TWO-1 may join' }).waitFor()
    const letIn = await Promise.all(
      passwords.map((password) =>
        connectTestStation({ url: rig.app.stationUrl, identity: 'TWO-1', password }).then(
          (station) => {
            station.close()
            return true
          },
          () => false,
        ),
      ),
    )
    expect(letIn.filter((isIn) => isIn)).toHaveLength(1)
  })
})
