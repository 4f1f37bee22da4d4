import { afterAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'

const SETTINGS = { CALL_TIMEOUT_MS: '400', AUTH_FAILURES_PER_MINUTE: '10000' }
let app = await startTestApp(SETTINGS)
afterAll(() => app[Symbol.asyncDispose]())

type Version = '1.6' | '2.0.1' | '2.1'
/** What becomes of one message that tells the station: it is stored or not, and answered or not. */
interface Fate {
  readonly stores: boolean
  readonly answer: 'Accepted' | 'Rejected' | 'RebootRequired' | 'none' | 'cut'
}

/** A station with a memory for its password, that dials again whenever it is sent away. */
class Box {
  readonly id: string
  readonly version: Version
  password: string
  readonly told: string[] = []
  /** Taken one after the other; afterwards everything is stored and accepted. */
  readonly fates: Fate[]
  /** Stored when it restarts. */
  #pending: string | undefined
  #station: TestStation | undefined
  #stopped = false

  constructor(id: string, version: Version, password: string, fates: Fate[]) {
    this.id = id
    this.version = version
    this.password = password
    this.fates = fates
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        const station = await this.#connect()
        await station.closed
      } catch {
        await pause(50)
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#station?.close()
    await this.#station?.closed
  }

  async #connect(): Promise<TestStation> {
    const { id: identity, password, version } = this
    const station = await connectTestStation({ url: app.stationUrl, identity, password, subprotocol: `ocpp${version}` })
    this.#station = station
    if (this.#stopped) station.close()
    station.onCall((action, payload) => this.#answer(station, action, payload))
    const boot = { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } }
    // Should the line break first, there is no answer to wait for.
    void station.call('BootNotification', version === '1.6' ? BOOT_16 : boot)
    return station
  }

  #answer(station: TestStation, action: string, payload: Readonly<Record<string, unknown>>) {
    if (action === 'Reset') {
      this.password = this.#pending ?? this.password
      setTimeout(() => station.close(), 20)
      return { status: 'Accepted' }
    }
    const password = passwordIn(action, payload)
    if (password === undefined) return { status: 'Accepted' }
    this.told.push(password)
    const { stores, answer } = this.fates.shift() ?? { stores: true, answer: 'Accepted' }
    if (stores && answer === 'RebootRequired') this.#pending = password
    else if (stores) this.password = password
    if (answer === 'cut') station.close()
    if (answer === 'cut' || answer === 'none') return undefined
    return this.version === '1.6' ? { status: answer } : { setVariableResult: [{ ...SECRET, attributeStatus: answer }] }
  }
}

const SECRET = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } }

function passwordIn(action: string, payload: Readonly<Record<string, unknown>>): string | undefined {
  if (action === 'ChangeConfiguration')
    return payload['key'] === 'AuthorizationKey' ? String(payload['value']) : undefined
  if (action !== 'SetVariables') return undefined
  const [first] = payload['setVariableData'] as { attributeValue: string; component: object; variable: object }[]
  expect(first).toMatchObject(SECRET)
  return first?.attributeValue
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let boxes = 0
async function box(version: Version, fates: Fate[] = [], more: object = {}) {
  const id = `Box-${++boxes}`
  const { password } = await app.call('createStation', { body: { id, ...more } })
  const made = new Box(id, version, password ?? '', fates)
  return { made, old: password ?? '', running: made.run() }
}

async function start(id: string) {
  await until(async () => (await app.call('getStation', { params: { stationId: id } })).online)
  return app.call('startPasswordRotation', { params: { stationId: id }, body: { reason: 'yearly' } })
}

async function until(look: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (await look()) return
    await pause(50)
  }
  throw new Error('it did not happen within twenty seconds')
}

async function ended(stationId: string) {
  const newest = async () => (await app.call('listPasswordRotations', { query: { stationId } })).items[0]
  await until(async () => (await newest())?.endedAt !== null)
  return newest()
}

/** 101, or the status of the refusal. */
async function entry(from: TestApp, identity: string, password: string, version: Version): Promise<number> {
  try {
    const subprotocol = `ocpp${version}` as const
    const station = await connectTestStation({ url: from.stationUrl, identity, password, subprotocol })
    station.close()
    await station.closed
    return 101
  } catch (error) {
    return Number(/response: (\d+)/.exec(String(error))?.[1])
  }
}

const ACCEPTED: Fate = { stores: true, answer: 'Accepted' }

describe.each(['1.6', '2.0.1', '2.1'] as const)('a %s station', (version) => {
  test.concurrent.each<[string, Fate[], 'confirmed' | 'failed', number]>([
    ['takes its new password', [ACCEPTED], 'confirmed', 1],
    ['takes it, and its answer is lost', [{ stores: true, answer: 'none' }], 'confirmed', 1],
    ['takes it, and the line breaks before its answer', [{ stores: true, answer: 'cut' }], 'confirmed', 1],
    ['never got it, and is told again', [{ stores: false, answer: 'none' }, ACCEPTED], 'confirmed', 2],
    ['lost it with the line, and is told again', [{ stores: false, answer: 'cut' }, ACCEPTED], 'confirmed', 2],
    [
      'loses one answer after the other',
      [
        { stores: false, answer: 'none' },
        { stores: true, answer: 'none' },
      ],
      'confirmed',
      2,
    ],
    ['takes it when it restarts', [{ stores: true, answer: 'RebootRequired' }], 'confirmed', 1],
    ['does not want it', [{ stores: false, answer: 'Rejected' }], 'failed', 1],
    ['never answers', [1, 2, 3].map(() => ({ stores: false, answer: 'none' as const })), 'failed', 3],
  ])('%s', async (_, fates, state, attempts) => {
    const { made, old, running } = await box(version, [...fates])
    expect(await start(made.id)).toMatchObject({ state: 'waiting', requestedBy: expect.any(String), endedAt: null })
    expect(await ended(made.id)).toMatchObject({ state, attempts })
    expect(made.told).toHaveLength(attempts)
    await until(async () => (await app.call('getStation', { params: { stationId: made.id } })).online)
    await made.stop()
    await running
    // It is never locked out; of all passwords the one it has is the only one that opens.
    expect(await entry(app, made.id, made.password, version)).toBe(101)
    for (const other of [old, ...made.told].filter((one) => one !== made.password)) {
      expect(await entry(app, made.id, other, version)).toBe(401)
    }
  })
})

test('a restart of the server between question and answer loses nothing', async () => {
  const { made, old, running } = await box('2.0.1', [{ stores: true, answer: 'none' }])
  await start(made.id)
  await until(async () => made.told.length === 1)
  app = await app.restart(SETTINGS)
  expect(await ended(made.id)).toMatchObject({ state: 'confirmed', attempts: 1 })
  await made.stop()
  await running
  expect(await entry(app, made.id, made.password, '2.0.1')).toBe(101)
  expect(await entry(app, made.id, old, '2.0.1')).toBe(401)
})

test('1.6 stations that take the key as text get one that fits', async () => {
  const { made, running } = await box('1.6', [], { quirks: { plainAuthorizationKey: true } })
  await start(made.id)
  expect(await ended(made.id)).toMatchObject({ state: 'confirmed' })
  expect(made.told[0]).toMatch(/^[A-Za-z0-9]{20}$/)
  await made.stop()
  await running
})

test('no password is left anywhere once it was sent', async () => {
  const { made, running } = await box('2.1')
  await start(made.id)
  await ended(made.id)
  await made.stop()
  await running
  const { rows: tables } = await app.database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  for (const { name } of tables) {
    const { rows } = await app.database.pool.query(`select from "${name}" t where t::text like $1`, [
      `%${made.password}%`,
    ])
    expect([name, rows.length]).toEqual([name, 0])
  }
})

test('a fleet is rotated at a pace, each station once', async () => {
  const fleet = await Promise.all([box('1.6'), box('2.0.1'), box('2.1')])
  const ids = fleet.map(({ made }) => made.id)
  for (const id of ids) await until(async () => (await app.call('getStation', { params: { stationId: id } })).online)
  const stations = { ids }
  const { batchId, started } = await app.call('startPasswordRotations', { body: { stations, perMinute: 6000 } })
  expect(started).toBe(3)
  const again = await app.call('startPasswordRotations', { body: { stations: { ids: ids.slice(0, 1) } } })
  expect([again.started + again.skipped, again.batchId === batchId]).toEqual([1, false])
  await until(async () => {
    const { items } = await app.call('listPasswordRotations', { query: { batchId } })
    return items.every(({ state }) => state === 'confirmed')
  })
  for (const { made, running } of fleet) {
    await made.stop()
    await running
  }
})

test('one that waits can be cancelled, one under way cannot be begun twice', async () => {
  const { password } = await app.call('createStation', { body: { id: 'Waiting' } })
  const call = (path: string, method: string, body?: object) =>
    app.request(`/api/v1${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  const rotation = await app.call('startPasswordRotation', { params: { stationId: 'Waiting' }, body: {} })
  expect((await call('/stations/Waiting/password-rotations', 'POST', {})).status).toBe(409)
  await call(`/password-rotations/${rotation.id}`, 'DELETE')
  const [now] = (await app.call('listPasswordRotations', { query: { stationId: 'Waiting' } })).items
  expect(['cancelled', 'prepared']).toContain(now?.state)
  expect(await entry(app, 'Waiting', password ?? '', '1.6')).toBe(101)
})
