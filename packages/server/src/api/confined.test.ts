import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestBrowser } from '../accounts/testing/browser.ts'
import { newPerson, personIdOf } from '../accounts/testing/people.ts'
import { type ApiError, type Operation, operations } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'

/** In every name of the other site, and nowhere else. */
const ELSEWHERE = /elsewhere/i
const PATIENCE = { timeout: 20_000, interval: 50 }
/** How long a stream may go on by rights that are gone. */
const PROMISE_MS = 5_000

let app: TestApp
let here: TestStation
let elsewhere: TestStation
const siteIds = { HERE: '', ELSEWHERE: '' }

beforeAll(async () => {
  app = await startTestApp()
  siteIds.HERE = (await app.call('createSite', { body: { name: 'HERE', latitude: 53, longitude: 10 } })).id
  siteIds.ELSEWHERE = (await app.call('createSite', { body: { name: 'ELSEWHERE', latitude: 48, longitude: 11 } })).id
  here = await openStation('HERE')
  elsewhere = await openStation('ELSEWHERE')
  const run = { command: { kind: 'clearCache' }, stations: { filter: {} } } as const
  await app.call('startCommandRun', { body: run, idempotencyKey: 'of-all' })
  await app.call('changeStations', {
    body: { stations: { ids: ['ELSEWHERE-1'] }, change: { addTags: ['elsewhere'] } },
    idempotencyKey: 'tag',
  })
})
afterAll(async () => {
  here.close()
  elsewhere.close()
  await app[Symbol.asyncDispose]()
})

/** A station of a site that has booted, charged, failed, been commanded and told of security: all under the site's name. */
async function openStation(name: 'HERE' | 'ELSEWHERE'): Promise<TestStation> {
  const { password } = await app.call('createStation', { body: { id: `${name}-1`, siteId: siteIds[name] } })
  const url = app.stationUrl
  const station = await connectTestStation({ url, identity: `${name}-1`, password: password ?? '' })
  await station.call('BootNotification', { chargePointVendor: name, chargePointModel: name, firmwareVersion: name })
  const timestamp = new Date().toISOString()
  await station.call('StartTransaction', { connectorId: 1, idTag: `${name}-CARD`, meterStart: 0, timestamp })
  await station.call('StatusNotification', {
    ...{ connectorId: 2, status: 'Faulted', errorCode: 'OtherError', info: name, timestamp },
  })
  await station.call('SecurityEventNotification', { type: 'TamperDetectionActivated', timestamp, techInfo: name })
  await station.call('DataTransfer', { vendorId: name, data: name })
  const command = { kind: 'clearCache' } as const
  await app.call('sendCommand', {
    params: { stationId: `${name}-1` },
    query: { wait: 10 },
    body: { command, reason: name },
  })
  await uploadLog(station, name)
  return station
}

async function uploadLog(station: TestStation, name: 'HERE' | 'ELSEWHERE'): Promise<void> {
  station.onCall(() => ({ fileName: `${name}.log` }))
  const command = { kind: 'getDiagnostics' } as const
  await app.call('sendCommand', { params: { stationId: `${name}-1` }, query: { wait: 10 }, body: { command } })
  station.onCall(() => ({ status: 'Accepted' }))
  const link = String(station.heard.at(-1)?.payload['location'])
  const answer = await fetch(`${link}${name}.log`, { method: 'PUT', body: name })
  expect(answer.status).toBe(201)
}

let people = 0
async function confined(role: string, sites: readonly ('HERE' | 'ELSEWHERE')[] = ['HERE']) {
  people += 1
  const email = `${role.toLowerCase()}${people}@example.com`
  const person = await newPerson(app, email, role)
  const id = await personIdOf(app, email)
  await scopeTo(id, sites)
  return { person, id }
}

function scopeTo(id: string, sites: readonly ('HERE' | 'ELSEWHERE')[]) {
  return app.call('updateMember', { params: { id }, body: { scope: { siteIds: sites.map((site) => siteIds[site]) } } })
}

const textOf = async (person: TestBrowser, path: string) => (await person.fetch(`${app.url}/api/v1${path}`)).text()

describe.each(['siteHost', 'operator', 'technician', 'support', 'finance', 'readOnly'])('a %s of one site', (role) => {
  let person: TestBrowser
  beforeAll(async () => {
    person = (await confined(role)).person
  })

  test('reads nothing of another, in any list, search, map, timeline or export', async () => {
    const lists = Object.values<Operation>(operations).filter(
      ({ method, path }) => method === 'GET' && !path.includes(':'),
    )
    const ofStation = Object.values<Operation>(operations)
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/stations/:stationId'))
      .map(({ path }) => path.replace(':stationId', 'HERE-1').replace(':streamId', '1'))
    const from = new Date(Date.now() - 3_600_000).toISOString()
    const exports = ['stations', 'sites', 'sessions', 'tokens'].flatMap((kind) =>
      ['csv', 'json'].map((format) => `/export/${kind}?format=${format}`),
    )
    const searches = ['stations', 'sessions', 'sites', 'timeline'].map((list) => `/${list}?search=elsewhere`)
    const paths = [...lists.map(({ path }) => path), ...ofStation, ...exports, ...searches, `/timeline?from=${from}`]
    const told: string[] = []
    let seen = 0
    for (const path of paths) {
      const text = await textOf(person, path)
      if (ELSEWHERE.test(text)) told.push(path)
      if (text.includes('HERE-1')) seen += 1
    }
    expect(told).toEqual([])
    // Who sees nothing at all proves nothing.
    expect(seen).toBeGreaterThan(5)
    expect(ELSEWHERE.test(await (await app.request('/api/v1/stations')).text())).toBe(true)
  })

  test('finds nothing of another by its name, and is told no more of it than of what is not there', async () => {
    const ofStation = Object.values<Operation>(operations).filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/stations/:stationId'),
    )
    for (const { path } of ofStation) {
      const at = (identity: string) => `/api/v1${path.replace(':stationId', identity).replace(':streamId', '1')}`
      const [there, absent] = await Promise.all(
        ['ELSEWHERE-1', 'NO-SUCH-ONE'].map((identity) => person.fetch(`${app.url}${at(identity)}`)),
      )
      expect(there?.status, path).toBe(absent?.status)
      expect([403, 404, 400], path).toContain(there?.status)
    }
  })
})

test('a run of an operator of one site reaches its stations only, and a run of all shows only those', async () => {
  const { person } = await confined('operator')
  const start = (stations: object) =>
    person.call('startCommandRun', {
      body: { command: { kind: 'clearCache' }, stations: stations as { filter: object } },
      idempotencyKey: JSON.stringify(stations),
    })
  const heard = () => elsewhere.heard.length
  const before = heard()
  const run = await start({ filter: {} })
  expect(run).toMatchObject({ stations: 1 })
  // Named one by one, a station of others is refused in the words for one that is not there.
  const refusalOf = (id: string) =>
    start({ ids: [id] }).then(
      () => 'taken',
      (error: ApiError) => JSON.stringify([error.problem.status, error.problem.errors]).replace(id, 'it'),
    )
  expect(await refusalOf('ELSEWHERE-1')).toBe(await refusalOf('NO-SUCH-ONE'))
  expect(await refusalOf('ELSEWHERE-1')).not.toBe('taken')
  const change = { stations: { filter: {} }, change: { addTags: ['mine'] } }
  expect(await person.call('changeStations', { body: change, idempotencyKey: 'mine' })).toMatchObject({ stations: 1 })
  const finished = async () => (await person.call('getCommandRun', { params: { id: run.id } })).state
  await expect.poll(finished, PATIENCE).toBe('finished')
  for (const { id } of (await person.call('listCommandRuns', {})).items) {
    const targets = await person.call('listCommandRunTargets', { params: { id } })
    expect(targets.items.map(({ stationId }) => stationId)).toEqual(['HERE-1'])
  }
  expect(heard()).toBe(before)
  await expect(
    person.call('sendCommand', { params: { stationId: 'ELSEWHERE-1' }, body: { command: { kind: 'clearCache' } } }),
  ).rejects.toMatchObject({ problem: { status: 404 } })
  expect(heard()).toBe(before)
})

test('a run that reaches beyond its site is not an operator’s to approve or to cancel, nor to see when none of it is there', async () => {
  const { person } = await confined('operator')
  const start = (stations: { readonly filter: object } | { readonly ids: string[] }, key: string) =>
    app.call('startCommandRun', {
      body: { command: { kind: 'reset', mode: 'immediate' }, stations },
      idempotencyKey: key,
    })
  await app.call('setSafeguards', { body: { mode: 'secondPerson', fromStations: 1, approvalHours: 1 } })
  const ofAll = await start({ filter: {} }, 'reset-all')
  const ofOther = await start({ ids: ['ELSEWHERE-1'] }, 'reset-elsewhere')
  const ofHere = await start({ ids: ['HERE-1'] }, 'reset-here')
  const listed = (await person.call('listCommandRuns', {})).items.map(({ id }) => id)
  expect(listed).toEqual(expect.arrayContaining([ofAll.id, ofHere.id]))
  expect(listed).not.toContain(ofOther.id)
  for (const operation of ['approveCommandRun', 'cancelCommandRun'] as const) {
    await expect(person.call(operation, { params: { id: ofAll.id } })).rejects.toMatchObject({
      problem: { code: 'notPermitted', detail: 'It has stations that you do not have.' },
    })
    await expect(person.call(operation, { params: { id: ofOther.id } })).rejects.toMatchObject({
      problem: { code: 'commandRunNotFound' },
    })
  }
  expect((await person.call('cancelCommandRun', { params: { id: ofHere.id } })).state).toBe('cancelled')
  for (const { id } of [ofAll, ofOther]) await app.call('cancelCommandRun', { params: { id } })
  await app.call('setSafeguards', { body: { mode: 'off', fromStations: 1, approvalHours: 1 } })
})

test('a technician of one site has the logs of its stations and no others', async () => {
  const { person } = await confined('technician')
  const all = (await app.call('listFiles', { query: { purpose: 'log' } })).items
  expect(all.map(({ stationId }) => stationId).toSorted()).toEqual(['ELSEWHERE-1', 'HERE-1'])
  expect((await person.call('listFiles', {})).items.map(({ stationId }) => stationId)).toEqual(['HERE-1'])
  for (const { id, stationId } of all) {
    const answer = await person.fetch(`${app.url}/api/v1/files/${id}/content`)
    expect(answer.status).toBe(stationId === 'HERE-1' ? 200 : 404)
    const params = { id }
    if (stationId !== 'HERE-1') {
      await expect(person.call('getFile', { params })).rejects.toMatchObject({ problem: { code: 'fileNotFound' } })
      await expect(person.call('deleteFile', { params })).rejects.toMatchObject({ problem: { code: 'fileNotFound' } })
    }
  }
})

test('an image of the whole tenant is not deleted by a technician of one site', async () => {
  const { person } = await confined('technician')
  const { file } = await app.call('createFirmware', { body: { name: 'shared.bin', version: '2.0' } })
  const params = { id: file.id }
  await expect(person.call('deleteFile', { params })).rejects.toMatchObject({ problem: { code: 'notPermitted' } })
  await app.call('deleteFile', { params })
})

test('what would reach beyond its site is refused to an operator with a sentence', async () => {
  const { person } = await confined('operator')
  const beyond = { problem: { code: 'notPermitted', detail: 'It would reach beyond the sites that you have.' } }
  const outcomes = [
    person.call('createStation', { body: { id: 'NOWHERE-1' } }),
    person.call('updateStation', { params: { stationId: 'HERE-1' }, body: { siteId: null } }),
    person.call('changeStations', {
      body: { stations: { ids: ['HERE-1'] }, change: { siteId: null } },
      idempotencyKey: 'out-of-reach',
    }),
    person.call('createSite', { body: { name: 'NEW' } }),
  ]
  for (const outcome of await Promise.allSettled(outcomes)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: beyond })
  }
  const rename = person.call('updateSite', { params: { id: siteIds.HERE }, body: { name: 'ELSEWHERE' } })
  const answer = await rename.catch((error: ApiError) => error.problem)
  expect(answer).toMatchObject({ status: 409 })
  expect((await app.call('getStation', { params: { stationId: 'HERE-1' } })).siteId).toBe(siteIds.HERE)
})

test('what stations of all sites would obey is not for an operator of one site to write', async () => {
  const { person } = await confined('operator')
  const refused = {
    problem: { code: 'notPermitted', detail: 'This is for the whole tenant, and you have some sites of it.' },
  }
  const params = { id: crypto.randomUUID() }
  for (const outcome of await Promise.allSettled([
    person.call('deleteTemplate', { params }),
    person.call('deleteQuirkProfile', { params }),
  ])) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: refused })
  }
  const made = await person.fetch(`${app.url}/api/v1/configuration-templates`, { method: 'POST', body: '{}' })
  expect(made.status).toBe(403)
})

test('an owner of one site has the keys and invitations of that site, and not the mails of the tenant', async () => {
  await newPerson(app, 'owner@example.com', 'owner')
  const { person } = await confined('owner')
  const ofHere = { siteIds: [siteIds.HERE] }
  const key = await app.call('createApiKey', { body: { name: 'of all', role: 'readOnly' } })
  const invitation = await app.call('invitePerson', { body: { email: 'new@example.com', role: 'readOnly' } })
  const own = await person.call('createApiKey', { body: { name: 'of here', role: 'readOnly', scope: ofHere } })
  const invited = await person.call('invitePerson', {
    body: { email: 'here@example.com', role: 'readOnly', scope: ofHere },
  })
  expect((await person.call('listApiKeys', {})).items.map(({ id }) => id)).toEqual([own.id])
  expect((await person.call('listInvitations', {})).items.map(({ id }) => id)).toEqual([invited.id])
  await expect(person.call('deleteApiKey', { params: { id: key.id } })).rejects.toMatchObject({
    problem: { code: 'apiKeyNotFound' },
  })
  await expect(person.call('withdrawInvitation', { params: { id: invitation.id } })).rejects.toMatchObject({
    problem: { code: 'invitationNotFound' },
  })
  await person.call('deleteApiKey', { params: { id: own.id } })
  await expect(person.call('listOutboxMails', {})).rejects.toMatchObject({
    problem: { code: 'notPermitted', detail: 'This is for the whole tenant, and you have some sites of it.' },
  })
})

/** The live stream of somebody, with all it has said. */
async function openStream(person: TestBrowser) {
  const response = await person.fetch(`${app.url}/api/v1/live`)
  const heard = { text: '', endedAtMs: 0 }
  const decoder = new TextDecoder()
  const ended = (async () => {
    for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true })
    heard.endedAtMs = performance.now()
  })()
  await expect.poll(() => heard.text, PATIENCE).toContain('"tick"')
  return { heard, ended, close: () => response.body?.cancel().catch(() => undefined) }
}

/** What a live screen would show of a station: its state, its session, a command. */
async function stir(station: TestStation, name: 'HERE' | 'ELSEWHERE', turn: number): Promise<void> {
  const status = turn % 2 === 0 ? 'Available' : 'Preparing'
  await station.call('StatusNotification', { connectorId: 1, status, errorCode: 'NoError' })
  await measure(station, turn)
  const command = { kind: 'clearCache' } as const
  await app.call('sendCommand', { params: { stationId: `${name}-1` }, body: { command, reason: name } })
}

async function measure(station: TestStation, registerWh: number): Promise<void> {
  await station.call('MeterValues', {
    connectorId: 1,
    meterValue: [{ timestamp: new Date().toISOString(), sampledValue: [{ value: String(registerWh) }] }],
  })
}

describe('an open live stream', () => {
  test('tells a site host nothing of another site', async () => {
    const { person } = await confined('siteHost')
    const stream = await openStream(person)
    for (let turn = 0; turn < 4; turn += 1) await stir(elsewhere, 'ELSEWHERE', turn)
    await stir(here, 'HERE', 1)
    // Told in order: what was stirred before it is told by now.
    await expect.poll(() => stream.heard.text, PATIENCE).toContain('HERE-1')
    await expect.poll(() => stream.heard.text, PATIENCE).toContain('"now"')
    await measure(elsewhere, 9)
    await measure(here, 9)
    await expect.poll(() => stream.heard.text, PATIENCE).toContain('"progress"')
    expect(stream.heard.text).not.toMatch(ELSEWHERE)
    stream.close()
  })

  test('ends when its reader loses a site, and tells nothing of it after the promised time', async () => {
    const { person, id } = await confined('siteHost', ['HERE', 'ELSEWHERE'])
    const stream = await openStream(person)
    await stir(elsewhere, 'ELSEWHERE', 1)
    await expect.poll(() => stream.heard.text, PATIENCE).toMatch(ELSEWHERE)
    const changedAtMs = performance.now()
    await scopeTo(id, ['HERE'])
    let turn = 0
    const stirring = setInterval(() => void stir(elsewhere, 'ELSEWHERE', turn++), 200)
    await stream.ended
    clearInterval(stirring)
    expect(stream.heard.endedAtMs - changedAtMs).toBeLessThan(PROMISE_MS)
    const again = await openStream(person)
    await stir(elsewhere, 'ELSEWHERE', 1)
    await stir(here, 'HERE', 2)
    await expect.poll(() => again.heard.text, PATIENCE).toContain('HERE-1')
    expect(again.heard.text).not.toMatch(ELSEWHERE)
    again.close()
  })

  test('tells nothing more of a station that has moved to another site', async () => {
    const { person } = await confined('siteHost')
    const stream = await openStream(person)
    const { password } = await app.call('createStation', { body: { id: 'MOVER', siteId: siteIds.HERE } })
    const mover = await connectTestStation({ url: app.stationUrl, identity: 'MOVER', password: password ?? '' })
    await mover.call('BootNotification', { chargePointVendor: 'N', chargePointModel: 'before' })
    await expect.poll(() => stream.heard.text, PATIENCE).toContain('"before"')
    await app.call('updateStation', { params: { stationId: 'MOVER' }, body: { siteId: siteIds.ELSEWHERE } })
    await mover.call('BootNotification', { chargePointVendor: 'N', chargePointModel: 'after' })
    await stir(here, 'HERE', 3)
    const from = stream.heard.text.length
    await stir(here, 'HERE', 4)
    await expect.poll(() => stream.heard.text.slice(from), PATIENCE).toContain('HERE-1')
    expect(stream.heard.text).not.toContain('"after"')
    expect(stream.heard.text).not.toMatch(ELSEWHERE)
    mover.close()
    stream.close()
  })
})
