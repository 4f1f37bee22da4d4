import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '../contract/index.ts'
import { routeCommand } from '../gateway/index.ts'
import { ManualClock } from '../platform/clock/index.ts'
import { endQueuedCommand, insertCommand } from '../stations/commands/queries.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../testing/test-station.ts'
import { holdBookings } from './hold.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Days ahead, so that the server's own rounds leave these bookings to the clock of the tests. */
const START_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 72 * HOUR_MS
const PATIENCE = { timeout: 30_000, interval: 50 }
const at = (minutes: number) => new Date(START_MS + minutes * MINUTE_MS).toISOString()

let app: TestApp
let siteId: string
let station: TestStation
let answer: string
beforeAll(async () => {
  app = await startTestApp()
  siteId = (await app.call('createSite', { body: { name: 'Depot', timeZone: 'Europe/Berlin' } })).id
  const { password } = await app.call('createStation', { body: { id: 'BOOK-1', siteId } })
  station = await connectTestStation({ url: app.stationUrl, identity: 'BOOK-1', password: password ?? '' })
  station.onCall(() => ({ status: answer }))
  answer = 'Accepted'
  await station.call('BootNotification', BOOT_16)
  for (const connectorId of [1, 2]) {
    await station.call('StatusNotification', { connectorId, status: 'Available', errorCode: 'NoError' })
  }
})
afterAll(() => app[Symbol.asyncDispose]())

type Input = Parameters<typeof app.call<'createBooking'>>[1]['body']
const ask = (fromMinute: number, untilMinute: number, more: Partial<Input> = {}) =>
  app.call('createBooking', {
    body: { siteId, contact: 'Ada Example', from: at(fromMinute), until: at(untilMinute), ...more },
  })
const first = { place: { stationId: 'BOOK-1', evseId: 1 } }
const approve = (id: string, body: object = {}) => app.call('approveBooking', { params: { id }, body })
const tryApproving = async (id: string) => {
  const headers = { 'content-type': 'application/json' }
  return app.request(`/api/v1/bookings/${id}/approve`, { method: 'POST', headers, body: '{}' })
}
const get = (id: string) => app.call('getBooking', { params: { id } })

describe('asking and deciding', () => {
  test('of two that overlap on one connector, approved at once, one is booked and the other told why not', async () => {
    const ids = (await Promise.all([ask(0, 60, first), ask(30, 90, first), ask(45, 60, first)])).map(({ id }) => id)
    const answers = await Promise.all(ids.map(tryApproving))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const refused = answers.find(({ status }) => status === 409)
    if (refused === undefined) throw new Error('none is refused')
    expect(await problemIn(refused)).toMatchObject({
      code: 'bookingClashes',
      errors: [{ field: 'place', rule: expect.stringContaining('is booked by somebody else') }],
    })
    const waiting = ids.filter((_, index) => answers[index]?.status === 409)
    const [left = '', other = ''] = waiting
    expect(await get(left)).toMatchObject({
      state: 'requested',
      clashes: [{ kind: 'booking', isHard: true }],
      suggestion: { stationId: 'BOOK-1', evseId: 2 },
      freeCount: 1,
    })
    const inOtherLetters = { place: { stationId: 'book-1', evseId: 1 } }
    await expect(approve(left, inOtherLetters)).rejects.toMatchObject({
      problem: { errors: [{ rule: expect.stringContaining('is booked by somebody else') }] },
    })
    const second = await approve(left, { place: { stationId: 'BOOK-1', evseId: 2 } })
    expect(second).toMatchObject({ state: 'approved', place: { evseId: 2 } })
    expect(await get(other)).toMatchObject({ suggestion: null, freeCount: 0 })
    const declined = await app.call('declineBooking', { params: { id: other }, body: { reason: 'All taken' } })
    expect(declined).toMatchObject({ state: 'declined', reason: 'All taken' })
    expect(await problemIn(await tryApproving(other))).toMatchObject({ code: 'bookingIsDecided' })
  })

  test('any of the site: the approval finds the free one; lists are by state and go on', async () => {
    const { id } = await ask(300, 360)
    expect(await approve(id)).toMatchObject({ state: 'approved', place: { stationId: 'BOOK-1' } })
    const query = { state: 'approved', siteId, limit: 1 }
    const page = await app.call('listBookings', { query })
    const next = await app.call('listBookings', { query: { ...query, cursor: page.nextCursor } })
    expect(next.items[0]?.id).not.toBe(page.items[0]?.id)
    const names = (await app.call('listBookings', { query: { state: 'declined,approved' } })).items.map(
      (one) => one.state,
    )
    expect(new Set(names)).toEqual(new Set(['approved', 'declined']))
  })

  test('hosts decide at their sites alone, and those who only look see no names', async () => {
    const { id: elsewhere } = await app.call('createSite', { body: { name: 'Elsewhere' } })
    const clientOf = async (role: string, siteIds?: string[]) => {
      const scope = siteIds === undefined ? {} : { scope: { siteIds } }
      const { key } = await app.call('createApiKey', { body: { name: role, role, ...scope } })
      return createClient({ baseUrl: app.url, apiKey: key })
    }
    const [host, stranger] = [await clientOf('siteHost', [siteId]), await clientOf('siteHost', [elsewhere])]
    const { id } = await ask(600, 660)
    await expect(stranger('getBooking', { params: { id } })).rejects.toMatchObject({
      problem: { code: 'bookingNotFound' },
    })
    await expect(stranger('approveBooking', { params: { id }, body: {} })).rejects.toMatchObject({
      problem: { code: 'bookingNotFound' },
    })
    await expect(
      stranger('createBooking', { body: { siteId, contact: 'Ada', from: at(700), until: at(720) } }),
    ).rejects.toMatchObject({ problem: { code: 'siteNotFound' } })
    expect(await host('approveBooking', { params: { id }, body: {} })).toMatchObject({ contact: 'Ada Example' })
    expect(await (await clientOf('readOnly'))('getBooking', { params: { id } })).toMatchObject({ contact: null })
    expect(await host('withdrawBooking', { params: { id }, body: {} })).toMatchObject({ state: 'withdrawn' })
  })

  test('a station that comes to another site brings its bookings: whoever decides there gives no place away twice', async () => {
    const elsewhere = (await app.call('createSite', { body: { name: 'Next door' } })).id
    const { password } = await app.call('createStation', { body: { id: 'BOOK-MOVED', siteId } })
    const moved = await connectTestStation({ url: app.stationUrl, identity: 'BOOK-MOVED', password: password ?? '' })
    await moved.call('BootNotification', BOOT_16)
    await moved.call('StatusNotification', { connectorId: 1, status: 'Available', errorCode: 'NoError' })
    const place = { stationId: 'BOOK-MOVED', evseId: 1 }
    const { id: earlier } = await ask(800, 860, { place })
    await approve(earlier)
    await app.call('updateStation', { params: { stationId: 'BOOK-MOVED' }, body: { siteId: elsewhere } })
    const { key } = await app.call('createApiKey', {
      body: { name: 'Next door', role: 'siteHost', scope: { siteIds: [elsewhere] } },
    })
    const host = createClient({ baseUrl: app.url, apiKey: key })
    const { id } = await ask(830, 845, { siteId: elsewhere, place })
    await expect(host('approveBooking', { params: { id }, body: {} })).rejects.toMatchObject({
      problem: { errors: [{ rule: expect.stringContaining('is booked by somebody else') }] },
    })
    // It has the place; whose it is stays with the site where it was asked for.
    expect((await host('listBookings', { query: {} })).items.map((one) => one.id)).toEqual([id])
    await expect(host('withdrawBooking', { params: { id: earlier }, body: {} })).rejects.toMatchObject({
      problem: { code: 'bookingNotFound' },
    })
  })
})

describe('holding at the station', () => {
  const clock = new ManualClock(START_MS)
  const round = () => {
    const { parts } = app.server
    return holdBookings({
      ...parts,
      clock,
      commands: {
        store: (tx, command) => insertCommand(tx, parts.sealing, { ...command, requestedBy: 'Stationmaster' }),
        withdraw: (tx, { detail, nowMs, ...key }) => endQueuedCommand(tx, key, { state: 'cancelled', detail, nowMs }),
        route: (to) => routeCommand(parts.bus, to),
      },
      config: { holdAheadMs: 15 * MINUTE_MS, graceMs: 20 * MINUTE_MS },
      announceBooking: () => undefined,
    })
  }
  /** What the station was asked to keep until a minute: bookings of other tests are held too. */
  const reserved = (untilMinute: number) =>
    heard('ReserveNow').filter(({ payload }) => payload['expiryDate'] === at(untilMinute))
  const heard = (action: string) => station.heard.filter((call) => call.action === action)
  /** A later minute, by the clock of these tests. */
  const go = (minute: number) => clock.advance(START_MS + minute * MINUTE_MS - clock.nowMs())
  /** What has become of the token made for a stay. */
  const tokenOf = async (untilMinute: number) => {
    const search = String(reserved(untilMinute)[0]?.payload['idTag'])
    return (await app.call('listTokens', { query: { search } })).items.map(({ status }) => status)
  }
  const settles = (id: string, state: string) =>
    expect
      .poll(async () => {
        await round()
        return (await get(id)).state
      }, PATIENCE)
      .toBe(state)

  test('is asked for once, told when refused, asked for anew, and freed when nobody comes', async () => {
    const { id } = await ask(1000, 1060, first)
    await approve(id)
    await round()
    expect(await get(id)).toMatchObject({ state: 'approved', idToken: null })
    answer = 'Occupied'
    go(990)
    await Promise.all([round(), round()])
    await expect.poll(() => reserved(1060).length, PATIENCE).toBe(1)
    expect(reserved(1060)[0]?.payload).toMatchObject({ connectorId: 1 })
    expect(String(reserved(1060)[0]?.payload['idTag'])).toMatch(/^BOOK[0-9A-F]{14}$/)
    await expect
      .poll(async () => {
        await round()
        return (await get(id)).holdProblem
      }, PATIENCE)
      .toBe('Occupied')
    answer = 'Accepted'
    go(992)
    await settles(id, 'active')
    expect(reserved(1060).length).toBeGreaterThan(1)
    const freed = heard('CancelReservation').length
    expect(await get(id)).toMatchObject({ holdProblem: null })
    expect(await tokenOf(1060)).toEqual(['active'])
    go(1021)
    await settles(id, 'noShow')
    expect(await tokenOf(1060)).toEqual(['blocked'])
    await expect.poll(() => heard('CancelReservation').length, PATIENCE).toBe(freed + 1)
  })

  test('is used by a start with the token, and given free when the booking is withdrawn', async () => {
    await app.call('createToken', { body: { value: 'BOOKED-ANN', type: 'ISO14443' } })
    const [used, withdrawn] = [
      await ask(2000, 2060, { ...first, idToken: 'BOOKED-ANN' }),
      await ask(2000, 2050, { place: { stationId: 'BOOK-1', evseId: 2 } }),
    ]
    for (const { id } of [used, withdrawn]) await approve(id)
    const freed = heard('CancelReservation').length
    go(1990)
    for (const { id } of [used, withdrawn]) await settles(id, 'active')
    const asked = heard('ReserveNow').find(({ payload }) => payload['idTag'] === 'BOOKED-ANN')
    await station.call('StartTransaction', {
      ...{ connectorId: 1, idTag: 'BOOKED-ANN', meterStart: 0, timestamp: new Date().toISOString() },
      reservationId: asked?.payload['reservationId'],
    })
    await settles(used.id, 'used')
    const during = await ask(2030, 2045, first)
    expect(await problemIn(await tryApproving(during.id))).toMatchObject({
      ...{ code: 'bookingClashes', errors: [{ rule: expect.stringContaining('has a session') }] },
    })
    await app.call('withdrawBooking', { params: { id: withdrawn.id }, body: {} })
    expect(await tokenOf(2050)).toEqual(['blocked'])
    const { items: drivers } = await app.call('listTokens', { query: { search: 'BOOKED-ANN' } })
    expect(drivers).toMatchObject([{ status: 'active' }])
    await round()
    await expect.poll(() => heard('CancelReservation').length, PATIENCE).toBe(freed + 1)
  })

  test('ends the token of a stay that could not be held', async () => {
    const { id } = await ask(2500, 2560, first)
    await approve(id)
    answer = 'Occupied'
    go(2490)
    await round()
    await expect.poll(() => reserved(2560).length, PATIENCE).toBe(1)
    go(2561)
    await settles(id, 'expired')
    answer = 'Accepted'
    expect(await tokenOf(2560)).toEqual(['blocked'])
  })

  test('asks a station that is away for its place when it is back, and not before', async () => {
    const { password } = await app.call('createStation', { body: { id: 'BOOK-GONE', siteId } })
    const connect = async () => {
      const one = await connectTestStation({ url: app.stationUrl, identity: 'BOOK-GONE', password: password ?? '' })
      one.onCall(() => ({ status: 'Accepted' }))
      await one.call('BootNotification', BOOT_16)
      await one.call('StatusNotification', { connectorId: 1, status: 'Available', errorCode: 'NoError' })
      return one
    }
    const isOnline = async () => (await app.call('getStation', { params: { stationId: 'BOOK-GONE' } })).online
    const there = await connect()
    const { id } = await ask(2800, 2860, { place: { stationId: 'BOOK-GONE', evseId: 1 } })
    await approve(id)
    go(2790)
    await settles(id, 'active')
    there.close()
    await expect.poll(isOnline, PATIENCE).toBe(false)
    await app.call('withdrawBooking', { params: { id }, body: {} })
    for (const minute of [2792, 2794, 2796]) {
      go(minute)
      await round()
    }
    const { items } = await app.call('listCommands', { params: { stationId: 'BOOK-GONE' }, query: {} })
    expect(items.map(({ kind }) => kind)).not.toContain('cancelReservation')
    const back = await connect()
    await expect.poll(isOnline, PATIENCE).toBe(true)
    await round()
    await expect
      .poll(() => back.heard.filter(({ action }) => action === 'CancelReservation').length, PATIENCE)
      .toBeGreaterThan(0)
  })

  test('tells of a station that is offline', async () => {
    const { password } = await app.call('createStation', { body: { id: 'BOOK-AWAY', siteId } })
    const away = await connectTestStation({ url: app.stationUrl, identity: 'BOOK-AWAY', password: password ?? '' })
    await away.call('BootNotification', BOOT_16)
    await away.call('StatusNotification', { connectorId: 1, status: 'Available', errorCode: 'NoError' })
    const { id } = await ask(3000, 3060, { place: { stationId: 'BOOK-AWAY', evseId: 1 } })
    await approve(id)
    away.close()
    const isOnline = async () => (await app.call('getStation', { params: { stationId: 'BOOK-AWAY' } })).online
    await expect.poll(isOnline, PATIENCE).toBe(false)
    go(2990)
    await round()
    expect(await get(id)).toMatchObject({ state: 'approved', holdProblem: 'offline' })
    go(3061)
    await settles(id, 'expired')
  })
})
