import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommandRun, type CommandRunInput, createClient, type GrantedPermission } from '../../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'
import { turnsDue } from './give-turns.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ CALL_TIMEOUT_MS: '1500' })
})
afterAll(() => app[Symbol.asyncDispose]())

const passwords = new Map<string, string>()

async function register(...ids: string[]): Promise<void> {
  for (const id of ids) passwords.set(id, (await app.call('createStation', { body: { id } })).password ?? '')
}

async function connect(id: string): Promise<TestStation> {
  const password = passwords.get(id) ?? ''
  const station = await connectTestStation({ url: app.stationUrl, identity: id, password })
  expect(await station.call('BootNotification', BOOT_16)).toMatchObject({ status: 'Accepted' })
  return station
}

const start = (body: Partial<CommandRunInput> & Pick<CommandRunInput, 'stations'>) =>
  app.call('startCommandRun', { body: { command: { kind: 'clearCache' }, ...body } })

const read = ({ id }: CommandRun) => app.call('getCommandRun', { params: { id } })
const targets = async ({ id }: CommandRun) =>
  (await app.call('listCommandRunTargets', { params: { id }, query: {} })).items

test('each station gets the command in its turn, and its own outcome', async () => {
  await register('RUN-A', 'RUN-B', 'RUN-C')
  const [accepting, rejecting] = [await connect('RUN-A'), await connect('RUN-B')]
  accepting.onCall(() => ({ status: 'Accepted' }))
  rejecting.onCall(() => ({ status: 'Rejected' }))
  const run = await start({
    stations: { ids: ['RUN-A', 'run-b', 'RUN-C', 'RUN-A'] },
    ifOffline: 'refuse',
    perMinute: 60_000,
  })
  expect(run).toMatchObject({ kind: 'clearCache', state: 'running', stations: 3, requestedBy: 'API key Bootstrap' })
  await expect
    .poll(() => read(run), { timeout: 10_000 })
    .toMatchObject({
      state: 'finished',
      counts: { waiting: 0, underWay: 0, accepted: 1, rejected: 1, failed: 0, refused: 1, cancelled: 0 },
    })
  expect(await targets(run)).toMatchObject([
    { stationId: 'RUN-A', state: 'accepted', status: 'Accepted' },
    { stationId: 'RUN-B', state: 'rejected', status: 'Rejected' },
    { stationId: 'RUN-C', state: 'refused', commandId: null, detail: expect.stringContaining('not connected') },
  ])
})

test('a filter names the stations; those offline keep the command until they come', async () => {
  await register('FILTER-1', 'FILTER-2')
  const run = await start({ stations: { filter: { search: 'FILTER-' } }, perMinute: 60_000 })
  await expect.poll(async () => (await read(run)).counts.underWay, { timeout: 10_000 }).toBe(2)
  const late = await connect('FILTER-1')
  late.onCall(() => ({ status: 'Accepted' }))
  await expect
    .poll(async () => (await read(run)).counts, { timeout: 10_000 })
    .toMatchObject({ accepted: 1, underWay: 1 })
})

test('a cancelled run gives no more turns and withdraws what still waits', async () => {
  await register('STOP-1', 'STOP-2', 'STOP-3')
  const run = await start({ stations: { ids: ['STOP-1', 'STOP-2', 'STOP-3'] }, perMinute: 1 })
  await expect
    .poll(async () => (await read(run)).counts, { timeout: 10_000 })
    .toMatchObject({ underWay: 1, waiting: 2 })
  const cancelled = await app.call('cancelCommandRun', { params: { id: run.id } })
  expect(cancelled).toMatchObject({ state: 'cancelled', counts: { cancelled: 3, waiting: 0, underWay: 0 } })
  const again = await app.request(`/api/v1/command-runs/${run.id}/cancel`, { method: 'POST' })
  expect(await problemIn(again)).toMatchObject({ status: 409, code: 'commandRunNotRunning' })
})

test('a run gives no more turns when its author has lost the right, and says so of each station', async () => {
  await register('LOST-1', 'LOST-2', 'LOST-3')
  const permissions: GrantedPermission[] = ['stations.read', 'commands.operate']
  const role = await app.call('createRole', { body: { name: 'Cache clearer', permissions } })
  const { key } = await app.call('createApiKey', { body: { name: 'Night shift', role: role.id } })
  const author = createClient({ baseUrl: app.url, apiKey: key })
  const run = await author('startCommandRun', {
    body: { command: { kind: 'clearCache' }, stations: { ids: ['LOST-1', 'LOST-2', 'LOST-3'] }, perMinute: 1 },
  })
  await expect
    .poll(async () => (await read(run)).counts, { timeout: 10_000 })
    .toMatchObject({ underWay: 1, waiting: 2 })
  const weaker = { name: 'Cache clearer', permissions: ['stations.read' as const] }
  await app.call('updateRole', { params: { id: role.id }, body: weaker })
  await app.database.pool.query(`update command_runs set created_at = now() - interval '1 hour' where run_id = $1`, [
    run.id,
  ])
  await expect.poll(async () => (await read(run)).counts, { timeout: 10_000 }).toMatchObject({ refused: 2, waiting: 0 })
  const lost = {
    state: 'refused',
    commandId: null,
    detail: expect.stringContaining('may not send such commands any more'),
  }
  expect(await targets(run)).toMatchObject([{ state: 'queued' }, lost, lost])
})

test('a run ends with the key that started it', async () => {
  await register('GONE-1', 'GONE-2')
  const site = await app.call('createSite', { body: { name: 'Lost site' } })
  await app.call('updateStation', { params: { stationId: 'GONE-1' }, body: { siteId: site.id } })
  await app.call('updateStation', { params: { stationId: 'GONE-2' }, body: { siteId: site.id } })
  const made = { name: 'Keeper', role: 'operator', scope: { siteIds: [site.id] } }
  const { key, id } = await app.call('createApiKey', { body: made })
  const author = createClient({ baseUrl: app.url, apiKey: key })
  const run = await author('startCommandRun', {
    body: { command: { kind: 'clearCache' }, stations: { ids: ['GONE-1', 'GONE-2'] }, perMinute: 1 },
  })
  await expect.poll(async () => (await read(run)).counts.underWay, { timeout: 10_000 }).toBe(1)
  await app.call('deleteApiKey', { params: { id } })
  await app.database.pool.query(`update command_runs set created_at = now() - interval '1 hour' where run_id = $1`, [
    run.id,
  ])
  await expect.poll(async () => (await read(run)).counts.refused, { timeout: 10_000 }).toBe(1)
})

test('a password set on many stations does not stay readable', async () => {
  await register('SECRET-1')
  const command = { kind: 'changeConfiguration', key: 'AuthorizationKey', value: 'hunter2hunter2hunter2' } as const
  const run = await start({ stations: { ids: ['SECRET-1'] }, command, ifOffline: 'refuse', perMinute: 60_000 })
  await expect.poll(async () => (await read(run)).state, { timeout: 10_000 }).toBe('finished')
  const { rows } = await app.database.pool.query('select input::text from command_runs where run_id = $1', [run.id])
  expect(JSON.stringify([rows, await read(run)])).not.toContain('hunter2')
})

/** Whatever the database holds of a run and of its commands. */
async function stored(run: CommandRun): Promise<string> {
  const { rows } = await app.database.pool.query(
    `select (select jsonb_agg(to_jsonb(c)) from command_runs c where c.run_id = $1)::text as run,
       (select jsonb_agg(to_jsonb(c)) from commands c where c.body::text like '%AuthorizationKey%')::text as commands`,
    [run.id],
  )
  return JSON.stringify(rows)
}

const SECRET = 'hunter3hunter3hunter3'
const hexOf = (text: string) => Buffer.from(text).toString('hex')
const KEYED = { kind: 'changeConfiguration', key: 'AuthorizationKey', value: SECRET } as const

test('while a run waits its secrets are sealed, stations get them all the same, and nothing of them stays', async () => {
  await register('SEAL-1', 'SEAL-2', 'SEAL-3')
  const run = await start({ stations: { ids: ['SEAL-1', 'SEAL-2', 'SEAL-3'] }, command: KEYED, perMinute: 60_000 })
  await expect.poll(async () => (await read(run)).counts.underWay, { timeout: 10_000 }).toBe(3)
  const waiting = await stored(run)
  expect(waiting).not.toContain(SECRET)
  expect(waiting).not.toContain(hexOf(SECRET))
  expect(waiting).toMatch(/"sealed\\\\?": \\\\?"\\\\\\\\x[0-9a-f]{80}/)
  const stations = [await connect('SEAL-1'), await connect('SEAL-2')]
  for (const station of stations) {
    await expect.poll(() => station.heard[0]?.payload, { timeout: 10_000 }).toMatchObject({ value: SECRET })
  }
  await app.call('cancelCommandRun', { params: { id: run.id } })
  const { rows } = await app.database.pool.query(
    'select sealed from commands where sealed is not null union all select sealed from command_runs where sealed is not null',
  )
  expect(rows).toEqual([])
  for (const station of stations) station.close()
})

test('what was sealed under another key is not sent without it, and says so', async () => {
  await register('OTHER-KEY', 'OTHER-KEY-2')
  const run = await start({ stations: { ids: ['OTHER-KEY', 'OTHER-KEY-2'] }, command: KEYED, perMinute: 1 })
  await expect.poll(async () => (await read(run)).counts.underWay, { timeout: 10_000 }).toBe(1)
  const query = (text: string) => app.database.pool.query(text, [run.id])
  const foreign = `'\\x${'00'.repeat(64)}'`
  await query(`update commands set sealed = ${foreign} where command_id in
    (select command_id from command_run_targets where run_id = $1)`)
  await query(`update command_runs set sealed = ${foreign}, created_at = now() - interval '1 hour' where run_id = $1`)
  const station = await connect('OTHER-KEY')
  await expect.poll(async () => (await read(run)).state, { timeout: 10_000 }).toBe('finished')
  expect(await targets(run)).toMatchObject([
    { state: 'failed', detail: expect.stringContaining('another key') },
    { state: 'refused', detail: expect.stringContaining('another key') },
  ])
  expect(station.heard).toEqual([])
  station.close()
})

test('stations that are not there are named, and nothing is begun', async () => {
  await register('REAL-1')
  const ask = (stations: unknown) =>
    app.request('/api/v1/command-runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command: { kind: 'clearCache' }, stations }),
    })
  expect(await problemIn(await ask({ ids: ['REAL-1', 'NOBODY'] }))).toMatchObject({
    code: 'invalidInput',
    errors: [{ field: 'stations.ids.1', rule: 'must be a registered station' }],
  })
  expect(await problemIn(await ask({ filter: { search: 'nothing has this name' } }))).toMatchObject({
    errors: [{ field: 'stations.filter' }],
  })
})

test('turns never run ahead of the pace, nor fall behind it for good', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.nat(600_000), (perMinute, elapsedMs) => {
      const run = { perMinute, begunAtMs: 0, given: 0 }
      const due = turnsDue(run, elapsedMs)
      const exact = 1 + Math.floor((elapsedMs * perMinute) / 60_000)
      expect(due).toBe(Math.min(exact, 1000))
      expect(turnsDue({ ...run, given: exact }, elapsedMs)).toBe(0)
      expect(turnsDue(run, -1)).toBe(1)
    }),
  )
})
