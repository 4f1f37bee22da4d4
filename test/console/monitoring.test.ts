import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulatedStation } from '../../packages/server/src/testing/simulated-station.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { widthOnPhone } from './page.ts'
import { connectStation } from './station.ts'

const PATIENCE = { timeout: 60_000 }

describe.skipIf(!hasBrowser)('monitoring', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a value is watched, tells of itself, is changed, and is watched no more', async () => {
    await using simulated = await startSimulatedStation(rig.app, 'WATCH-1', '2.0.1')
    const { page } = await rig.open('/stations/WATCH-1?tab=monitoring')
    await page.getByText('No monitors known').waitFor()
    await page.getByRole('button', { name: 'Watch a value' }).click()
    const dialog = page.getByRole('dialog', { name: 'Watch variables' })
    await dialog.getByRole('textbox', { name: 'Component', exact: true }).fill('EVSE')
    await dialog.getByRole('combobox', { name: 'EVSE' }).selectOption('1')
    await dialog.getByRole('textbox', { name: 'Variable', exact: true }).fill('Power')
    await dialog.getByRole('combobox', { name: 'Type' }).selectOption('UpperThreshold')
    await dialog.getByRole('textbox', { name: 'Value' }).fill('1000')
    await dialog.getByRole('textbox', { name: 'Severity' }).fill('4')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.getByText('The station has accepted').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    const monitors = page.getByRole('table', { name: 'Monitors' })
    await monitors.getByText('above 1,000').waitFor(PATIENCE)
    await monitors.getByText('Nothing yet').waitFor()

    await simulated.charge()
    await monitors.getByText('Nothing yet').waitFor({ state: 'detached', ...PATIENCE })
    const events = page.getByRole('table', { name: 'What the station noticed' })
    await events.getByText('Crossed its limit').waitFor(PATIENCE)
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('Up to 3 · Critical')
    await page.getByText('Nothing noticed yet').waitFor()

    await monitors.getByRole('button', { name: /^Change monitor/ }).click()
    const changing = page.getByRole('dialog', { name: 'Watch variables' })
    expect(await changing.getByRole('textbox', { name: 'Value' }).inputValue()).toBe('1000')
    await changing.getByRole('textbox', { name: 'Value' }).fill('2000')
    await changing.getByRole('button', { name: 'Send', exact: true }).click()
    await changing.getByText('The station has accepted').waitFor()
    await changing.getByRole('button', { name: 'Close' }).click()
    await monitors.getByText('above 2,000').waitFor(PATIENCE)

    await page.getByRole('button', { name: 'Change the set of monitors' }).click()
    const base = page.getByRole('dialog', { name: 'Choose a set of monitors' })
    await base.getByRole('combobox', { name: 'Set' }).selectOption('All')
    await base.getByRole('button', { name: 'Send', exact: true }).click()
    await base.getByText('The station has accepted').waitFor()
    await base.getByRole('button', { name: 'Close' }).click()
    await page.getByText('Set of monitors: All').waitFor(PATIENCE)

    await monitors.getByRole('button', { name: /^Stop monitor/ }).click()
    await page.getByRole('button', { name: 'Now', exact: true }).click()
    await page.getByText('No monitors known').waitFor(PATIENCE)
  })

  test('a stream is opened, drawn, slowed down and closed', async () => {
    await using _ = await startSimulatedStation(rig.app, 'FLOW-1', '2.1')
    const { page } = await rig.open('/stations/FLOW-1?tab=monitoring')
    await page.getByRole('button', { name: 'Open a stream' }).click()
    const dialog = page.getByRole('dialog', { name: 'Watch variables' })
    await dialog.getByRole('textbox', { name: 'Component', exact: true }).fill('EVSE')
    await dialog.getByRole('combobox', { name: 'EVSE' }).selectOption('1')
    await dialog.getByRole('textbox', { name: 'Variable', exact: true }).fill('Power')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.getByText('The station has accepted').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    const streams = page.getByRole('table', { name: 'Event streams' })
    await streams.getByText('10 values at a time').waitFor(PATIENCE)
    await page.getByRole('img', { name: 'Values of stream 1' }).waitFor(PATIENCE)
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)

    await streams.getByRole('button', { name: 'Change the pace of stream 1' }).click()
    const pace = page.getByRole('dialog', { name: 'Change the pace of a stream' })
    await pace.getByRole('textbox', { name: /Values/ }).fill('2')
    await pace.getByRole('button', { name: 'Send', exact: true }).click()
    await pace.getByText('The station has accepted').waitFor()
    await pace.getByRole('button', { name: 'Close' }).click()
    await streams.getByText('2 values at a time').waitFor(PATIENCE)

    await streams.getByRole('button', { name: 'Close stream 1' }).click()
    await page.getByRole('button', { name: 'Now', exact: true }).click()
    await streams.getByText('Closed').waitFor(PATIENCE)
  })

  test('a 1.6 station says that it has no monitors', async () => {
    await connectStation(rig.app, 'OLD-1')
    const { page } = await rig.open('/stations/OLD-1?tab=monitoring')
    await page.getByText('OCPP 1.6 has no monitors').waitFor()
  })
})
