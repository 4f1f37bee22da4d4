import { afterAll, expect, test } from 'vitest'
import { problemIn, startTestApp } from '../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const BEGIN_MS = Date.now() - 86_400_000
const MINUTE_MS = 60_000
const at = (minute: number) => new Date(BEGIN_MS + minute * MINUTE_MS).toISOString()

await app.call('createStation', { body: { id: 'REVIEW', securityProfile: 0 } })
const station = await connectTestStation({ url: app.stationUrl, identity: 'REVIEW', subprotocol: 'ocpp2.0.1' })
await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } })

type Phase = 'Started' | 'Updated' | 'Ended'
function event(to: TestStation, id: string, [eventType, minute, seqNo, wh]: [Phase, number, number, number]) {
  return to.call('TransactionEvent', {
    ...{
      eventType,
      seqNo,
      timestamp: at(minute),
      triggerReason: 'MeterValuePeriodic',
      transactionInfo: { transactionId: id },
    },
    ...{ evse: { id: 1, connectorId: 1 }, idToken: { idToken: 'STRANGER', type: 'ISO14443' } },
    meterValue: [
      {
        timestamp: at(minute),
        sampledValue: [{ value: wh, measurand: 'Energy.Active.Import.Register', context: 'Sample.Periodic' }],
      },
    ],
  })
}

let minute = 0
/** A session of a token that nobody knows, 30 minutes and 5 kWh. */
async function doubtful(id: string) {
  minute += 100
  await event(station, id, ['Started', minute, 0, 1000])
  await event(station, id, ['Ended', minute + 30, 2, 6000])
  return found(id)
}

async function found(transactionId: string) {
  const { items } = await app.call('listSessions', { query: { search: transactionId } })
  const [session] = items
  if (session === undefined) throw new Error(`There is no session ${transactionId}`)
  return app.call('getSession', { params: { id: session.id } })
}

const queue = async () =>
  (await app.call('listSessions', { query: { review: 'open' } })).items.map(({ transactionId }) => transactionId)
const waiting = async () => (await app.call('getNetworkNow', {})).sessionsToReview
const decide = (id: string, body: object, key?: string) =>
  app.request(`/api/v1/sessions/${id}/reviews`, {
    ...{ method: 'POST', key, headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  })

test('a doubtful session waits until somebody confirms it, with a reason', async () => {
  const session = await doubtful('CONFIRM')
  expect(session).toMatchObject({ energyWh: 5000, review: { state: 'open', correction: null }, reviews: [] })
  expect([await queue(), await waiting()]).toEqual([['CONFIRM'], 1])
  const decided = await app.call('reviewSession', {
    params: { id: session.id },
    body: { verdict: 'confirmed', basis: session.reviewBasis, reason: 'The visitor paid at the desk' },
  })
  expect(decided).toMatchObject({ energyWh: 5000, review: { state: 'confirmed', correction: null } })
  expect([await queue(), await waiting()]).toEqual([[], 0])
  const { items } = await app.call('listAudit', { query: { action: 'session.confirmed' } })
  expect(items).toMatchObject([{ reason: 'The visitor paid at the desk', subject: { id: session.id } }])
  expect((await app.call('getAttention', {})).items.filter(({ kind }) => kind === 'sessionFlagged')).toEqual([])
})

test('a correction stands beside what was measured, and late events lose neither', async () => {
  const session = await doubtful('CORRECT')
  const measured = { energyWh: session.energyWh, startedAt: session.startedAt, endedAt: session.endedAt }
  const correct = (basis: string, energyWh: number) =>
    app.call('reviewSession', {
      params: { id: session.id },
      body: { verdict: 'corrected', basis, energyWh, reason: 'The meter was replaced' },
    })
  const decided = await correct(session.reviewBasis, 4200)
  const correction = { ...measured, energyWh: 4200 }
  expect(decided).toMatchObject({ ...measured, review: { state: 'corrected', correction } })
  expect(decided.reviews).toMatchObject([{ verdict: 'corrected', before: measured, after: correction }])

  // Comes a day late and falls: another segment, so more energy than was thought, and another doubt.
  await event(station, 'CORRECT', ['Updated', minute + 20, 1, 7000])
  // Figures that move are written every two seconds at most.
  await expect.poll(async () => (await found('CORRECT')).energyWh, { timeout: 20_000 }).not.toBe(5000)
  const later = await found('CORRECT')
  expect(later.review).toMatchObject({ state: 'open', correction })
  expect(await queue()).toEqual(['CORRECT'])

  const again = await correct(later.reviewBasis, 4300)
  expect(again.energyWh).toBe(later.energyWh)
  expect(again.reviews.map(({ before, after }) => [before.energyWh, after.energyWh])).toEqual([
    [4200, 4300],
    [5000, 4200],
  ])
  const exported = await (await app.request('/api/v1/export/sessions?format=json&review=corrected')).json()
  expect(exported).toMatchObject([{ energyWh: later.energyWh, correctedEnergyWh: 4300, review: 'corrected' }])
})

test('what has changed since it was looked at is not decided upon, and of two decisions at once one counts', async () => {
  const session = await doubtful('TWICE')
  const body = { verdict: 'confirmed', basis: session.reviewBasis, reason: 'Looked at' }
  const answers = await Promise.all([decide(session.id, body), decide(session.id, body)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect((await problemIn(await decide(session.id, body))).code).toBe('sessionChanged')
  expect((await found('TWICE')).reviews).toHaveLength(1)
})

test.each([
  ['reason', {}],
  ['reason', { reason: '  ' }],
  ['energyWh', { reason: 'Why', energyWh: -1 }],
  ['energyWh', { reason: 'Why' }],
  ['endedAt', { reason: 'Why', endedAt: '2020-01-01T00:00:00Z' }],
  ['endedAt', { reason: 'Why', endedAt: '2099-01-01T00:00:00Z' }],
])('%s is refused by name when it breaks its rule', async (field, part) => {
  const session = await found('CORRECT')
  const answer = await decide(session.id, { verdict: 'corrected', basis: session.reviewBasis, ...part })
  expect(answer.status).toBe(400)
  expect((await problemIn(answer)).errors).toMatchObject([{ field }])
})

test('a session that runs, and whoever may only look, decide nothing', async () => {
  minute += 100
  await event(station, 'RUNNING', ['Started', minute, 0, 0])
  const session = await found('RUNNING')
  const body = { verdict: 'confirmed', basis: session.reviewBasis, reason: 'Too early' }
  expect((await problemIn(await decide(session.id, body))).code).toBe('sessionNotEnded')
  const { key } = await app.call('createApiKey', { body: { name: 'host', role: 'siteHost' } })
  expect((await decide(session.id, body, key)).status).toBe(403)
})

test('the database lets nobody change or delete a decision', async () => {
  for (const change of [`update session_reviews set energy_wh = 1`, 'delete from session_reviews']) {
    await expect(app.database.owner.query(change)).rejects.toThrow('append-only')
  }
})
