import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import { type Operation, operations } from '../../contract/index.ts'
import { startTestApp } from '../../testing/test-app.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

// Not even who owns the tables may change what is written.
const { owner, pool } = app.database
const verify = () => app.call('verifyAudit', {})

async function untilLinked() {
  for (let turn = 0; turn < 200; turn++) {
    const verification = await verify()
    if (verification.waiting === 0 || !verification.intact) return verification
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the entries were not linked')
}

const newest = async (query: object = {}) => {
  const [entry] = (await app.call('listAudit', { query: { limit: 1, ...query } })).items
  if (entry === undefined) throw new Error('There is no such entry.')
  return entry
}

test('whatever is not only read says what it writes to the audit log', () => {
  const silent = Object.entries<Operation>(operations).filter(([, { method, audit }]) => method !== 'GET' && !audit)
  expect(silent).toEqual([])
})

test('an entry says who, what, on what, what changed, and from where', async () => {
  const site = await app.call('createSite', { body: { name: 'Depot', timeZone: 'Europe/Berlin' } })
  await app.request(`/api/v1/sites/${site.id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'user-agent': `Browser/1 ${'x'.repeat(300)}` },
    body: JSON.stringify({ name: 'Harbour', city: 'Hamburg', timeZone: 'Europe/Berlin' }),
  })
  const entry = await newest()
  expect(entry).toMatchObject({
    actor: { kind: 'apiKey', name: 'API key Bootstrap' },
    action: 'site.changed',
    subject: { kind: 'site', id: site.id },
    changes: [
      { field: 'city', before: null, after: 'Hamburg' },
      { field: 'name', before: 'Depot', after: 'Harbour' },
    ],
    operation: 'updateSite',
    address: '127.0.0.1',
    erased: false,
  })
  expect(entry.actor.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(entry.userAgent?.length).toBe(120)
})

test('secrets are in no entry', async () => {
  const password = 'a-secret-of-one-station'
  await app.call('createStation', { body: { id: 'CS-1', securityProfile: 1, password } })
  const { rows } = await pool.query<{ text: string }>('select a::text as text from audit_log a')
  expect(rows.map(({ text }) => text).join()).not.toContain(password)
})

test('the log is found by time, person, action, subject and words, and paged', async () => {
  await app.call('updateStation', { params: { stationId: 'CS-1' }, body: { name: 'Gate, left' } })
  const actions = async (query: object) => (await app.call('listAudit', { query })).items.map(({ action }) => action)
  expect(await actions({ subjectKind: 'station', subject: 'cs-1' })).toEqual(['station.changed', 'station.created'])
  expect(await actions({ action: 'station' })).toEqual(['station.changed', 'station.created'])
  expect(await actions({ action: 'station.created' })).toEqual(['station.created'])
  expect(await actions({ search: 'gate LEFT' })).toEqual(['station.changed'])
  expect(await actions({ actor: 'bootstrap', action: 'station.created' })).toEqual(['station.created'])
  expect(await actions({ actor: 'nobody' })).toEqual([])
  expect(await actions({ actorKind: 'person' })).toEqual([])
  expect(await actions({ to: '2020-01-01T00:00:00Z' })).toEqual([])
  const all = await actions({ limit: 500 })
  const paged: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await app.call('listAudit', { query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } })
    paged.push(...page.items.map(({ action }) => action))
    cursor = page.nextCursor
    if (cursor === undefined) break
  }
  expect(paged).toEqual(all)
  expect((await app.call('listAuditActions', {})).items).toContain('station.created')
})

test('an export is whole, safe in a spreadsheet, and written down itself', async () => {
  const names = ['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)']
  for (const name of names) await app.call('createSite', { body: { name, timeZone: 'Europe/Berlin' } })
  await app.call('createStation', { body: { id: '=1+2|cmd', securityProfile: 0 } })
  const { items } = await app.call('listAudit', { query: { limit: 500 } })
  const csv = await app.request('/api/v1/audit/export?format=csv')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.csv"$/)
  const rows = parse(await csv.text(), { columns: true }) as Record<string, string>[]
  // The export itself is the last row.
  expect(rows.map(({ action }) => action)).toEqual([
    ...items.map(({ action }) => action).toReversed(),
    'audit.exported',
  ])
  for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  expect(rows.some(({ subject }) => subject === "'=1+2|cmd")).toBe(true)
  const json = await app.call('exportAudit', { query: { format: 'json', action: 'site' } })
  expect(JSON.parse(json)).toHaveLength(items.filter(({ action }) => action.startsWith('site.')).length)
  expect(await newest()).toMatchObject({ action: 'audit.exported', detail: { format: 'json', action: 'site' } })
})

test('nobody changes or shortens the log, whoever they are', async () => {
  for (const table of ['audit_log', 'audit_links']) {
    const key = table === 'audit_log' ? 'actor' : 'hash'
    await expect(pool.query(`delete from ${table}`)).rejects.toThrow('permission denied')
    await expect(pool.query(`update ${table} set ${key} = ${key}`)).rejects.toThrow('permission denied')
    await untilLinked()
    await expect(owner.query(`delete from ${table}`)).rejects.toThrow('append-only')
    await expect(owner.query(`update ${table} set ${key} = ${key}`)).rejects.toThrow('append-only')
    await expect(owner.query(`truncate ${table}`)).rejects.toThrow('append-only')
  }
})

/** Does what nobody can do without taking the guards away first, and puts the log back as it was. */
async function tampered(statement: string, undo: string) {
  const run = async (text: string) => {
    await owner.query('alter table audit_log disable trigger user')
    await owner.query(text)
    await owner.query('alter table audit_log enable trigger user')
  }
  await run(statement)
  const verification = await verify()
  await run(undo)
  return verification
}

test('whoever tampers is found out, with the first place', async () => {
  const whole = await untilLinked()
  expect(whole).toMatchObject({ intact: true, broken: null, erased: 0, expired: 0 })
  expect(whole.head?.position).toBe(whole.checked)
  const { rows } = await pool.query<{ audit_id: number }>('select audit_id from audit_links where position = 3')
  const id = rows[0]?.audit_id
  const third = `audit_id = ${id}`
  const found = (problem: string) => ({ intact: false, checked: 2, broken: { position: 3, entryId: id, problem } })
  await owner.query(`create table kept as select * from audit_log where ${third}`)
  const back = `delete from audit_log where ${third}; insert into audit_log overriding system value select * from kept`
  expect(await tampered(`update audit_log set reason = 'none' where ${third}`, back)).toMatchObject(
    found('contentChanged'),
  )
  expect(await tampered(`update audit_log set actor = 'x' where ${third}`, back)).toMatchObject(found('contentChanged'))
  expect(await tampered(`delete from audit_log where ${third}`, back)).toMatchObject(found('eventMissing'))
  expect(await verify()).toMatchObject({ intact: true, checked: whole.checked })
})

test('what an entry says can be erased once, and the chain still holds', async () => {
  const entry = await newest({ action: 'station.changed' })
  const { rows } = await pool.query("select erase_audit(array[$1]::bigint[], 'erased-1') as gone", [entry.id])
  expect(rows).toEqual([{ gone: 1 }])
  expect(await newest({ action: 'station.changed' })).toMatchObject({
    ...{ id: entry.id, erased: true, changes: [], detail: null, reason: null },
    subject: { id: 'erased-1' },
    actor: entry.actor,
  })
  expect(await untilLinked()).toMatchObject({ intact: true, erased: 1 })
  // Nobody who only works for a tenant may.
  const asTenant = `begin; set local role stationmaster_app; select erase_audit(array[1]::bigint[], 'x'); commit`
  await expect(pool.query(asTenant)).rejects.toThrow('permission denied')
})
