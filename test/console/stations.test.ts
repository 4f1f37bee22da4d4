import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { charge, connectStation, ID_TAG, report } from './station.ts'

describe.skipIf(!hasBrowser)('stations', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('the list filters through the address, opens a station, and follows it live', async () => {
    const station = await connectStation(rig.app, 'LIST-1')
    await rig.app.call('createStation', { body: { id: 'OTHER-1' } })
    const { page } = await rig.open('/stations?condition=available')
    await page.getByRole('link', { name: 'LIST-1' }).waitFor()
    expect(await page.getByRole('link', { name: 'OTHER-1' }).count()).toBe(0)
    await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Any state' })
    await page.getByRole('link', { name: 'OTHER-1' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('list-1')
    await page.getByRole('link', { name: 'OTHER-1' }).waitFor({ state: 'detached' })
    expect(page.url()).toContain('search=list-1')

    await page.getByRole('link', { name: 'LIST-1' }).click()
    await page.getByRole('heading', { name: /LIST-1/, level: 1 }).waitFor()
    await report(station, 2, 'Faulted', 'GroundFailure')
    await page
      .getByText(/residual-current device/)
      .first()
      .waitFor()
    await report(station, 2, 'Available')
    await page
      .getByText(/residual-current device/)
      .first()
      .waitFor({ state: 'detached' })
  })

  test('a session is started, watched and stopped', async () => {
    const station = await connectStation(rig.app, 'START-1')
    const { page } = await rig.open('/stations/START-1')
    await page.getByRole('button', { name: 'Start' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click()
    await page.getByText('11.0 kW').first().waitFor()
    expect(station.heard.map(({ action }) => action)).toContain('RemoteStartTransaction')

    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Now', exact: true }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
    const stops = station.heard.filter(({ action }) => action === 'RemoteStopTransaction')
    expect(stops).toHaveLength(1)

    await page.getByRole('tab', { name: 'Commands' }).click()
    await page.getByText('Stop', { exact: true }).first().waitFor()
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await page.getByText('2.00 kWh').waitFor()
    await page.getByRole('table').getByRole('link').first().click()
    await page.getByRole('heading', { name: /Session at/ }).waitFor()
  })

  test('the power of a station is drawn as soon as it measures', async () => {
    const station = await connectStation(rig.app, 'METER-1')
    const { page } = await rig.open('/stations/METER-1')
    await page.getByText('No meter values in the last 12 hours').waitFor()
    await charge(station, 1, ID_TAG)
    await page.getByRole('img', { name: 'Power, last 12 hours' }).waitFor()
    await page.getByText('Table', { exact: true }).click()
    await page.getByRole('region', { name: 'Power, last 12 hours' }).getByRole('cell', { name: '11.0 kW' }).waitFor()
  })

  test('actions that make no sense say why', async () => {
    await rig.app.call('createStation', { body: { id: 'SILENT-1' } })
    const { page } = await rig.open('/stations/SILENT-1')
    const reset = page.getByRole('button', { name: /^Reset.*The station is offline/ })
    await reset.waitFor()
    expect(await reset.getAttribute('aria-disabled')).toBe('true')
  })

  test('a setting is read from the station and sent back', async () => {
    const station = await connectStation(rig.app, 'CONF-1')
    const { page } = await rig.open('/stations/CONF-1?tab=configuration')
    await page.getByRole('button', { name: 'Load from station' }).click()
    await page.getByRole('button', { name: 'Change HeartbeatInterval' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('240')
    await page.getByRole('button', { name: 'Send to station' }).click()
    await page.getByText('The station has accepted').first().waitFor()
    // The sentence may still be that of the reading before.
    await expect
      .poll(() => station.heard.find(({ action }) => action === 'ChangeConfiguration')?.payload, { timeout: 20_000 })
      .toEqual({ key: 'HeartbeatInterval', value: '240' })
  })

  test('a long list draws only the rows in view and loads the rest when it is wanted', async () => {
    const ids = Array.from({ length: 260 }, (_, index) => `LONG-${String(index).padStart(3, '0')}`)
    for (const id of ids) await rig.app.call('createStation', { body: { id, securityProfile: 0 } })
    const { page } = await rig.open('/stations?search=LONG-')
    await page.getByRole('link', { name: 'LONG-000' }).waitFor()
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('261')
    expect(await page.getByRole('row').count()).toBeLessThan(60)
    await page.evaluate('document.querySelector("table").parentElement.scrollTo({ top: 1e6 })')
    await page.getByRole('link', { name: 'LONG-259' }).waitFor()
    expect(await page.getByRole('row').count()).toBeLessThan(60)
    await page.getByRole('button', { name: 'Station', exact: true }).click()
    await page.getByRole('button', { name: 'Station', exact: true }).click()
    await page.getByRole('row').nth(1).getByRole('link', { name: 'LONG-259' }).waitFor()
    expect(page.url()).toContain('sort=-station')
  })

  test('deleting asks for the name', async () => {
    await rig.app.call('createStation', { body: { id: 'GONE-1' } })
    const { page } = await rig.open('/stations/GONE-1?tab=settings')
    await page.getByRole('button', { name: 'Delete the station' }).click()
    const dialog = page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: 'Delete the station' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('GONE-1')
    await confirm.click()
    await page.getByRole('heading', { name: 'Stations', level: 1 }).waitFor()
    expect((await rig.app.call('listStations', { query: { search: 'GONE-1' } })).items).toEqual([])
  })
})
