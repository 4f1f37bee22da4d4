import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Export, type Import } from '../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

type Kind = Import['kind']

const preview = (kind: Kind, content: string, format: 'csv' | 'json' | 'ocpi' = 'csv') =>
  app.call('previewImport', { body: { kind, format, content } })

const apply = (id: string) => app.call('applyImport', { params: { id } })

async function rowsOf(id: string) {
  return (await app.call('listImportRows', { params: { id }, query: { limit: 500 } })).items
}

async function exported(kind: string, format = 'csv', query = ''): Promise<string> {
  const response = await app.request(`/api/v1/export/${kind}?format=${format}${query}`)
  expect(response.status).toBe(200)
  return response.text()
}

/** Importing what was exported must change nothing. */
async function expectNoChange(kind: Kind, format: 'csv' | 'json') {
  const { id, counts } = await preview(kind, await exported(kind, format), format)
  const others = (await rowsOf(id)).filter(({ action }) => action !== 'unchanged')
  expect({ ...counts, unchanged: 0 }, JSON.stringify(others)).toEqual({
    create: 0,
    change: 0,
    refused: 0,
    unchanged: 0,
  })
  expect(counts.unchanged).toBeGreaterThan(0)
}

describe('a preview', () => {
  test('names every problem by row and column, and writes nothing', async () => {
    const content = [
      'value;type;maxConcurrent;expiresAt;colour',
      'AA 01;ISO14443;2;;red',
      'AA 02;Card;many;tomorrow;',
      ';ISO14443;;;',
      'aa-01;ISO14443;;;',
    ].join('\n')
    const { id, counts, ignoredColumns } = await preview('tokens', content)
    expect(counts).toEqual({ create: 1, change: 0, unchanged: 0, refused: 3 })
    expect(ignoredColumns).toEqual(['colour'])
    const [, second, third, fourth] = await rowsOf(id)
    expect(second?.row).toBe(3)
    expect(second?.problems.map(({ column }) => column)).toEqual(['type', 'expiresAt', 'maxConcurrent'])
    expect(third?.problems).toEqual([{ column: 'value', rule: 'is needed' }])
    expect(fourth?.problems).toEqual([{ column: '', rule: 'is row 2 again' }])
    expect((await app.call('listTokens', {})).items).toEqual([])
    await expect(apply(id)).rejects.toMatchObject({ problem: { code: 'importHasProblems' } })
  })

  test.each([
    ['a,a\n1,2', 'names the column a twice'],
    ['a,"b\n1', 'must be CSV'],
  ])('refuses a file that is none: %j', async (content, rule) => {
    const response = await app.request('/api/v1/imports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'tokens', format: 'csv', content }),
    })
    const [error] = (await problemIn(response)).errors ?? []
    expect(error?.field).toBe('content')
    expect(error?.rule).toContain(rule)
  })

  test('says what would change, from what to what', async () => {
    await app.call('createToken', { body: { value: 'CHANGE-1', label: 'Old' } })
    const { id, counts } = await preview('tokens', 'value,label,maxConcurrent\nCHANGE-1,New,')
    expect(counts.change).toBe(1)
    expect((await rowsOf(id))[0]?.changes).toEqual([
      { column: 'label', from: 'Old', to: 'New' },
      { column: 'maxConcurrent', from: '1', to: null },
    ])
  })

  test('is its owner’s alone', async () => {
    const { id } = await preview('tokens', 'value\nMINE-1')
    const other = await app.call('createApiKey', { body: { name: 'other', role: 'owner' } })
    const response = await app.request(`/api/v1/imports/${id}`, { key: other.key })
    expect([response.status, (await problemIn(response)).code]).toEqual([404, 'importNotFound'])
  })

  test('asks for the permission to write what the file holds', async () => {
    const { key } = await app.call('createApiKey', { body: { name: 'technician', role: 'technician' } })
    const ask = (kind: string) =>
      app.request('/api/v1/imports', {
        method: 'POST',
        key,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind, format: 'csv', content: 'value\nX' }),
      })
    expect((await ask('tokens')).status).toBe(403)
    expect((await ask('stations')).status).toBe(201)
  })
})

describe('writing', () => {
  test('creates stations with passwords told once, and does it once', async () => {
    await app.call('createSite', { body: { name: 'Import depot' } })
    await app.call('createStationGroup', { body: { name: 'Night shift' } })
    const content =
      'id,name,site,tags,groups,password\nIMP-1,Left,Import depot,fast;north,Night shift,\nIMP-2,,,,,a password of our own'
    const { id } = await preview('stations', content)
    const { import: done, credentials } = await apply(id)
    expect(done.appliedAt).not.toBeNull()
    expect(credentials.map((one) => one.id)).toEqual(['IMP-1'])
    expect(credentials[0]?.password).toHaveLength(40)
    const station = await app.call('getStation', { params: { stationId: 'IMP-1' } })
    expect(station).toMatchObject({ siteName: 'Import depot', tags: ['fast', 'north'], hasPassword: true })
    expect((await apply(id)).credentials).toEqual([])
    // The same file again: the password is compared, not replaced.
    expect((await preview('stations', content)).counts).toMatchObject({ unchanged: 2, refused: 0 })
    const wrong = await preview('stations', 'id,password\nIMP-2,quite another password')
    expect((await rowsOf(wrong.id))[0]?.problems[0]?.column).toBe('password')
    const stored = await app.database.pool.query('select given::text || after::text as kept from import_rows')
    expect(JSON.stringify(stored.rows)).not.toContain('a password of our own')
  })

  test('refuses all when one record has changed since the preview', async () => {
    const { id: tokenId } = await app.call('createToken', { body: { value: 'LATE-1' } })
    const { id } = await preview('tokens', 'value,label\nLATE-0,New\nLATE-1,Changed')
    await app.call('updateToken', { params: { id: tokenId }, body: { label: 'In between' } })
    await expect(apply(id)).rejects.toMatchObject({
      problem: { code: 'importOutdated', errors: [{ field: 'rows[3]' }] },
    })
    expect((await app.call('listTokens', { query: { search: 'LATE-0' } })).items).toEqual([])
  })

  test('takes less security, unknown sites and groups for problems', async () => {
    await app.call('createStation', { body: { id: 'HARD-1', securityProfile: 2 } })
    const { id } = await preview('stations', 'id,securityProfile,site,groups\nHARD-1,0,Nowhere,None')
    const problems = (await rowsOf(id))[0]?.problems ?? []
    expect(problems.map(({ column }) => column)).toEqual(['securityProfile', 'site', 'groups'])
  })

  test('takes sites from Locations of OCPI', async () => {
    const location = {
      ...{ country_code: 'DE', party_id: 'ABC', id: 'LOC1', publish: true, name: 'Gent Zuid' },
      ...{ address: 'F.Rooseveltlaan 3A', city: 'Gent', postal_code: '9000', country: 'BEL' },
      ...{ coordinates: { latitude: '51.047599', longitude: '3.729944' }, time_zone: 'Europe/Brussels' },
      opening_times: {
        twentyfourseven: false,
        regular_hours: [{ weekday: 1, period_begin: '08:00', period_end: '20:00' }],
        exceptional_closings: [{ period_begin: '2026-12-25T03:00:00Z', period_end: '2026-12-26T05:00:00Z' }],
      },
      last_updated: '2026-06-29T20:39:09Z',
    }
    const { id, counts } = await preview('sites', JSON.stringify({ data: [location], status_code: 1000 }), 'ocpi')
    expect(counts).toMatchObject({ create: 1, refused: 0 })
    await apply(id)
    const { items } = await app.call('listSites', { query: { search: 'Gent Zuid' } })
    expect(items[0]).toMatchObject({ latitude: 51.047599, postalCode: '9000', timeZone: 'Europe/Brussels' })
    expect(items[0]?.openingTimes?.regularHours).toEqual([{ weekday: 1, periodBegin: '08:00', periodEnd: '20:00' }])
    expect(items[0]?.openingTimes?.exceptionalClosings[0]?.periodBegin).toBe('2026-12-25T03:00:00.000Z')
  })
})

describe('what was exported and comes back', () => {
  const words = fc
    .array(fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', 'ä', '漢', '😀', 'x', ' '), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => parts.join('').trim())
    .filter((word) => word !== '')
  const tag = words.map((word) => word.replace(/[;,]/g, '.').trim()).filter((word) => word !== '')

  test('changes nothing, whatever stands in it', { timeout: 60_000 }, async () => {
    let round = 0
    const station = fc.record({
      name: fc.option(words),
      tags: fc.uniqueArray(tag, { maxLength: 3 }),
      securityProfile: fc.constantFrom(0, 1, 3),
      quirks: fc.constantFrom({}, { reversedIdToken: true, emptyBasicUser: false }),
      maxFrameBytes: fc.option(fc.integer({ min: 1024, max: 1_048_576 })),
    })
    const token = fc.record({
      label: fc.option(words),
      groupValue: fc.option(words),
      maxConcurrent: fc.option(fc.integer({ min: 1, max: 1000 })),
      expiresAt: fc.option(fc.constantFrom('2030-01-01T00:00:00.123Z', '2031-06-01T12:00:00+02:00')),
    })
    const site = fc.record({
      name: words,
      latitude: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
      address: fc.option(words),
      contacts: fc.array(fc.record({ name: words, phone: words }), { maxLength: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(station, { maxLength: 4 }),
        fc.array(token, { maxLength: 4 }),
        fc.uniqueArray(site, { maxLength: 3, selector: ({ name }) => name }),
        async (stations, tokens, sites) => {
          round += 1
          const files = {
            stations: stations.map((one, index) => ({ ...one, id: `=@-RT-${round}-${index}`.slice(1) })),
            tokens: tokens.map((one, index) => ({ ...one, value: `-RT${round}${index}` })),
            sites: sites.map((one) => ({ ...one, name: `${round} ${one.name}` })),
          }
          for (const kind of ['sites', 'stations', 'tokens'] as const) {
            if (files[kind].length === 0) continue
            const { id } = await preview(kind, JSON.stringify(files[kind]), 'json')
            await apply(id)
            await expectNoChange(kind, 'csv')
            await expectNoChange(kind, 'json')
          }
        },
      ),
      { numRuns: 6 },
    )
  })

  test('holds no cell that a spreadsheet would run', async () => {
    await app.call('createToken', { body: { value: 'EVIL-1', label: '=HYPERLINK("http://x")' } })
    const text = await exported('tokens', 'csv', '&search=EVIL')
    expect(text).toContain(`EVIL-1,ISO14443,"'=HYPERLINK(""http://x"")"`)
  })
})

describe('exports', () => {
  test('are masked for those who may not take identities out, and cannot be brought in', async () => {
    await app.call('createToken', { body: { value: 'SECRETCARD99', label: 'Robin Driver' } })
    const { key } = await app.call('createApiKey', { body: { name: 'looker', role: 'readOnly' } })
    const response = await app.request('/api/v1/export/tokens?format=csv', { key })
    const text = await response.text()
    expect(text).toContain('••••RD99')
    expect(text).not.toContain('SECRETCARD99')
    expect(text).not.toContain('Robin')
    expect((await preview('tokens', text)).counts.create).toBe(0)
  })

  test('ask for the permission to read what they hold, and for filters that there are', async () => {
    const { key } = await app.call('createApiKey', { body: { name: 'host', role: 'siteHost' } })
    expect((await app.request('/api/v1/export/tokens?format=csv', { key })).status).toBe(403)
    expect((await app.request('/api/v1/export/stations?format=csv', { key })).status).toBe(200)
    expect((await app.request('/api/v1/export/stations?format=csv&colour=red')).status).toBe(400)
    expect((await app.request('/api/v1/export/stations')).status).toBe(400)
  })

  test('are made in the background and kept for their owner', async () => {
    await app.call('createToken', { body: { value: 'QUEUED-1' } })
    const body = { kind: 'tokens', format: 'json', filter: { search: 'QUEUED' } } as const
    const { id, state } = await app.call('startExport', { body })
    expect(state).toBe('queued')
    const stateOf = async () => (await app.call('listExports', {})).items.find((one) => one.id === id)
    await expect.poll(stateOf, { timeout: 20_000 }).toMatchObject({ state: 'ready', rows: 1 })
    const response = await app.request(`/api/v1/exports/${id}/content`)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(await response.json()).toMatchObject([{ value: 'QUEUED-1' }])
    const other = await app.call('createApiKey', { body: { name: 'second', role: 'owner' } })
    expect((await app.request(`/api/v1/exports/${id}/content`, { key: other.key })).status).toBe(404)
    const { items } = await app.call('listFiles', {})
    expect(items).toEqual([])
  })

  test('are in the audit log, with where they were asked for', async () => {
    const origin = { address: '127.0.0.1', userAgent: 'Sheet/1' }
    const headers = { 'user-agent': origin.userAgent }
    await app.request('/api/v1/export/stations?format=csv', { headers })
    const { id } = await app.call('startExport', { body: { kind: 'stations', format: 'json', filter: {} } })
    const download = () => app.request(`/api/v1/exports/${id}/content`, { headers })
    await expect.poll(async () => (await download()).status, { timeout: 20_000 }).toBe(200)
    const entries = async (action: string) => (await app.call('listAudit', { query: { action, limit: 1 } })).items
    const streamed = { subject: { kind: 'export', id: 'stations' }, operation: 'streamExport', ...origin }
    expect(await entries('export.streamed')).toMatchObject([streamed])
    const taken = { subject: { kind: 'export', id }, operation: 'getExportContent', ...origin }
    expect(await entries('export.downloaded')).toMatchObject([taken])
  })

  test.each([
    ['identities may be taken out', `permissions = '{stations.read}'`],
    ['all sites were theirs', 'site_ids = array[gen_random_uuid()]'],
  ])('made while %s are not handed out afterwards', async (_, lost) => {
    const permissions = ['stations.read', 'exports.unmasked'] as const
    const { key, id: keyId } = await app.call('createApiKey', { body: { name: 'less', permissions: [...permissions] } })
    const body = JSON.stringify({ kind: 'stations', format: 'json', filter: {} })
    const headers = { 'content-type': 'application/json' }
    const asked = await app.request('/api/v1/exports', { method: 'POST', key, headers, body })
    const { id } = Export.parse(await asked.json())
    const download = () => app.request(`/api/v1/exports/${id}/content`, { key })
    await expect.poll(async () => (await download()).status, { timeout: 20_000 }).toBe(200)
    await app.database.pool.query(`update api_keys set ${lost} where key_id = $1`, [keyId])
    const refused = await download()
    expect([refused.status, (await problemIn(refused)).code]).toEqual([403, 'notPermitted'])
  })
})
