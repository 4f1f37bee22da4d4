import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { charge, connectStation, ID_TAG, report } from './station.ts'
import { giveUsualHours } from './usual.ts'

describe.skipIf(!hasBrowser)('what needs attention', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
    await rig.app.call('createToken', { body: { value: ID_TAG } })
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const commandsOf = async (stationId: string) =>
    (await rig.app.call('listCommands', { params: { stationId } })).items.map(({ kind, state }) => [kind, state])

  test('is ranked by the money lost, with the drivers, and the rank follows what changes', async () => {
    for (const identity of ['RANK-LOW', 'RANK-HIGH']) {
      await report(await connectStation(rig.app, identity), 1, 'Faulted', 'GroundFailure')
    }
    await rig.app.call('updateOrganisation', { body: { currency: 'EUR', assumedPricePerKwh: '0.50' } })
    await giveUsualHours(rig.app, [
      { station: 'RANK-LOW', evse: 1, energyWh: 20_000 },
      { station: 'RANK-HIGH', evse: 1, energyWh: 60_000 },
    ])
    const { page } = await rig.open('/')
    const rows = page.getByRole('listitem').filter({ hasText: /^RANK-/ })
    await rows.filter({ hasText: '€30.00 lost per hour' }).waitFor()
    expect(await rows.locator('a').allTextContents()).toEqual(['RANK-HIGH', 'RANK-LOW'])
    expect(await rows.allTextContents()).toEqual([
      expect.stringContaining('€30.00 lost per hour · 1 driver an hour affected'),
      expect.stringContaining('€10.00 lost per hour · 1 driver an hour affected'),
    ])
    await page.getByText('First what loses the most money per hour.').waitFor()
    // What is far from money stands behind it.
    const worse = await connectStation(rig.app, 'RANK-FREE')
    await report(worse, 1, 'Faulted', 'GroundFailure')
    await rows.filter({ hasText: 'RANK-FREE' }).waitFor({ timeout: 60_000 })
    expect((await rows.locator('a').allTextContents()).indexOf('RANK-FREE')).toBe(2)
  })

  test('a fix that is undone is never sent; the next one is', async () => {
    const station = await connectStation(rig.app, 'UNDO-1')
    await report(station, 1, 'Faulted', 'GroundFailure')
    const { page } = await rig.open('/')
    await page.getByRole('button', { name: 'Reset: UNDO-1' }).click()
    await page.getByText('Sending in').waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Reset: UNDO-1' }).click()
    await page.getByText('The station has accepted').waitFor()
    expect(await commandsOf('UNDO-1')).toEqual([['reset', 'accepted']])
    expect(station.heard.filter(({ action }) => action === 'Reset')).toHaveLength(1)
  })

  test('where a session runs, the fix asks first, and takes no for an answer', async () => {
    const station = await connectStation(rig.app, 'BUSY-2')
    await charge(station, 1, ID_TAG)
    await report(station, 2, 'Faulted', 'GroundFailure')
    const { page } = await rig.open('/')
    await page.getByRole('button', { name: 'Reset: BUSY-2' }).click()
    await page.getByText('A session is running here.').waitFor()
    await page.getByRole('link', { name: 'BUSY-2' }).first().focus()
    await page.getByText('A session is running here.').waitFor({ state: 'detached' })
    expect(await commandsOf('BUSY-2')).toEqual([])
  })

  test('a dangerous run begins only when its number of stations is typed', async () => {
    const stations = [await connectStation(rig.app, 'MANY-1'), await connectStation(rig.app, 'MANY-2')]
    await rig.app.call('setSafeguards', { body: { mode: 'confirmation', fromStations: 2, approvalHours: 24 } })
    const { page } = await rig.open('/runs/new?search=many-&command=clearCache')
    const start = page.getByRole('button', { name: 'Start for 2 stations' })
    await start.click()
    const field = page.getByRole('textbox', { name: 'Type 2 to go on' })
    await field.fill('3')
    await start.click()
    await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor()
    expect(stations.flatMap(({ heard }) => heard.map(({ action }) => action))).not.toContain('ClearCache')
    await field.fill('2')
    await start.click()
    await page.getByRole('progressbar', { name: '2 of 2 done' }).waitFor()
    for (const station of stations) expect(station.heard.map(({ action }) => action)).toContain('ClearCache')
  })
})
