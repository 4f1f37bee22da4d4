import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { problemIn, startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

/** As on the card, and as stations write it. */
const TOKEN = 'DE-ANNA-77c1'
const WRITTEN = 'deanna77C1'
const OTHER = 'DE-BERT-0815'

await app.call('createToken', { body: { value: TOKEN, label: 'Anna' } })
await app.call('createToken', { body: { value: OTHER, label: 'Bert' } })
await app.call('createToken', { body: { value: 'DE-CARL-4711', label: 'Carl', groupValue: TOKEN } })
await app.call('createStation', { body: { id: 'CS-1', securityProfile: 0 } })
const station = await openStation('CS-1')

async function openStation(identity: string) {
  const opened = await connectTestStation({ url: app.stationUrl, identity, subprotocol: 'ocpp1.6' })
  await opened.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' })
  return opened
}

async function charge(idTag: string, on = station): Promise<void> {
  await on.call('Authorize', { idTag })
  const timestamp = new Date().toISOString()
  const started = await on.call('StartTransaction', { connectorId: 1, idTag, meterStart: 100, timestamp })
  const transactionId = Number((started as { transactionId: number }).transactionId)
  await on.call('StopTransaction', { transactionId, idTag, meterStop: 5100, timestamp })
}
await charge(WRITTEN)
await charge(OTHER)
await station.call('DataTransfer', { vendorId: 'V', data: `card ${TOKEN} was shown` })
await station.call('SecurityEventNotification', {
  ...{ type: 'MaintenanceLoginAccepted', timestamp: new Date().toISOString(), techInfo: `by ${TOKEN}` },
})
await app.call('updateLocalList', { params: { stationId: 'CS-1' }, body: { mode: 'automatic' } })
const command = {
  kind: 'reserveNow',
  evseId: 1,
  expiresAt: '2099-01-01T00:00:00Z',
  idToken: { value: TOKEN, type: 'ISO14443' },
}
await app.request('/api/v1/stations/CS-1/commands', {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': 'reserve' },
  body: JSON.stringify({ command, reason: `for ${TOKEN}` }),
})

const [{ id: looked = '' } = {}] = (await app.call('listSessions', { query: { search: WRITTEN } })).items
const { reviewBasis: basis } = await app.call('getSession', { params: { id: looked } })
await app.call('reviewSession', {
  params: { id: looked },
  body: { verdict: 'confirmed', basis, reason: `${TOKEN} called about it` },
})

/** Tables with a row that says the token in any spelling, as text or in bytes. */
async function tablesThatSay(token: string): Promise<string[]> {
  const { rows: tables } = await app.database.owner.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`)
  const plain = (text: string) => text.toLowerCase().replace(/[\s:-]/g, '')
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await app.database.owner.query<{ row: string }>(`select t::text as row from ${name} t`)
    const bytes = [token, plain(token), WRITTEN].map((text) => Buffer.from(text).toString('hex'))
    const says = ({ row }: { row: string }) =>
      plain(row).includes(plain(token)) || bytes.some((hex) => row.toLowerCase().includes(hex))
    if (rows.some(says)) found.push(name)
  }
  return found
}

const sessions = async () => (await app.call('listSessions', {})).items
const preview = (tokens: string[]) => app.call('previewPersonalData', { body: { tokens } })

test('what is known of a driver is counted and exported, whole and no more', async () => {
  const known = await preview([TOKEN])
  const tables = known.tables.map(({ table }) => table)
  for (const table of [
    'id_tokens',
    'sessions',
    'session_events',
    'frames',
    'audit_log',
    'security_events',
    'commands',
  ]) {
    expect(tables).toContain(table)
  }
  const exported = JSON.parse(await app.call('exportPersonalData', { query: { tokens: TOKEN } }))
  expect(Object.keys(exported.tables)).toEqual(expect.arrayContaining(tables))
  expect(exported.tables.sessions).toMatchObject([{ id_token: WRITTEN, energy_wh: 5000 }])
  expect(JSON.stringify(exported.tables.sessions)).not.toContain(OTHER)
})

test('a word that is no token of the tenant opens nothing, and erases nothing', async () => {
  for (const word of ['BootNotification', 'owner-key', 'Bootstrap']) {
    expect(await preview([word])).toMatchObject({ tables: [], rows: 0 })
    expect(JSON.parse(await app.call('exportPersonalData', { query: { tokens: word } }))).toMatchObject({ tables: {} })
  }
  const both = JSON.parse(await app.call('exportPersonalData', { query: { tokens: `${OTHER},BootNotification` } }))
  expect(JSON.stringify(both.tables.frames)).not.toContain('chargePointVendor')
  const refused = await app.request('/api/v1/personal-data/erasures', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tokens: [OTHER, 'Bootstrap'], reason: 'Wants to be forgotten' }),
  })
  expect((await problemIn(refused)).errors).toEqual([
    { field: 'tokens[1]', rule: 'must be registered, or have charged or reserved' },
  ])
})

test('nothing is erased while the driver charges', async () => {
  const timestamp = new Date().toISOString()
  const started = await station.call('StartTransaction', { connectorId: 2, idTag: OTHER, meterStart: 0, timestamp })
  const refused = await app.request('/api/v1/personal-data/erasures', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tokens: [OTHER], reason: 'Wants to be forgotten' }),
  })
  expect((await problemIn(refused)).code).toBe('driverIsCharging')
  const { transactionId } = started as { transactionId: number }
  await station.call('StopTransaction', { transactionId, meterStop: 10, timestamp })
})

test('after erasure no row of any table says the token, and the books are as they were', async () => {
  const before = await sessions()
  const seen = await tablesThatSay(TOKEN)
  expect(seen.length).toBeGreaterThan(8)
  const erasure = await app.call('erasePersonalData', {
    body: { tokens: [TOKEN, WRITTEN], reason: 'Wants to be forgotten' },
  })
  expect(erasure.standIns).toHaveLength(1)
  const [standIn = ''] = erasure.standIns
  await expect
    .poll(async () => (await app.call('listErasures', {})).items[0]?.state, { timeout: 30_000, interval: 200 })
    .toBe('done')
  expect(await tablesThatSay(TOKEN)).toEqual([])
  expect((await preview([TOKEN])).rows).toBe(0)
  const mine = (token: string | null | undefined) => token?.toLowerCase() === WRITTEN.toLowerCase()
  const changed = before.map((one) => (mine(one.idToken) ? { ...one, idToken: standIn } : one))
  const books = (items: typeof before) =>
    items.map(({ id, idToken, energyWh, startedAt, endedAt, state }) => ({
      id,
      idToken,
      energyWh,
      startedAt,
      endedAt,
      state,
    }))
  expect(books(await sessions())).toEqual(books(changed))
  expect((await app.call('listTokens', {})).items.map(({ value, groupValue }) => [value, groupValue])).toEqual([
    ['DE-CARL-4711', standIn],
    [OTHER, null],
  ])
  expect(await app.call('verifyAudit', {})).toMatchObject({ intact: true })
  expect((await app.call('verifyAudit', {})).erased).toBeGreaterThan(0)
  expect(await app.call('verifySecurityLog', {})).toMatchObject({ intact: true })
  const { items } = await app.call('listAudit', { query: { action: 'token.erased' } })
  expect(items).toMatchObject([{ subject: { id: standIn }, reason: 'Wants to be forgotten', erased: false }])
})

test('retention is chosen within its bounds, and written down', async () => {
  const { retention, installation, refusedRows } = await app.call('getPrivacySettings', {})
  expect(retention).toMatchObject({ frames: null, audit: 1095, mails: 30 })
  expect(installation).toEqual({
    ...{ frames: 30, meterSamples: 0, sessionTokens: 0, audit: 0 },
    ...{ refusedHandshakes: 7, refusedRows: 0, mails: 30, logFiles: 90 },
  })
  expect(refusedRows).toMatchObject({ most: 10_000 })
  const changed = await app.call('setPrivacySettings', { body: { retention: { ...retention, frames: 14 } } })
  expect(changed.retention.frames).toBe(14)
  const [entry] = (await app.call('listAudit', { query: { action: 'privacy.changed' } })).items
  expect(entry?.changes).toEqual([{ field: 'frames', before: null, after: 14 }])
  const refused = await app.request('/api/v1/privacy', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ retention: { ...retention, audit: 30 } }),
  })
  expect((await problemIn(refused)).errors?.[0]?.field).toBe('retention.audit')
})

test('a token that is an ordinary word is found and erased where a token is meant, and nowhere else', async () => {
  await app.call('createToken', { body: { value: 'Accepted', label: 'Accepted by all' } })
  await app.call('createStation', { body: { id: 'CS-2', securityProfile: 0 } })
  const other = await openStation('CS-2')
  await charge('accepted', other)
  await other.call('DataTransfer', { vendorId: 'V', data: 'Accepted' })
  const exported = JSON.parse(await app.call('exportPersonalData', { query: { tokens: 'Accepted' } }))
  expect(exported.tables.sessions).toMatchObject([{ id_token: 'accepted' }])
  const frames: { frame: string }[] = exported.tables.frames
  expect(frames.map(({ frame }) => JSON.parse(frame)[3]?.idTag)).toEqual(frames.map(() => 'accepted'))
  await app.call('erasePersonalData', { body: { tokens: ['Accepted'], reason: 'Wants to be forgotten' } })
  await expect
    .poll(async () => (await app.call('listErasures', {})).items[0]?.state, { timeout: 30_000, interval: 200 })
    .toBe('done')
  const { rows } = await app.database.owner.query(`
    select count(*) filter (where id_token_folded = 'accepted' or start_key like '%accepted%' or fold::text ~* '"value": ?"accepted')::int as said,
      count(*) filter (where authorization_status = 'Accepted')::int as status from sessions`)
  expect(rows[0]).toMatchObject({ said: 0 })
  expect(rows[0].status).toBeGreaterThan(0)
  expect((await preview(['Accepted'])).rows).toBe(0)
  const texts = await app.database.owner.query(`select from frames where frame ~ '"idTag": ?"accepted'`)
  expect(texts.rows).toEqual([])
  const answers = await app.database.owner.query(`select from frames where answer ~ '"Accepted"'`)
  expect(answers.rows.length).toBeGreaterThan(0)
})

test('what belongs to colleagues, and the audit log for whoever may not read it, is not told', async () => {
  const word = 'telling-word-77'
  await app.call('createToken', { body: { value: word } })
  await app.call('createWebhook', {
    body: { name: 'theirs', url: `https://${word}.example/secret`, types: ['session.started'] },
  })
  const everything = JSON.parse(await app.call('exportPersonalData', { query: { tokens: word } }))
  expect(Object.keys(everything.tables)).toEqual(expect.arrayContaining(['id_tokens', 'audit_log']))
  expect(Object.keys(everything.tables)).not.toContain('webhooks')
  const permissions = ['exports.unmasked', 'settings.manage'] as const
  const { key } = await app.call('createApiKey', { body: { name: 'exports', permissions: [...permissions] } })
  const response = await app.request(`/api/v1/personal-data/export?tokens=${word}`, { key })
  const { tables } = z.object({ tables: z.record(z.string(), z.unknown()) }).parse(await response.json())
  expect(Object.keys(tables)).toContain('id_tokens')
  expect(Object.keys(tables)).not.toContain('audit_log')
})

test('of a table with very many rows a part is given, and said to be one', async () => {
  const word = 'often-seen-77'
  await app.call('createToken', { body: { value: word } })
  await app.database.pool.query(
    `insert into event_marks (tenant_id, watch, subject, mark, updated_at)
     select 1, 'test', n::text, jsonb_build_object('token', $1::text), now() from generate_series(1, 10001) n`,
    [word],
  )
  const { tables, cut } = JSON.parse(await app.call('exportPersonalData', { query: { tokens: word } }))
  expect([tables.event_marks.length, cut]).toEqual([10_000, ['event_marks']])
})
