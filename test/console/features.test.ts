import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStation, startSimulatedStation } from '../../packages/server/src/testing/simulated-station.ts'
import { violationsInBothColours } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled, turnTo } from './page.ts'

const ID = 'RICH-1'

describe.skipIf(!hasBrowser)('a station with everything of 2.1', () => {
  let rig: ConsoleRig
  let simulated: SimulatedStation

  beforeAll(async () => {
    rig = await startConsoleRig()
    simulated = await startSimulatedStation(rig.app, ID, '2.1', { behaviour: { highLevelCommunication: true } })
  })
  afterAll(async () => {
    await simulated[Symbol.asyncDispose]()
    await rig[Symbol.asyncDispose]()
  })

  type Body = Parameters<typeof rig.app.call<'sendCommand'>>[1]['body']['command']
  const send = (command: Body) =>
    rig.app.call('sendCommand', { params: { stationId: ID }, query: { wait: 15 }, body: { command } })

  test('what it has not shown yet takes no room', async () => {
    const { page } = await rig.open(`/stations/${ID}?tab=charging`)
    await settled(page)
    expect(await page.getByRole('heading', { name: 'Grid support' }).count()).toBe(0)
    expect(await page.getByRole('heading', { name: 'What cars need (ISO 15118)' }).count()).toBe(0)
  })

  test('controls and alarms of the grid are shown as they come, and a control is deleted', async () => {
    const fixedVar = { priority: 5, setpoint: 20, unit: 'PctMaxVar' } as const
    const { page } = await rig.open(`/stations/${ID}?tab=charging`)
    await settled(page)
    await send({
      kind: 'setDerControl',
      control: { isDefault: true, controlId: 'var-1', controlType: 'FixedVar', fixedVar },
    })
    await page.getByRole('heading', { name: 'Grid support' }).waitFor()
    const controls = page.getByRole('table', { name: 'Controls of the grid' })
    await controls.getByText('Not asked yet').waitFor()
    await page
      .getByRole('heading', { name: 'Grid support' })
      .locator('..')
      .getByRole('button', { name: 'Ask the station' })
      .click()
    await controls.getByText('As set').waitFor()
    simulated.station.tellGridEvent({ controlType: 'FreqDroop', gridEventFault: 'OverFrequency' })
    await page.getByRole('table', { name: 'Alarms of the grid' }).getByText('OverFrequency').waitFor()
    await page.getByRole('button', { name: 'Delete control var-1' }).click()
    await controls.waitFor({ state: 'detached', timeout: 30_000 })
    await page.getByText('No control is set.').waitFor()
  })

  test('what the car at the plug needs is shown', async () => {
    await simulated.charge()
    const { page } = await rig.open(`/stations/${ID}?tab=charging`)
    await page.getByRole('heading', { name: 'What cars need (ISO 15118)' }).waitFor()
    await page.getByText('AC_three_phase', { exact: true }).waitFor()
    await page.getByText('As the station tells it').first().click()
    await page.getByText(/"requestedEnergyTransfer": "AC_three_phase"/).waitFor()
  })

  test('battery swaps, settlements and payments on the web are shown as they come', async () => {
    const { page } = await rig.open(`/stations/${ID}?tab=access`)
    await settled(page)
    await rig.app.call('createToken', { body: { value: 'SWAPPER', type: 'ISO14443' } })
    await send({ kind: 'requestBatterySwap', idToken: 'SWAPPER' })
    const swaps = page.getByRole('table', { name: 'Battery swaps' })
    await swaps.getByText('Taken out').waitFor()
    await swaps.getByText('Put in').waitFor()
    await page.getByRole('tab', { name: 'Display' }).click()
    await send({ kind: 'notifyWebPayment', evseId: 1, timeoutS: 60 })
    await simulated.station.send('NotifySettlement', {
      pspRef: 'psp-77',
      status: 'Settled',
      settlementAmount: 12.34,
      settlementTime: '2026-05-01T10:00:00Z',
      transactionId: 'tx-1',
      receiptUrl: 'javascript:alert(1)',
    })
    await page.getByRole('table', { name: 'Payments begun on the web' }).getByText('60 s').waitFor()
    const settlements = page.getByRole('table', { name: 'Settled at the terminal' })
    await settlements.getByText('12.34').waitFor()
    // An address that leads nowhere on the web is text, not a link.
    expect(await settlements.getByRole('link').count()).toBe(0)
  })

  test('all of it meets WCAG 2.2 AA in light and dark and reflows at 320 px', async () => {
    const { page, complaints } = await rig.open('/', { viewport: { width: 320, height: 640 } })
    for (const [tab, shown] of [
      ['charging', 'What cars need (ISO 15118)'],
      ['access', 'Battery swaps'],
      ['display', 'Settled at the terminal'],
    ] as const) {
      await turnTo(page, `/stations/${ID}?tab=${tab}`)
      await page.getByRole('heading', { name: shown }).waitFor()
      expect(await violationsInBothColours(page), tab).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), tab).toBe(320)
    }
    expect(complaints).toEqual([])
  })
})
