import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stationActions } from '../../packages/console/src/commands/station-actions.ts'
import { actionsOf } from '../../packages/ocpp/src/index.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf } from './page.ts'
import { connectStation } from './station.ts'

test.each(['1.6', '2.0.1', '2.1'] as const)('the raw form offers every action of OCPP %s', (version) => {
  expect([...stationActions[version]].sort()).toEqual([...actionsOf(version, 'toStation')].sort())
})

describe.skipIf(!hasBrowser)('commands', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('Ctrl-Z is the field’s where something was typed since, and takes the command back everywhere else', async () => {
    const station = await connectStation(rig.app, 'BACK-1')
    const { page } = await rig.open('/stations?search=back')
    const reset = async () => {
      await page.getByRole('textbox', { name: 'Search or run a command' }).fill('reset back-1')
      await page.getByRole('option', { name: 'Reset BACK-1' }).click()
      await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
    }
    const field = page.getByRole('searchbox')
    await field.waitFor()
    await reset()
    // What stood there before is not what was done last.
    await field.focus()
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor({ state: 'detached', timeout: 2500 })
    await reset()
    await field.focus()
    await page.keyboard.type('x')
    await page.keyboard.press('Control+z')
    await expect.poll(() => station.heard.map(({ action }) => action), { timeout: 15_000 }).toContain('Reset')
    expect(station.heard.filter(({ action }) => action === 'Reset')).toHaveLength(1)
  })

  test('a form says what is wrong where it is wrong, then sends what is right and shows the answer', async () => {
    const station = await connectStation(rig.app, 'FORM-1')
    const { page } = await rig.open('/stations/FORM-1?tab=commands')
    await page.getByRole('searchbox', { name: 'Find a command' }).fill('charging profile')
    await page.getByRole('button', { name: 'Set a charging profile' }).click()
    const send = page.getByRole('button', { name: 'Send', exact: true })
    const limit = page.getByRole('textbox', { name: 'Limit' })
    await page.getByRole('combobox', { name: 'EVSE' }).selectOption('Whole station')
    await page.getByRole('textbox', { name: 'Id', exact: true }).first().fill('7')
    await page.getByRole('textbox', { name: 'Stack level' }).fill('-1')
    await page.getByRole('combobox', { name: 'Purpose' }).selectOption('ChargingStationMaxProfile')
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Absolute')
    await page.getByRole('textbox', { name: 'Id', exact: true }).last().fill('1')
    await page.getByRole('combobox', { name: 'Unit' }).selectOption('A')
    await page.getByRole('textbox', { name: 'From second' }).fill('0')
    await limit.fill('much')
    await send.click()
    await expect.poll(() => complaintOf(limit)).not.toBe('')
    expect(await complaintOf(page.getByRole('textbox', { name: 'Stack level' }))).toContain('At least 0')
    expect(station.heard.some(({ action }) => action === 'SetChargingProfile')).toBe(false)

    await limit.fill('16,5')
    await page.getByRole('textbox', { name: 'Stack level' }).fill('0')
    expect(await complaintOf(limit)).toBe('')
    await send.click()
    // Only the server knows the rules between fields.
    const start = page.getByLabel('Start of the schedule')
    await expect.poll(() => complaintOf(start)).toContain('needed when the kind is Absolute')
    await start.fill('2026-01-01T00:00')
    await send.click()
    await page.getByText('The station has accepted').first().waitFor()
    const heard = station.heard.find(({ action }) => action === 'SetChargingProfile')
    expect(heard?.payload).toMatchObject({
      connectorId: 0,
      csChargingProfiles: { chargingProfileId: 7, chargingSchedule: { chargingSchedulePeriod: [{ limit: 16.5 }] } },
    })
    await page.getByRole('tab', { name: 'Charging' }).click()
    await page.getByRole('table', { name: 'Charging profiles' }).getByText('ChargingStationMaxProfile').waitFor()
    await page.getByRole('img', { name: 'What all profiles allow' }).waitFor()
  })

  test('a start takes its charging profile along', async () => {
    const station = await connectStation(rig.app, 'FORM-5')
    const { page } = await rig.open('/stations/FORM-5?tab=commands&command=startTransaction')
    await page.getByRole('button', { name: 'Add: Charging profile' }).click()
    await page.getByRole('textbox', { name: 'Id', exact: true }).first().fill('21')
    await page.getByRole('textbox', { name: 'Stack level' }).fill('1')
    await page.getByRole('combobox', { name: 'Purpose' }).selectOption('TxDefaultProfile')
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Relative')
    await page.getByRole('textbox', { name: 'Id', exact: true }).last().fill('1')
    await page.getByRole('combobox', { name: 'Unit' }).selectOption('A')
    await page.getByRole('textbox', { name: 'From second' }).fill('0')
    await page.getByRole('textbox', { name: 'Limit' }).fill('10')
    const send = page.getByRole('button', { name: 'Send', exact: true })
    await send.click()
    const purpose = page.getByRole('combobox', { name: 'Purpose' })
    await expect.poll(() => complaintOf(purpose)).toContain('must be TxProfile')
    await purpose.selectOption('TxProfile')
    await send.click()
    await page.getByText('The station has accepted').first().waitFor()
    const heard = station.heard.find(({ action }) => action === 'RemoteStartTransaction')
    expect(heard?.payload).toMatchObject({
      chargingProfile: { chargingProfileId: 21, chargingProfilePurpose: 'TxProfile' },
    })
  })

  test('a command of another version says so, and a refusal of the server stands at its field', async () => {
    await connectStation(rig.app, 'FORM-2')
    const { page } = await rig.open('/stations/FORM-2?tab=commands&command=updateCost')
    const missing = page.getByRole('button', { name: /Set the default tariff.*Not in OCPP 1\.6/ })
    await missing.waitFor()
    expect(await missing.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('textbox', { name: 'Cost so far' }).fill('3.20')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    // Only the server knows that a session is needed.
    await expect.poll(() => complaintOf(page.getByRole('combobox', { name: 'Session' }))).toContain('is needed')
  })

  test('the palette leads to the form of any command, for the station in view', async () => {
    await connectStation(rig.app, 'FORM-4')
    const { page } = await rig.open('/stations/FORM-4')
    await page.getByRole('button', { name: 'More', exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/Station, session, site/).waitFor()
    await page.keyboard.type('reservation')
    await page.getByText('Cancel a reservation').click()
    await page.getByRole('textbox', { name: 'Number of the reservation' }).waitFor()
    expect(page.url()).toContain('command=cancelReservation')
  })

  test('a raw message is held against the schema unless it is meant to break it', async () => {
    const station = await connectStation(rig.app, 'FORM-3')
    const { page } = await rig.open('/stations/FORM-3?tab=commands&command=raw')
    await page.getByRole('combobox', { name: 'Action' }).selectOption('TriggerMessage')
    const payload = page.getByRole('textbox', { name: 'Payload (JSON)' })
    await payload.fill('{"requestedMessage":')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => complaintOf(payload)).not.toBe('')
    await payload.fill('{"requestedMessage":"Nonsense"}')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page
      .getByText(/is not one of the allowed values/)
      .first()
      .waitFor()
    await page.getByRole('checkbox', { name: 'Send although it breaks the rules' }).check()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect
      .poll(() => station.heard.find(({ action }) => action === 'TriggerMessage')?.payload, { timeout: 20_000 })
      .toEqual({ requestedMessage: 'Nonsense' })
  })

  test('a firmware image is uploaded, listed, offered to stations and deleted', async () => {
    const station = await connectStation(rig.app, 'FIRM-1')
    const { page } = await rig.open('/files')
    await page.getByText('No firmware images').waitFor()
    await page.getByRole('button', { name: 'Upload an image' }).click()
    const dialog = page.getByRole('dialog', { name: 'Upload an image' })
    const image = { name: 'duo-2.4.1.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(300_000, 7) }
    await dialog.getByLabel('File', { exact: true }).setInputFiles(image)
    await dialog.getByRole('textbox', { name: 'Version' }).fill('2.4.1')
    await dialog.getByRole('textbox', { name: 'SHA-256' }).fill('nonsense')
    await dialog.getByRole('button', { name: 'Upload an image' }).click()
    await expect.poll(() => complaintOf(dialog.getByRole('textbox', { name: 'SHA-256' }))).not.toBe('')
    await dialog.getByRole('textbox', { name: 'SHA-256' }).fill('')
    await dialog.getByRole('button', { name: 'Upload an image' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('table', { name: 'Firmware images' }).getByText('300 kB').waitFor()

    await page.goto(`${rig.app.url}/stations/FIRM-1?tab=commands&command=updateFirmware`)
    await page.getByRole('combobox', { name: 'Image in our store' }).selectOption({ label: 'duo-2.4.1.bin · 2.4.1' })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => station.heard.some(({ action }) => action === 'UpdateFirmware')).toBe(true)
    await page.getByRole('tab', { name: 'Firmware & logs' }).click()
    await page.getByText('Firmware update').waitFor()

    await page.goto(`${rig.app.url}/files`)
    await page.getByRole('button', { name: 'Delete duo-2.4.1.bin' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No firmware images').waitFor()
  })
})
