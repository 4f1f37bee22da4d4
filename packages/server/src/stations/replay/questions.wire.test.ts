import { afterAll, beforeAll, expect, test } from 'vitest'
import { TimelineExport } from '../../contract/index.ts'
import { startSimulatedStation } from '../../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { replay } from './replay.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const send = (stationId: string, command: Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 15 }, body: { command } })
const exportOf = async (stationId: string, masked: 'true' | 'false') =>
  TimelineExport.parse(
    await app.call('exportTimeline', { params: { stationId }, query: { from: '2000-01-01T00:00:00Z', masked } }),
  )
const HASHES = {
  hashAlgorithm: 'SHA256',
  issuerNameHash: 'aa'.repeat(32),
  issuerKeyHash: 'bb'.repeat(32),
  serialNumber: '1f',
} as const
const OCSP = { ...HASHES, responderURL: 'http://127.0.0.1:9/ocsp' }

/** Every question that the core does not answer by itself. */
const QUESTIONS: readonly (readonly [action: string, payload: object])[] = [
  ['PullDynamicScheduleUpdate', { chargingProfileId: 5 }],
  ['PullDynamicScheduleUpdate', { chargingProfileId: 77 }],
  ['SignCertificate', { csr: 'no request', certificateType: 'ChargingStationCertificate' }],
  ['GetCertificateStatus', { ocspRequestData: OCSP }],
  [
    'GetCertificateChainStatus',
    { certificateStatusRequests: [{ certificateHashData: HASHES, source: 'OCSP', urls: ['http://127.0.0.1:9/'] }] },
  ],
  [
    'Get15118EVCertificate',
    { iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef', action: 'Install', exiRequest: 'AA' },
  ],
  ['Authorize', { idToken: { idToken: 'DEABCC12345678', type: 'eMAID' }, iso15118CertificateHashData: [OCSP] }],
]

async function recorded(id: string) {
  await using simulated = await startSimulatedStation(app, id, '2.1')
  const its = { id: 1, chargingRateUnit: 'A' as const, chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] }
  const dynamic = { chargingProfileKind: 'Dynamic', chargingProfilePurpose: 'TxDefaultProfile' } as const
  const chargingProfile = { id: 5, stackLevel: 1, ...dynamic, chargingSchedule: [its] }
  expect((await send(id, { kind: 'setChargingProfile', evseId: 1, chargingProfile })).state).toBe('accepted')
  const update = { kind: 'updateDynamicSchedule', chargingProfileId: 5, scheduleUpdate: { limit: 7 } } as const
  expect((await send(id, update)).state).toBe('accepted')
  // Before its answer is worked in, a station would be told the old one; and a replay would tell that.
  await expect
    .poll(async () => (await app.call('listChargingProfiles', { params: { stationId: id }, query: {} })).items, {
      timeout: 20_000,
    })
    .toMatchObject([{ expected: { chargingSchedule: [{ chargingSchedulePeriod: [{ limit: 7 }] }] } }])
  expect(await simulated.station.send('PullDynamicScheduleUpdate', { chargingProfileId: 5 })).toMatchObject({
    payload: { scheduleUpdate: { limit: 7 } },
  })
  for (const [action, payload] of QUESTIONS) {
    expect(await simulated.station.send(action, payload)).toMatchObject({ kind: 'result' })
  }
  return { whole: await exportOf(id, 'false'), masked: await exportOf(id, 'true') }
}

test('questions that others have answered are decided again, as they were', async () => {
  const { whole, masked } = await recorded('ASKING-1')
  for (const recording of [whole, masked]) {
    const replayed = replay(recording).filter(({ entry }) => QUESTIONS.some(([action]) => action === entry.action))
    expect(replayed.filter(({ verdict }) => verdict === 'different')).toEqual([])
    expect(replayed.filter(({ verdict }) => verdict === 'same').map(({ entry }) => entry.action)).toEqual([
      'PullDynamicScheduleUpdate',
      ...QUESTIONS.map(([action]) => action),
    ])
  }
})

test('what would be found otherwise today is told', async () => {
  const { whole } = await recorded('ASKING-2')
  const changedTo = (change: (entry: TimelineExport['entries'][number]) => object) => {
    const entries = whole.entries.map((entry) => ({ ...entry, ...change(entry) }))
    return replay({ ...whole, entries }).filter(({ verdict }) => verdict === 'different')
  }
  // The update that the station took said something else.
  const updated = changedTo(({ action, frame }) =>
    action === 'UpdateDynamicSchedule' ? { frame: frame.replace('"limit":7', '"limit":9') } : {},
  )
  expect(updated.map(({ entry }) => entry.action)).toContain('PullDynamicScheduleUpdate')
  // A contract that is in order, of a token that nobody knows.
  const accepted = changedTo(({ action, answer }) =>
    action === 'Authorize'
      ? { answer: answer?.replace(/"certificateStatus":"[A-Za-z]+"/, '"certificateStatus":"Accepted"') ?? null }
      : {},
  )
  expect(accepted).toMatchObject([{ entry: { action: 'Authorize' } }])
  // An answer that no such question has.
  const strange = replay({
    ...whole,
    entries: whole.entries.map((entry) =>
      entry.action === 'SignCertificate' ? { ...entry, answer: '[3,"1",{}]' } : entry,
    ),
  })
  expect(strange.find(({ entry }) => entry.action === 'SignCertificate')).toMatchObject({
    verdict: 'skipped',
    why: 'answeredByOthers',
  })
})
