import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestBrowser } from '../../accounts/testing/browser.ts'
import { newPerson, personIdOf } from '../../accounts/testing/people.ts'
import { createClient } from '../../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'

let app: TestApp
let station: TestStation
let tess: TestBrowser
let tom: TestBrowser
const ids = { tess: '', tom: '' }
const fault = (connectorId: number) =>
  ({ kind: 'connectorFaulted', stationId: 'SITE-1', evseId: connectorId, connectorId: 1 }) as const
const report = (connectorId: number, status: string) =>
  station.call('StatusNotification', {
    connectorId,
    status,
    errorCode: status === 'Faulted' ? 'GroundFailure' : 'NoError',
  })
const send = (path: string, body: object, method = 'POST') =>
  app.request(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

beforeAll(async () => {
  app = await startTestApp()
  const { id: siteId } = await app.call('createSite', { body: { name: 'Depot', latitude: 53, longitude: 10 } })
  const { password } = await app.call('createStation', { body: { id: 'SITE-1', siteId } })
  station = await connectTestStation({ url: app.stationUrl, identity: 'SITE-1', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  for (const connectorId of [1, 2]) await report(connectorId, 'Faulted')
  tess = await newPerson(app, 'tess@example.com', 'technician')
  tom = await newPerson(app, 'tom@example.com', 'technician')
  await newPerson(app, 'fay@example.com', 'finance')
  ids.tess = await personIdOf(app, 'tess@example.com')
  ids.tom = await personIdOf(app, 'tom@example.com')
})
afterAll(async () => {
  station.close()
  await app[Symbol.asyncDispose]()
})

test('somebody is proposed, sent, told, and does the work', async () => {
  const { offers, priority, openOrder } = await app.call('proposeWorkOrder', { query: fault(1) })
  expect([priority, openOrder]).toEqual(['urgent', null])
  expect(offers.map(({ person }) => person.name)).toEqual(['tess', 'tom'])
  const [offer] = offers
  if (offer === undefined) throw new Error('Nobody is proposed.')
  const body = { fault: fault(1), assigneeId: offer.person.id, slot: offer.slot, note: 'Bring a cable' }
  const order = await app.call('createWorkOrder', { body, idempotencyKey: 'first' })
  expect(order).toMatchObject({ number: 1, state: 'sent', fault: { cause: 'GroundFailure', isPresent: true } })

  const { items } = await app.call('getAttention', {})
  const item = items.find(({ evseId, kind }) => kind === 'connectorFaulted' && evseId === 1)
  expect(item?.workOrder).toEqual({ id: order.id, number: 1, assignee: 'tess', from: offer.slot.from, state: 'sent' })
  await expect
    .poll(async () => (await app.call('listOutboxMails', {})).items.map(({ subject }) => subject), { timeout: 20_000 })
    .toContain('Work order 1: please go to SITE-1')

  const again = await send('/work-orders', { ...body, assigneeId: ids.tom })
  expect((await problemIn(again)).code).toBe('faultHasOrder')
  const taken = await send('/work-orders', { ...body, fault: fault(2) })
  expect(await problemIn(taken)).toMatchObject({ code: 'slotTaken', errors: [{ field: 'slot.from' }] })

  const named = { params: { id: order.id } }
  await expect(tom.call('acceptWorkOrder', named)).rejects.toThrow()
  expect((await tess.call('acceptWorkOrder', named)).state).toBe('accepted')
  expect((await tess.call('startWorkOrder', named)).state).toBe('onSite')
  await report(1, 'Available')
  expect((await tess.call('getWorkOrder', named)).fault.isPresent).toBe(false)
  const done = await tess.call('completeWorkOrder', {
    ...named,
    body: { causeCode: 'cable', whatWasDone: 'Changed it' },
  })
  expect(done).toMatchObject({ state: 'done', causeCode: 'cable', isMine: true })
  expect(done.steps.map(({ kind, by }) => [kind, by])).toEqual([
    ['sent', expect.stringContaining('API key')],
    ['accepted', 'tess'],
    ['onSite', 'tess'],
    ['done', 'tess'],
  ])
  expect((await problemIn(await send(`/work-orders/${order.id}/cancel`, { reason: 'late' }))).code).toBe(
    'workOrderMovedOn',
  )
})

test('at once for the same hour: one is sent, the other is refused; it moves to somebody else and is called off', async () => {
  await report(1, 'Faulted')
  const { offers } = await app.call('proposeWorkOrder', { query: fault(2) })
  const slot = offers[0]?.slot ?? { from: '', until: '' }
  const answers = await Promise.all(
    [1, 2].map((point) => send('/work-orders', { fault: fault(point), assigneeId: ids.tess, slot })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  const [order] = (await tess.call('listWorkOrders', { query: { show: 'mine' } })).items
  if (order === undefined) throw new Error('Nobody was sent.')
  const moved = await app.call('rescheduleWorkOrder', { params: { id: order.id }, body: { assigneeId: ids.tom } })
  expect(moved).toMatchObject({ state: 'sent', assignee: { name: 'tom' } })
  expect((await tess.call('listWorkOrders', { query: { show: 'mine' } })).items).toEqual([])
  const cancelled = await app.call('cancelWorkOrder', {
    params: { id: order.id },
    body: { reason: 'Mended by itself' },
  })
  expect(cancelled.steps.at(-1)).toMatchObject({ kind: 'cancelled', words: 'Mended by itself' })
  expect((await app.call('listWorkOrders', { query: { show: 'open' } })).items).toEqual([])
})

test('whoever loses an order to somebody else hears of their own appointment, and not of the new one', async () => {
  const [before, after] = [
    { from: '2031-03-03T10:00:00.000Z', until: '2031-03-03T11:00:00.000Z' },
    { from: '2031-04-04T10:00:00.000Z', until: '2031-04-04T11:00:00.000Z' },
  ]
  const { id } = await app.call('createWorkOrder', {
    body: { fault: fault(2), assigneeId: ids.tess, slot: before, note: 'Key with the porter' },
  })
  await app.call('rescheduleWorkOrder', { params: { id }, body: { assigneeId: ids.tom, slot: after } })
  const { rows } = await app.database.pool.query(
    `select data ->> 'change' as change, data ->> 'from' as slot, data ->> 'note' as note from notices
    where kind = 'workOrder' and data ->> 'orderId' = $1 order by opened_at, notice_id`,
    [id],
  )
  expect(rows).toEqual([
    { change: 'sent', slot: before.from, note: 'Key with the porter' },
    { change: 'sent', slot: after.from, note: 'Key with the porter' },
    { change: 'cancelled', slot: before.from, note: null },
  ])
  await app.call('cancelWorkOrder', { params: { id }, body: { reason: 'A test' } })
})

test('who dispatches for some sites learns nothing of jobs at others but that people are taken', async () => {
  const slot = {
    from: new Date(Date.now() + 3_600_000).toISOString(),
    until: new Date(Date.now() + 7_200_000).toISOString(),
  }
  const { id: near } = await app.call('createSite', { body: { name: 'Near', latitude: 53.1, longitude: 10 } })
  const { password } = await app.call('createStation', { body: { id: 'NEAR-1', siteId: near } })
  const other = await connectTestStation({ url: app.stationUrl, identity: 'NEAR-1', password: password ?? '' })
  await other.call('BootNotification', BOOT_16)
  await other.call('StatusNotification', { connectorId: 1, status: 'Faulted', errorCode: 'GroundFailure' })
  await app.call('createWorkOrder', { body: { fault: fault(2), assigneeId: ids.tess, slot } })
  const query = { kind: 'connectorFaulted', stationId: 'NEAR-1', evseId: 1, connectorId: 1 } as const
  const scope = { siteIds: [near] }
  const { key } = await app.call('createApiKey', { body: { name: 'Dispatch', role: 'operator', scope } })
  const confined = createClient({ baseUrl: app.url, apiKey: key })
  const openOf = (proposal: Awaited<ReturnType<typeof confined<'proposeWorkOrder'>>>) =>
    proposal.offers.find(({ person }) => person.id === ids.tess)?.openOrders
  expect(openOf(await app.call('proposeWorkOrder', { query }))).toBe(1)
  const theirs = await confined('proposeWorkOrder', { query })
  expect(openOf(theirs)).toBe(0)
  expect(theirs.offers.map(({ travelKm }) => travelKm)).toEqual(theirs.offers.map(() => null))
  const body = { fault: query, assigneeId: ids.tess, slot }
  await expect(confined('createWorkOrder', { body })).rejects.toMatchObject({ problem: { code: 'slotTaken' } })
  other.close()
})

test('only to what is there, and only those who may do work', async () => {
  const slot = { from: '2030-01-01T10:00:00Z', until: '2030-01-01T11:00:00Z' }
  const gone = await send('/work-orders', {
    fault: { kind: 'stationOffline', stationId: 'SITE-1' },
    assigneeId: ids.tess,
    slot,
  })
  expect((await problemIn(gone)).code).toBe('faultNotPresent')
  const fay = await personIdOf(app, 'fay@example.com')
  const answer = await send('/work-orders', { fault: fault(2), assigneeId: fay, slot })
  expect((await problemIn(answer)).errors).toMatchObject([{ field: 'assigneeId' }])
  const backwards = await send('/work-orders', {
    fault: fault(2),
    assigneeId: ids.tess,
    slot: { from: slot.until, until: slot.from },
  })
  expect(backwards.status).toBe(400)
})
