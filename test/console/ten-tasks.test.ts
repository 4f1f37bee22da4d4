import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putNetworkTariff } from '../../packages/server/src/billing/testing/network-tariff.ts'
import type { TestApp } from '../../packages/server/src/testing/test-app.ts'
import { connectTestStation, type TestStation } from '../../packages/server/src/testing/test-station.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { choose, enter, type Operator, operatorAt } from './operator.ts'
import { tabTo } from './page.ts'
import { charge, connectStation, report } from './station.ts'
import { givePastSessions, giveUsualHours } from './usual.ts'

/**
 * Most clicks, shortcuts and fields from the first screen until the command is sent, for the tasks of an operator's day
 * that the product can do. The five seconds to undo are waited for, not clicked away.
 */
const TARGETS = {
  seeWhatIsBroken: 0,
  fix: 1,
  fixWhereASessionRuns: 2,
  startForADriver: 3,
  stop: 2,
  changeAPrice: 4,
  unlock: 2,
  checkRevenue: 1,
  planCapacity: 2,
  approveABooking: 1,
  dispatch: 2,
  rollFirmware: 5,
  letAStationJoin: 2,
} as const

/** After the five seconds to undo. */
const SENT = { timeout: 15_000 }
const LONGER_THAN_UNDO_MS = 6500

describe.skipIf(!hasBrowser)("the tasks of an operator's day", () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
    await putNetworkTariff(rig.app.database)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  async function home(): Promise<Operator> {
    const { page } = await rig.open('/', { viewport: { width: 1440, height: 900 } })
    await page.getByRole('list', { name: 'Charging points by state' }).waitFor()
    return operatorAt(page)
  }
  const hears = async (station: TestStation, action: string) =>
    expect.poll(() => station.heard.map((call) => call.action), SENT).toContain(action)

  async function broken(identity: string): Promise<TestStation> {
    const station = await connectStation(rig.app, identity)
    await report(station, 2, 'Faulted', 'GroundFailure')
    return station
  }

  async function charging(identity: string): Promise<TestStation> {
    const station = await connectStation(rig.app, identity)
    const { value } = await rig.app.call('createToken', { body: { value: `CARD${identity.replace(/\W/g, '')}` } })
    await charge(station, 1, value)
    return station
  }

  /** A session of 1.5 kWh at a site of its own, that is over and priced. */
  async function sold(identity: string): Promise<void> {
    const { id: siteId } = await rig.app.call('createSite', { body: { name: `Yard of ${identity}` } })
    const station = await connectStation(rig.app, identity, siteId)
    const { value } = await rig.app.call('createToken', { body: { value: `CARD${identity.replace(/\W/g, '')}` } })
    const transactionId = await charge(station, 1, value)
    await station.call('StopTransaction', { transactionId, meterStop: 2500, timestamp: new Date().toISOString() })
    const search = { query: { search: identity } }
    await expect.poll(async () => (await rig.app.call('listSessions', search)).items[0]?.costMinor, SENT).toBe(89)
  }
  const mainLink = (page: Operator['page'], name: string) =>
    page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true })

  async function waits(identity: string): Promise<void> {
    const stranger = await connectTestStation({ url: rig.app.stationUrl, identity })
    await stranger.call('BootNotification', { chargePointVendor: 'Norrvolt', chargePointModel: 'Duo 22' })
  }
  const comingPrice = async () =>
    (await rig.app.call('listTariffs', {})).items.find(({ isDefault }) => isDefault)?.next?.prices.perKwh
  async function siteWithPast(name: string, identity: string): Promise<void> {
    const { id } = await rig.app.call('createSite', { body: { name, timeZone: 'Europe/Berlin', gridLimitW: 30_000 } })
    await rig.app.call('createStation', { body: { id: identity, siteId: id } })
    await givePastSessions(rig.app, identity)
  }
  /** A request for the whole of two hours, a day ahead, at a site of its own. */
  async function asked(identity: string, contact: string): Promise<string> {
    const { id: siteId } = await rig.app.call('createSite', { body: { name: `Quay of ${identity}` } })
    await connectStation(rig.app, identity, siteId)
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const place = { stationId: identity, evseId: 1 }
    const body = { siteId, place, contact, from: at(24), until: at(26) }
    return (await rig.app.call('createBooking', { body })).id
  }
  const bookingOf = (id: string) => rig.app.call('getBooking', { params: { id } })
  const ordersOf = async (stationId: string) =>
    (await rig.app.call('listWorkOrders', { query: { show: 'all', stationId } })).items
  /** What people have sent to a station, or would send soon. */
  const commandsTo = async (stationId: string) =>
    (await rig.app.call('listCommands', { params: { stationId } })).items
      .map(({ kind }) => kind)
      .filter((kind) => kind === 'reset' || kind === 'unlockConnector')
  const isRegistered = async (identity: string) =>
    (await rig.app.call('listStations', { query: { search: identity } })).items.map(({ id }) => id)

  describe('with a mouse', () => {
    test('1: what is broken is there at once, with its cause, its age and what it costs', async () => {
      await broken('LOOK-1')
      await giveUsualHours(rig.app, [{ station: 'LOOK-1', evse: 2, energyWh: 60_000 }])
      const { page, effort } = await home()
      const row = page.getByRole('listitem').filter({ hasText: 'LOOK-1' })
      await row.getByText('Ground fault').waitFor()
      expect(await row.textContent()).toMatch(/(now|ago).*€[\d.]+ lost per hour.*driver/)
      const { y = 0 } = (await row.boundingBox()) ?? {}
      expect(y).toBeLessThan(900)
      expect(effort()).toBe(TARGETS.seeWhatIsBroken)
    })

    test('2: the suggested fix', async () => {
      const station = await broken('FIX-1')
      const operator = await home()
      await operator.click(operator.page.getByRole('button', { name: 'Reset: FIX-1' }))
      await hears(station, 'Reset')
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.fix)
    })

    test('2: the suggested fix where a session runs', async () => {
      const station = await charging('BUSY-1')
      await report(station, 2, 'Faulted', 'GroundFailure')
      const operator = await home()
      await operator.click(operator.page.getByRole('button', { name: 'Reset: BUSY-1' }))
      await operator.page.getByText('A session is running here.').waitFor()
      await operator.click(operator.page.getByRole('button', { name: 'Reset anyway' }))
      await hears(station, 'Reset')
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.fixWhereASessionRuns)
    })

    test('3: a start for a driver who reads out the station, without a card', async () => {
      const station = await connectStation(rig.app, 'DEPOT-07_A')
      await report(station, 2, 'Preparing')
      const operator = await home()
      await operator.shortcut('Control+k')
      await operator.fill(operator.page.getByRole('combobox', { name: /Station, session/ }), 'depot 07 a')
      // Where the car is plugged in comes first.
      await operator.click(operator.page.getByRole('option', { name: /^Start a session at DEPOT-07_A/ }).first())
      await hears(station, 'RemoteStartTransaction')
      const start = station.heard.find(({ action }) => action === 'RemoteStartTransaction')
      expect(start?.payload).toMatchObject({ connectorId: 2, idTag: expect.stringMatching(/^START/) })
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.startForADriver)
    })

    test('3: a stop and an unlock', async () => {
      const station = await charging('DEPOT-08')
      const stop = await home()
      await stop.fill(stop.page.getByRole('textbox', { name: 'Search or run a command' }), 'depot08')
      await stop.click(stop.page.getByRole('option', { name: 'Stop the session at DEPOT-08 · EVSE 1' }))
      await hears(station, 'RemoteStopTransaction')
      expect(stop.effort()).toBeLessThanOrEqual(TARGETS.stop)
      const unlock = await home()
      await unlock.fill(unlock.page.getByRole('textbox', { name: 'Search or run a command' }), 'Depot-08')
      await unlock.click(unlock.page.getByRole('option', { name: 'Unlock DEPOT-08 · EVSE 1' }))
      await hears(station, 'UnlockConnector')
      expect(unlock.effort()).toBeLessThanOrEqual(TARGETS.unlock)
    })

    test('4: a price, from tonight on, with what drivers would pay', async () => {
      const operator = await home()
      const { page } = operator
      await operator.click(mainLink(page, 'Prices'))
      await operator.fill(page.getByRole('textbox', { name: /^Price per kWh/ }), '0.55')
      await page.getByRole('row', { name: /^18.00 kWh in 45m €10.71 €11.78 \+€1.07/ }).waitFor()
      await page.getByRole('combobox', { name: 'Valid from' }).selectOption('midnight')
      await operator.click(page.getByRole('button', { name: 'Publish' }))
      await expect.poll(() => comingPrice()).toBe('0.55')
      // The choice of the day is one more.
      expect(operator.effort() + 1).toBeLessThanOrEqual(TARGETS.changeAPrice)
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await expect.poll(() => comingPrice()).toBeUndefined()
    })

    test('5: what charging was worth today, this month and per site, down to a session', async () => {
      await sold('SOLD-1')
      const operator = await home()
      const { page } = operator
      await operator.click(mainLink(page, 'Revenue'))
      const row = page.getByRole('row').filter({ hasText: 'Yard of SOLD-1' }).first()
      await row.getByText('€0.89').first().waitFor()
      // What other tests have sold here today is in it too.
      const [today = ''] = await page.getByRole('definition').allTextContents()
      expect(Number(today.replace(/[€,]/g, ''))).toBeGreaterThanOrEqual(0.89)
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.checkRevenue)
      await row.getByRole('link', { name: 'Yard of SOLD-1' }).click()
      await page.getByRole('heading', { name: 'Sessions of Yard of SOLD-1' }).waitFor()
      await page.getByRole('row').filter({ hasText: 'SOLD-1' }).last().getByRole('link').first().click()
      await page.getByText('1.50 kWh · €0.50 per kWh').waitFor()
    })

    test('6: what four more chargers would do to a site', async () => {
      await siteWithPast('Quarry Lane', 'QUARRY-1')
      const operator = await home()
      await operator.fill(operator.page.getByRole('textbox', { name: 'Search or run a command' }), 'quarry lane')
      await operator.click(operator.page.getByRole('option', { name: /^What if at Quarry Lane/ }))
      await operator.page.getByText(/4 more chargers (fit|are too many)/).waitFor()
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.planCapacity)
    })

    test('7: a booking, what is in its way shown', async () => {
      const id = await asked('QUAY-1', 'Ada Example')
      const operator = await home()
      const { page } = operator
      const row = page.getByRole('list', { name: 'Bookings to decide' }).getByRole('listitem')
      await row.filter({ hasText: 'Ada Example' }).getByText('Nothing is in the way.').waitFor()
      await operator.click(page.getByRole('button', { name: 'Approve: Ada Example' }))
      await expect.poll(() => bookingOf(id), SENT).toMatchObject({ state: 'approved', place: { stationId: 'QUAY-1' } })
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.approveABooking)
      await page.getByText('Approved: EVSE 1 of QUAY-1').waitFor()
      await row.filter({ hasText: 'Ada Example' }).waitFor({ state: 'detached' })
      // Who asks for the same place at the same time is given the one beside it, and told so before.
      const { siteId, place, from, until } = await bookingOf(id)
      await rig.app.call('createBooking', { body: { siteId, place, from, until, contact: 'Ben Example' } })
      await row
        .filter({ hasText: 'Ben Example' })
        .getByText(/^Booked by somebody else.*Free instead/)
        .waitFor()
      await page.getByRole('button', { name: 'Approve at EVSE 2 of QUAY-1: Ben Example' }).waitFor()
    })

    test('8: somebody to a fault, whom and when proposed', async () => {
      await broken('SEND-1')
      const operator = await home()
      const { page } = operator
      await operator.click(page.getByRole('button', { name: 'Dispatch: SEND-1' }))
      await operator.click(page.getByRole('button', { name: 'Send', exact: true }))
      const sent = page
        .getByRole('listitem')
        .filter({ hasText: 'SEND-1' })
        .getByRole('link', { name: /^Dispatched:/ })
      await sent.waitFor()
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.dispatch)
      expect(await ordersOf('SEND-1')).toMatchObject([{ state: 'sent', fault: { cause: 'GroundFailure' } }])
      await sent.click()
      await page.getByRole('heading', { name: /^Order \d+/ }).waitFor()
    })

    test('8: somebody to a fault, from the page of its station', async () => {
      await broken('SEND-2')
      const { page } = await rig.open('/stations/SEND-2')
      await page.getByRole('button', { name: 'Dispatch: SEND-2' }).click()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('link', { name: /^Dispatched:/ }).waitFor()
      expect(await ordersOf('SEND-2')).toMatchObject([
        { state: 'sent', fault: { kind: 'connectorFaulted' }, evseId: 2 },
      ])
    })

    test('9: firmware for every station of a model, with its waves and its stop rule', async () => {
      const stations = [await connectStation(rig.app, 'ROLL-1'), await connectStation(rig.app, 'ROLL-2')]
      await storeImage(rig.app)
      const count = String(await countOfModel(rig.app))
      await rig.app.call('setSafeguards', { body: { mode: 'off', fromStations: 2, approvalHours: 24 } })
      const operator = await home()
      const { page } = operator
      await operator.click(
        page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Files', exact: true }),
      )
      await operator.click(page.getByRole('link', { name: 'Install duo-2.bin on stations' }))
      await operator.click(page.getByRole('radio', { name: '1 station, 10 %, 50 %, then the rest' }))
      await operator.click(page.getByRole('radio', { name: 'At 2 failures, or above 10 %' }))
      await operator.click(page.getByRole('button', { name: `Start for ${count} stations` }))
      await page.getByText('Wave 2').waitFor()
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.rollFirmware)
      const { items } = await rig.app.call('listCommandRuns', {})
      expect(items[0]).toMatchObject({ wave: 1, stopRule: { failures: 2, percent: 10 } })
      expect(items[0]?.waves[0]).toMatchObject({ stations: 1 })
      expect(items[0]?.waves.length).toBeGreaterThan(1)
      for (const station of stations) station.close()
    })

    test('10: a station that waits to join', async () => {
      await waits('JOIN-1')
      const operator = await home()
      await operator.click(operator.page.getByRole('link', { name: /Waiting to join/ }))
      await operator.click(operator.page.getByRole('button', { name: 'Approve JOIN-1' }))
      await expect.poll(() => isRegistered('JOIN-1'), SENT).toEqual(['JOIN-1'])
      expect(operator.effort()).toBeLessThanOrEqual(TARGETS.letAStationJoin)
    })
  })

  describe('by keyboard alone', () => {
    test('2: the suggested fix, and its undo', async () => {
      const station = await broken('KEY-FIX')
      const { page } = await home()
      const fix = page.getByRole('button', { name: 'Reset: KEY-FIX' })
      const undo = page.getByRole('button', { name: 'Undo', exact: true })
      const takeBack = async () => {
        await undo.waitFor()
        await page.keyboard.press('Control+z')
        // At once, and not when the command is sent.
        await undo.waitFor({ state: 'detached', timeout: 2500 })
      }
      await enter(page, fix)
      await takeBack()
      // From the palette, where something has been typed.
      await choose(page, 'unlock key-fix', 'Unlock KEY-FIX · EVSE 1')
      await takeBack()
      await page.waitForTimeout(LONGER_THAN_UNDO_MS)
      expect(station.heard.map(({ action }) => action)).not.toContain('Reset')
      expect(await commandsTo('KEY-FIX')).toEqual([])
      await enter(page, fix)
      await hears(station, 'Reset')
      expect(await commandsTo('KEY-FIX')).toEqual(['reset'])
    })

    test('3: start, stop, unlock', async () => {
      const station = await connectStation(rig.app, 'KEY-3')
      const { page } = await home()
      await choose(page, 'key3', 'Start a session at KEY-3 · EVSE 1')
      await hears(station, 'RemoteStartTransaction')
      const isCharging = async () =>
        (await rig.app.call('getStation', { params: { stationId: 'KEY-3' } })).connectors[0]?.sessionId !== null
      await expect.poll(isCharging, SENT).toBe(true)
      await choose(page, 'stop key 3', 'Stop the session at KEY-3 · EVSE 1')
      await hears(station, 'RemoteStopTransaction')
      await choose(page, 'unlock KEY-3', 'Unlock KEY-3 · EVSE 1')
      await hears(station, 'UnlockConnector')
    })

    test('4: a price', async () => {
      const { page } = await home()
      await page.keyboard.press('g')
      await page.keyboard.press('p')
      const field = page.getByRole('textbox', { name: /^Price per kWh/ })
      await field.waitFor()
      await tabTo(page, field)
      await page.keyboard.press('Control+a')
      await page.keyboard.type('0.57')
      await tabTo(page, page.getByRole('combobox', { name: 'Valid from' }))
      await page.keyboard.type('Tonight')
      await enter(page, page.getByRole('button', { name: 'Publish' }))
      await expect.poll(() => comingPrice()).toBe('0.57')
    })

    test('5: revenue', async () => {
      await sold('KEY-SOLD')
      const { page } = await home()
      await page.keyboard.press('g')
      await page.keyboard.press('v')
      await page.getByRole('heading', { name: 'Revenue', level: 1 }).waitFor()
      await enter(page, page.getByRole('link', { name: 'Yard of KEY-SOLD' }))
      const list = page.getByRole('region', { name: 'Sessions', exact: true })
      await page.getByRole('heading', { name: 'Sessions of Yard of KEY-SOLD' }).waitFor()
      await enter(page, list.getByRole('link').first())
      await page.getByText('1.50 kWh · €0.50 per kWh').waitFor()
    })

    test('6: what more chargers would do, and what a higher limit would', async () => {
      await siteWithPast('Chalk Hill', 'CHALK-1')
      const { page } = await home()
      await choose(page, 'chalk hill', 'What if at Chalk Hill')
      await page.getByText(/4 more chargers are too many/).waitFor()
      await tabTo(page, page.getByRole('textbox', { name: 'Limit of the site, kW' }))
      await page.keyboard.press('Control+a')
      await page.keyboard.type('900')
      await page.getByText(/4 more chargers fit: the load reaches/).waitFor()
      await expect.poll(() => new URL(page.url()).searchParams.get('limit'), SENT).toMatch(/900/)
    })

    test('7: a booking approved and its undo, another declined', async () => {
      const id = await asked('KEY-QUAY', 'Cleo Example')
      const { page } = await home()
      const approve = page.getByRole('button', { name: 'Approve: Cleo Example' })
      await enter(page, approve)
      const undo = page.getByRole('button', { name: 'Undo', exact: true })
      await undo.waitFor()
      await page.keyboard.press('Control+z')
      await undo.waitFor({ state: 'detached', timeout: 2500 })
      await page.waitForTimeout(LONGER_THAN_UNDO_MS)
      expect(await bookingOf(id)).toMatchObject({ state: 'requested' })
      await enter(page, approve)
      await expect.poll(() => bookingOf(id), SENT).toMatchObject({ state: 'approved' })
      const other = await asked('KEY-PIER', 'Dan Example')
      await enter(page, page.getByRole('button', { name: 'Decline: Dan Example' }))
      await page.getByRole('textbox', { name: 'Reason' }).waitFor()
      await page.keyboard.type('The site is being rebuilt')
      await page.keyboard.press('Enter')
      const reason = 'The site is being rebuilt'
      await expect.poll(() => bookingOf(other), SENT).toMatchObject({ state: 'declined', reason })
    })

    test('8: somebody to a fault, who goes, and what came of it', async () => {
      await broken('KEY-SEND')
      const { page } = await home()
      await enter(page, page.getByRole('button', { name: 'Dispatch: KEY-SEND' }))
      await enter(page, page.getByRole('button', { name: 'Send', exact: true }))
      await expect.poll(async () => (await ordersOf('KEY-SEND')).length, SENT).toBe(1)
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.keyboard.press('g')
      await page.keyboard.press('j')
      await enter(page, page.getByRole('link', { name: /KEY-SEND/ }))
      await enter(page, page.getByRole('button', { name: 'I am on site' }))
      await enter(page, page.getByRole('button', { name: 'Done', exact: true }))
      const dialog = page.getByRole('dialog')
      await tabTo(page, dialog.getByRole('combobox', { name: 'Cause' }))
      await page.keyboard.type('Cable')
      await enter(page, dialog.getByRole('button', { name: 'Done', exact: true }))
      await expect.poll(() => ordersOf('KEY-SEND'), SENT).toMatchObject([{ state: 'done', causeCode: 'cable' }])
    })

    test('9: firmware', async () => {
      const station = await connectStation(rig.app, 'KEY-ROLL')
      await rig.app.call('setSafeguards', { body: { mode: 'confirmation', fromStations: 2, approvalHours: 24 } })
      const { page } = await home()
      await page.keyboard.press('g')
      await page.keyboard.press('f')
      await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
      await enter(page, page.getByRole('link', { name: 'Install duo-2.bin on stations' }))
      const start = page.getByRole('button', { name: /^Start for \d+ stations/ })
      await start.waitFor()
      // From the usual choice upwards to what all stations get at once, then down in the rule to its last.
      await page.getByRole('radio', { name: '1 station, 10 %, then the rest' }).focus()
      await page.keyboard.press('ArrowUp')
      await page.getByRole('radio', { name: 'At 2 failures, or above 10 %' }).focus()
      await page.keyboard.press('ArrowDown')
      await enter(page, start)
      await page.getByRole('textbox', { name: /type|number of stations/i }).waitFor()
      await page.keyboard.type(String(await countOfModel(rig.app)))
      await page.keyboard.press('Enter')
      await page.getByRole('progressbar').waitFor()
      await hears(station, 'UpdateFirmware')
    })

    test('10: a station that waits to join', async () => {
      await waits('KEY-JOIN')
      const { page } = await home()
      await page.keyboard.press('g')
      await page.keyboard.press('w')
      await enter(page, page.getByRole('button', { name: 'Approve KEY-JOIN' }))
      await expect.poll(() => isRegistered('KEY-JOIN'), SENT).toEqual(['KEY-JOIN'])
    })
  })
})

async function storeImage(app: TestApp): Promise<void> {
  const body = { name: 'duo-2.bin', version: '2.0.0', vendor: 'Norrvolt', model: 'Duo 22' }
  const { uploadUrl } = await app.call('createFirmware', { body })
  const stored = await fetch(`${app.url}${new URL(uploadUrl).pathname}`, { method: 'PUT', body: 'firmware' })
  if (!stored.ok) throw new Error(`The image was refused: ${await stored.text()}`)
}

async function countOfModel(app: TestApp): Promise<number> {
  return (await app.call('listStations', { query: { search: 'Norrvolt Duo 22', limit: 1 } })).total ?? 0
}
