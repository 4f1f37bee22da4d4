import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStation, startSimulatedStation } from '../testing/simulated-station.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const PATIENCE = { timeout: 20_000, interval: 50 }
type Body = Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']
const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 15 }, body: { command } })
const request = (stationId: string, command: object) =>
  app.request(`/api/v1/stations/${stationId}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command }),
  })
const shown = async (stationId: string) =>
  (await app.call('listDisplayMessages', { params: { stationId } })).items.map(({ messageId, source }) => [
    messageId,
    source,
  ])

const message = (id: number, content: string, more: object = {}) => ({
  kind: 'setDisplayMessage' as const,
  message: { id, priority: 'NormalCycle' as const, message: { format: 'UTF8' as const, content }, ...more },
})

describe.each(['2.0.1', '2.1'] as const)('OCPP %s', (version) => {
  const id = `PAY-${version}`
  let simulated: SimulatedStation
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, id, version)
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  test('messages are put on the display, read back in parts, and taken off', async () => {
    for (let count = 1; count <= 7; count += 1) {
      expect(await send(id, message(count, `Message ${count}`))).toMatchObject({ state: 'accepted' })
    }
    const unknown = await send(id, message(8, 'Whose?', { transactionId: 'nobody' }))
    expect(unknown).toMatchObject({ state: 'rejected', status: 'UnknownTransaction' })
    await expect.poll(async () => (await shown(id)).length, PATIENCE).toBe(7)
    expect(await send(id, { kind: 'getDisplayMessages' })).toMatchObject({ state: 'accepted' })
    await expect
      .poll(() => shown(id), PATIENCE)
      .toEqual([1, 2, 3, 4, 5, 6, 7].map((messageId) => [messageId, 'reported']))
    expect(await send(id, { kind: 'clearDisplayMessage', messageId: 3 })).toMatchObject({ state: 'accepted' })
    expect(await send(id, { kind: 'clearDisplayMessage', messageId: 99 })).toMatchObject({ status: 'Unknown' })
    await expect.poll(async () => (await shown(id)).map(([messageId]) => messageId), PATIENCE).not.toContain(3)
  })

  test('the running cost is shown; the final one belongs to the answer of the transaction', async () => {
    const transactionId = await simulated.charge()
    expect(await send(id, { kind: 'updateCost', transactionId, totalCost: 4.2 })).toMatchObject({ state: 'accepted' })
    expect(simulated.station.display.costs.get(transactionId)).toEqual({ cost: 4.2 })
    const final = await request(id, { kind: 'updateCost', transactionId, totalCost: 5, final: { priceText: '5 EUR' } })
    expect(await problemIn(final)).toMatchObject({ code: 'commandNotWritable' })
  })
})

describe('OCPP 2.1', () => {
  const id = 'PAY-TARIFF'
  let simulated: SimulatedStation
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, id, '2.1')
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  const tariffs = async () =>
    (await app.call('listStationTariffs', { params: { stationId: id } })).items.map(({ tariffId, evseId }) => [
      tariffId,
      evseId,
    ])
  const tariff = (tariffId: string, priceKwh: number, currency = 'EUR') => ({
    ...{ tariffId, currency },
    energy: { prices: [{ priceKwh }], taxRates: [{ type: 'VAT', tax: 19 }] },
  })

  test('tariffs are set, read back, changed for a transaction, and cleared', async () => {
    expect(await send(id, { kind: 'getTariffs', evseId: 0 })).toMatchObject({ state: 'accepted', status: 'NoTariff' })
    const set = await send(id, { kind: 'setDefaultTariff', evseId: 0, tariff: tariff('T1', 0.49) })
    expect(set).toMatchObject({ state: 'accepted', status: 'Accepted' })
    await expect.poll(tariffs, PATIENCE).toEqual([['T1', 0]])
    const twice = await send(id, { kind: 'setDefaultTariff', evseId: 1, tariff: tariff('T1', 0.59) })
    expect(twice).toMatchObject({ state: 'rejected', status: 'DuplicateTariffId' })
    const transactionId = await simulated.charge()
    const change = (to: ReturnType<typeof tariff>) =>
      send(id, { kind: 'changeTransactionTariff', transactionId, tariff: to })
    expect(await change(tariff('T2', 0.39))).toMatchObject({ state: 'accepted' })
    expect(await change(tariff('T3', 0.39, 'CHF'))).toMatchObject({ state: 'rejected', status: 'NoCurrencyChange' })
    expect(await send(id, { kind: 'getTariffs', evseId: 0 })).toMatchObject({ state: 'accepted', status: 'Accepted' })
    expect(await send(id, { kind: 'clearTariffs', tariffIds: ['T1'] })).toMatchObject({ state: 'accepted' })
    await expect.poll(tariffs, PATIENCE).toEqual([])
  })

  test('a settlement is kept once, however often it is reported', async () => {
    const settlement = {
      ...{ pspRef: 'psp-1', status: 'Settled', settlementAmount: 12.34, settlementTime: '2026-05-01T10:00:00Z' },
      ...{ transactionId: 'tx', receiptUrl: 'https://pay.example/receipt/1' },
    }
    for (let time = 0; time < 3; time += 1) {
      expect(await simulated.station.send('NotifySettlement', settlement)).toMatchObject({ kind: 'result' })
    }
    const all = () => app.call('listSettlements', { query: { stationId: id } })
    await expect
      .poll(async () => (await all()).items, PATIENCE)
      .toMatchObject([
        { stationId: id, pspRef: 'psp-1', status: 'Settled', amount: '12.34', settledAt: '2026-05-01T10:00:00.000Z' },
      ])
  })

  test('a VAT number is judged while the driver waits', async () => {
    const ask = async (vatNumber: string) => {
      const answer = await simulated.station.send('VatNumberValidation', { vatNumber, evseId: 1 })
      return answer.kind === 'result' ? answer.payload : answer
    }
    expect(await ask('DE136695976')).toEqual({ vatNumber: 'DE136695976', evseId: 1, status: 'Accepted' })
    expect(await ask('DE136695977')).toMatchObject({
      status: 'Rejected',
      statusInfo: { reasonCode: 'WrongCheckDigit' },
    })
  })

  test('a station learns that somebody pays on the web', async () => {
    expect(await send(id, { kind: 'notifyWebPayment', evseId: 1, timeoutS: 60 })).toMatchObject({ state: 'accepted' })
    expect(simulated.station.display.webPayments.has(1)).toBe(true)
    const told = await app.call('listCommands', { params: { stationId: id }, query: { kind: 'notifyWebPayment' } })
    expect(told.items.map(({ body }) => body)).toEqual([{ kind: 'notifyWebPayment', evseId: 1, timeoutS: 60 }])
  })

  test('a wrong tariff is named before anything is sent', async () => {
    const wrong = await request(id, {
      kind: 'setDefaultTariff',
      evseId: 0,
      tariff: { tariffId: 'T', currency: 'euro' },
    })
    expect(await problemIn(wrong)).toMatchObject({
      code: 'invalidInput',
      errors: [{ field: 'command.tariff.currency', rule: 'must be an ISO 4217 code' }],
    })
  })
})

test('1.6 shows prices and costs by the convention over DataTransfer, and tells when it was unplugged', async () => {
  const id = 'PAY-16'
  await using simulated = await startSimulatedStation(app, id, '1.6')
  const { display } = simulated.station
  const price = await send(id, { kind: 'showUserPrice', idToken: 'CARD', priceText: '0.49 EUR/kWh' })
  expect(price).toMatchObject({ state: 'accepted', ocppAction: 'DataTransfer' })
  expect(display.prices.get('CARD')).toBe('0.49 EUR/kWh')
  const transactionId = await simulated.charge()
  const cost = { kind: 'updateCost', transactionId } as const
  expect(await send(id, { ...cost, totalCost: 1.5, running: { meterWh: 9000, state: 'Charging' } })).toMatchObject({
    state: 'accepted',
  })
  expect(await send(id, { ...cost, totalCost: 2.5, final: { priceText: 'Thank you' } })).toMatchObject({
    state: 'accepted',
  })
  expect(display.costs.get(transactionId)).toEqual({ cost: 2.5, text: 'Thank you' })
  const transfer = (messageId: string, data: string) =>
    simulated.station.send('DataTransfer', { vendorId: 'org.openchargealliance.costmsg', messageId, data })
  const unplugged = JSON.stringify({ transactionId: Number(transactionId), timestamp: '2026-05-01T10:00:00Z' })
  expect(await transfer('ConnectorUnplugged', unplugged)).toMatchObject({ payload: { status: 'Accepted' } })
  expect(await transfer('ConnectorUnplugged', 'nonsense')).toMatchObject({ payload: { status: 'Rejected' } })
  expect(await transfer('toString', '{}')).toMatchObject({ payload: { status: 'UnknownMessageId' } })
  expect(
    await problemIn(await request(id, { kind: 'setDefaultTariff', tariff: { tariffId: 'T', currency: 'EUR' } })),
  ).toMatchObject({
    code: 'wrongVersion',
  })
})
