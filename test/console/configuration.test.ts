import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulatedStation } from '../../packages/server/src/testing/simulated-station.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, widthOnPhone } from './page.ts'

const PATIENCE = { timeout: 60_000 }

describe.skipIf(!hasBrowser)('configuration', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig({ env: { CONFIGURATION_SETTLE_S: '0' } })
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a template is made, its stations are set, and what one refuses is reported and saved as a file', async () => {
    await using _ = await startSimulatedStation(rig.app, 'TPL-1', '1.6')
    const { page } = await rig.open('/configuration')
    await page.getByText('Every station is as it shall be').waitFor()
    await page.getByRole('link', { name: 'New template' }).click()
    const name = page.getByRole('textbox', { name: 'Name' })
    const first = page.getByRole('group', { name: 'Value 1' })
    await name.fill('Car parks')
    await page.getByRole('textbox', { name: 'Stations by identity' }).fill('TPL-1')
    await page.getByRole('button', { name: 'Save the template' }).click()
    // Nothing is said yet of what shall be set.
    const setting = first.getByRole('combobox', { name: 'Setting' })
    await expect.poll(() => complaintOf(setting)).not.toBe('')
    await setting.selectOption('Seconds between meter values')
    await first.getByRole('textbox', { name: 'Shall be' }).fill('5')
    await first.getByRole('textbox', { name: 'At least' }).fill('30')
    await page.getByRole('button', { name: 'Add a value' }).click()
    const second = page.getByRole('group', { name: 'Value 2' })
    await second.getByRole('combobox', { name: 'Kind' }).selectOption('Key of OCPP 1.6')
    await second.getByRole('textbox', { name: 'Key' }).fill('LightIntensity')
    await second.getByRole('textbox', { name: 'Shall be' }).fill('=1+1')
    await page.getByRole('button', { name: 'Save the template' }).click()
    // Only the server knows the rule between two fields.
    const value = first.getByRole('textbox', { name: 'Shall be' })
    await expect.poll(() => complaintOf(value)).toContain('between min and max')
    await value.fill('60')
    await page.getByRole('button', { name: 'Save the template' }).click()
    await page.getByRole('heading', { name: /Car parks/, level: 1 }).waitFor()
    await page.getByText('Seconds between meter values').waitFor()

    const deviating = page.getByRole('table', { name: 'What deviates' })
    await deviating.getByText('UnknownKey').waitFor(PATIENCE)
    await page.getByRole('link', { name: 'All templates' }).click()
    await page.getByRole('table', { name: 'Templates' }).getByText('one deviates').waitFor()
    await page.getByRole('combobox', { name: 'State' }).selectOption('Refused')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    expect(page.url()).toContain('state=rejected')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export as CSV' }).click()
    const csv = readFileSync(await (await saved).path(), 'utf8')
    expect(csv).toContain("TPL-1,,,0,0,LightIntensity,,Actual,'=1+1,")
    expect(csv).toContain('Car parks')

    await deviating.getByRole('link', { name: 'TPL-1' }).click()
    const desired = page.getByRole('table', { name: 'Desired state' })
    await desired.getByText('MeterValueSampleInterval').waitFor()
    await page.getByText('One value is as wanted, one is not.').waitFor(PATIENCE)
  })

  test('what a station lost is set again when asked to, and the page follows', async () => {
    const params = { stationId: 'LOST-1' }
    await rig.app.call('createTemplate', {
      body: {
        name: 'Lost and found',
        conditions: { stationIds: ['LOST-1'] },
        entries: [{ kind: 'setting', setting: 'meterValueInterval', value: '60' }],
      },
    })
    await using _ = await startSimulatedStation(rig.app, 'LOST-1', '2.1')
    const { page } = await rig.open('/stations/LOST-1?tab=configuration')
    const row = page.getByRole('table', { name: 'Desired state' }).getByRole('row', { name: /TxUpdatedInterval/ })
    await row.getByText('As wanted').waitFor(PATIENCE)
    const variables = [{ component: 'SampledDataCtrlr', variable: 'TxUpdatedInterval', value: '7' }]
    await rig.app.call('sendCommand', {
      params,
      query: { wait: 20 },
      body: { command: { kind: 'setVariables', variables } },
    })
    await rig.app.call('sendCommand', { params, query: { wait: 20 }, body: { command: { kind: 'getBaseReport' } } })
    await row.getByText('Deviates').waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Apply now' }).click()
    await row.getByText('As wanted').waitFor(PATIENCE)
    const read = async () =>
      (await rig.app.call('getDesiredConfiguration', { params })).items.map(({ actual, state }) => `${actual} ${state}`)
    expect(await read()).toEqual(['60 inLine'])
  })

  test('the template of the program is switched off and on, limited, and no more', async () => {
    const { page } = await rig.open('/configuration')
    await page.getByRole('link', { name: 'Protective settings' }).click()
    await page.getByText('Attempts for messages of a session').waitFor()
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('button', { name: 'Switch off' }).waitFor()
    await page.getByRole('link', { name: 'Choose stations' }).click()
    await page.getByRole('textbox', { name: 'Vendors' }).fill('Norrvolt, Granit*')
    expect(await page.getByRole('textbox', { name: 'Name' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Save the template' }).click()
    await page.getByText('Vendor Norrvolt, Granit*').waitFor()
    const [builtIn] = (await rig.app.call('listTemplates', {})).items.filter((template) => template.builtIn)
    expect(builtIn?.conditions).toEqual({ vendors: ['Norrvolt', 'Granit*'] })
  })

  test('a template that is taken is said at its field; one that is deleted is gone', async () => {
    const entries = [{ kind: 'key', key: 'LightIntensity', value: '40' }] as const
    await rig.app.call('createTemplate', {
      body: { name: 'Taken', conditions: { stationIds: ['X'] }, entries: [...entries] },
    })
    const { page } = await rig.open('/configuration/new')
    const name = page.getByRole('textbox', { name: 'Name' })
    await name.fill('Taken')
    const first = page.getByRole('group', { name: 'Value 1' })
    await first.getByRole('combobox', { name: 'Setting' }).selectOption('Use the local list')
    await first.getByRole('textbox', { name: 'Shall be' }).fill('true')
    await page.getByRole('button', { name: 'Save the template' }).click()
    await expect.poll(() => complaintOf(name)).toContain('must be unique')
    await page.goto(`${rig.app.url}/configuration`)
    await page.getByRole('link', { name: 'Taken' }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'Configuration', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Taken' }).waitFor({ state: 'detached' })
  })
})
