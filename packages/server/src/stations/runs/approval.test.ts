import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestBrowser } from '../../accounts/testing/browser.ts'
import { newPerson, ownerBrowser } from '../../accounts/testing/people.ts'
import { type CommandRunInput, createClient, isDangerous } from '../../contract/index.ts'
import { startTestApp } from '../../testing/test-app.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const IDS = ['CS-1', 'CS-2', 'CS-3']
let olivia: TestBrowser
let oscar: TestBrowser

beforeAll(async () => {
  for (const id of IDS) await app.call('createStation', { body: { id, securityProfile: 0 } })
  olivia = await ownerBrowser(app)
  oscar = await newPerson(app, 'oscar@example.com', 'operator')
})

const DANGEROUS: CommandRunInput['command'] = { kind: 'reset', mode: 'immediate' }
const start = (input: { readonly command?: CommandRunInput['command']; readonly confirmStations?: number } = {}) =>
  olivia.call('startCommandRun', {
    body: { command: DANGEROUS, stations: { ids: IDS }, ...input },
    idempotencyKey: crypto.randomUUID(),
  })
const choose = (mode: 'off' | 'confirmation' | 'secondPerson', fromStations = 3) =>
  app.call('setSafeguards', { body: { mode, fromStations, approvalHours: 1 } })
const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

test.each<[boolean, CommandRunInput['command']]>([
  [true, { kind: 'reset', mode: 'immediate' }],
  [false, { kind: 'reset', mode: 'onIdle' }],
  [true, { kind: 'changeAvailability', operative: false }],
  [false, { kind: 'changeAvailability', operative: true }],
  [true, { kind: 'clearCache' }],
  [true, { kind: 'raw', action: 'Reset', payload: {}, unchecked: false }],
  [false, { kind: 'getBaseReport', base: 'FullInventory' }],
])('%s: whether %o is dangerous', (dangerous, command) => {
  expect(isDangerous(command)).toBe(dangerous)
})

test('the number of stations has to be typed, from as many on as are set', async () => {
  await choose('confirmation')
  await expect(start()).rejects.toEqual(refused('confirmationNeeded'))
  await expect(start({ confirmStations: 2 })).rejects.toEqual(refused('confirmationNeeded'))
  expect((await start({ confirmStations: 3 })).state).toBe('running')
  expect((await start({ command: { kind: 'reset', mode: 'onIdle' } })).state).toBe('running')
  await choose('confirmation', 4)
  expect((await start()).state).toBe('running')
  await choose('off')
  expect((await start()).state).toBe('running')
})

test('a second person lets a run begin, and nobody else', async () => {
  await choose('secondPerson')
  const run = await start()
  expect(run).toMatchObject({ state: 'awaitingApproval', isOwn: true, approvedBy: null, counts: { waiting: 3 } })
  const params = { id: run.id }
  await expect(olivia.call('approveCommandRun', { params })).rejects.toEqual(refused('secondPersonNeeded'))
  await expect(app.call('approveCommandRun', { params })).rejects.toEqual(refused('notPermitted'))
  const reader = await newPerson(app, 'rita@example.com', 'readOnly')
  await expect(reader.call('approveCommandRun', { params })).rejects.toEqual(refused('notPermitted'))
  expect((await oscar.call('getCommandRun', { params })).isOwn).toBe(false)
  const begun = await oscar.call('approveCommandRun', { params })
  expect(begun).toMatchObject({ state: 'running', approvedBy: 'oscar' })
  await expect(oscar.call('approveCommandRun', { params })).rejects.toEqual(refused('commandRunNotWaiting'))
  const { items } = await app.call('listAudit', { query: { subject: run.id } })
  expect(items.map(({ action, actor }) => [action, actor.name])).toEqual([
    ['commandRun.approved', 'oscar'],
    ['commandRun.requested', 'Olivia'],
  ])
})

test('whoever has made a key does not approve what it has asked for', async () => {
  await choose('secondPerson')
  const { key } = await olivia.call('createApiKey', { body: { name: 'for night work', role: 'operator' } })
  const withKey = createClient({ baseUrl: app.url, apiKey: key })
  const run = await withKey('startCommandRun', {
    body: { command: DANGEROUS, stations: { ids: IDS } },
    idempotencyKey: crypto.randomUUID(),
  })
  const params = { id: run.id }
  expect((await olivia.call('getCommandRun', { params })).isOwn).toBe(true)
  await expect(olivia.call('approveCommandRun', { params })).rejects.toEqual(refused('secondPersonNeeded'))
  expect((await oscar.call('approveCommandRun', { params })).state).toBe('running')
})

test('a key made by a key ends with it, and has the same person behind it', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const later = new Date(Date.now() + 7_200_000).toISOString()
  const first = await olivia.call('createApiKey', { body: { name: 'first', role: 'owner', expiresAt: inAnHour } })
  const withFirst = createClient({ baseUrl: app.url, apiKey: first.key })
  const second = await withFirst('createApiKey', { body: { name: 'second', role: 'owner' } })
  expect(second.expiresAt).toBe(inAnHour)
  await expect(
    withFirst('createApiKey', { body: { name: 'third', role: 'owner', expiresAt: later } }),
  ).rejects.toMatchObject({ problem: { errors: [{ field: 'expiresAt' }] } })
  const run = await createClient({ baseUrl: app.url, apiKey: second.key })('startCommandRun', {
    body: { command: DANGEROUS, stations: { ids: IDS } },
    idempotencyKey: crypto.randomUUID(),
  })
  await expect(olivia.call('approveCommandRun', { params: { id: run.id } })).rejects.toEqual(
    refused('secondPersonNeeded'),
  )
})

test('a run that nobody approves lapses; one that is called off sends nothing', async () => {
  await choose('secondPerson')
  const [lapsing, called] = [await start(), await start()]
  expect((await oscar.call('cancelCommandRun', { params: { id: called.id } })).state).toBe('cancelled')
  await app.database.pool.query('update command_runs set approval_until = now() where run_id = $1', [lapsing.id])
  const read = () => app.call('getCommandRun', { params: { id: lapsing.id } })
  await expect.poll(async () => (await read()).state, { timeout: 10_000 }).toBe('expired')
  expect((await read()).counts).toMatchObject({ waiting: 0, cancelled: 3 })
  const [entry] = (await app.call('listAudit', { query: { subject: lapsing.id } })).items
  expect(entry).toMatchObject({ action: 'commandRun.expired', actor: { kind: 'program' } })
  const { rows } = await app.database.pool.query(
    'select count(*)::int as n from command_run_targets where run_id = any($1) and command_id is not null',
    [[lapsing.id, called.id]],
  )
  expect(rows).toEqual([{ n: 0 }])
})
