import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TimelineExport } from '../../packages/server/src/contract/index.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { charge, connectStation, ID_TAG } from './station.ts'

describe.skipIf(!hasBrowser)('many stations', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a command for chosen stations runs with a bar and an outcome for each', async () => {
    const stations = [await connectStation(rig.app, 'RUN-1'), await connectStation(rig.app, 'RUN-2')]
    await connectStation(rig.app, 'RUN-3')
    const { page } = await rig.open('/stations?search=run-', { viewport: { width: 1440, height: 900 } })
    await page.getByRole('link', { name: 'Command for 3 stations' }).waitFor()
    await page.getByRole('checkbox', { name: 'Choose RUN-1' }).check()
    await page.getByRole('checkbox', { name: 'Choose RUN-2' }).check()
    await page.getByRole('link', { name: 'Command for 2 stations' }).click()
    await page.getByRole('button', { name: 'Clear the token cache' }).click()
    await page.getByRole('textbox', { name: 'Stations a minute' }).fill('0')
    await page.getByText('1 to 60000').waitFor()
    await page.getByRole('textbox', { name: 'Stations a minute' }).fill('6000')
    await page.getByRole('button', { name: 'Start for 2 stations' }).click()
    await page.getByRole('progressbar', { name: '2 of 2 done' }).waitFor()
    const table = page.getByRole('table', { name: 'Stations of the run' })
    await expect.poll(() => table.getByText('Accepted', { exact: true }).count()).toBeGreaterThanOrEqual(2)
    expect(await table.getByText('RUN-3').count()).toBe(0)
    for (const station of stations) expect(station.heard.map(({ action }) => action)).toContain('ClearCache')
    await page.getByRole('link', { name: 'Command runs' }).click()
    await page.getByRole('link', { name: 'Clear the token cache' }).waitFor()
  })

  test('a run leaves its command waiting for a station that is offline', async () => {
    await rig.app.call('createStation', { body: { id: 'AWAY-1' } })
    const { page } = await rig.open('/runs/new?search=away-&command=reset')
    await page.getByRole('button', { name: 'Start for one station' }).click()
    const stateOf = async () =>
      (await rig.app.call('listCommands', { params: { stationId: 'AWAY-1' } })).items.map(({ state }) => state)
    await expect.poll(stateOf).toEqual(['queued'])
    await page.getByText('Queued', { exact: true }).waitFor()
  })

  test('a timeline is saved with identities masked, and failures of all stations are found', async () => {
    const station = await connectStation(rig.app, 'LOG-1')
    await charge(station, 1, ID_TAG)
    const { page } = await rig.open('/stations/LOG-1?tab=timeline')
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export the timeline' })
    expect(await dialog.getByRole('checkbox', { name: 'Mask identities' }).isChecked()).toBe(true)
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export' }).click()
    const text = readFileSync(await (await saved).path(), 'utf8')
    const exported = TimelineExport.parse(JSON.parse(text))
    expect(exported.masked).toBe(true)
    expect(exported.entries.map(({ action }) => action)).toContain('StartTransaction')
    expect(text).not.toContain(ID_TAG)

    await station.call('Nonsense', {}).catch(() => undefined)
    await page.goto(`${rig.app.url}/messages?failed=true`)
    await page.getByText('Nonsense').first().waitFor()
    expect(await page.getByText('BootNotification').count()).toBe(0)
  })

  test('the fleet is counted by security profile, and the security log can be checked', async () => {
    const { page } = await rig.open('/security')
    await page.getByText('Profile 1: password').waitFor()
    await page.getByRole('button', { name: 'Check the log' }).click()
    await page.getByText(/The log is as it was written/).waitFor()
  })
})
