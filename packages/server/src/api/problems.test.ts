import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const json = { 'content-type': 'application/json' }
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  app.request(`/api/v1${path}`, { method: 'POST', headers, body })

test('names every field and the rule it breaks', async () => {
  const response = await post('/stations', JSON.stringify({ id: 'no good', securityProfile: 9, tenantId: 2 }))
  expect(response.status).toBe(400)
  const problem = await problemIn(response)
  expect(problem).toMatchObject({ code: 'invalidInput', status: 400, type: 'urn:stationmaster:problem:invalidInput' })
  const fields = problem.errors?.map((error) => error.field)
  expect(fields).toEqual(expect.arrayContaining(['id', 'securityProfile', 'tenantId']))
  expect(problem.errors?.find((error) => error.field === 'id')?.rule).toContain('1–48')
})

test('spells the way to a nested field', async () => {
  const command = {
    kind: 'getVariables',
    variables: [
      { component: 'C', variable: 'V' },
      { component: '', variable: 'V' },
    ],
  }
  const response = await post('/stations/CS-1/commands', JSON.stringify({ command }))
  expect((await problemIn(response)).errors?.[0]?.field).toBe('command.variables[1].component')
})

test.each([
  ['a null character', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800b'],
])('refuses %s, which the database cannot keep', async (_, name) => {
  const response = await post('/sites', JSON.stringify({ name }))
  expect(response.status).toBe(400)
  expect((await problemIn(response)).errors?.[0]?.field).toBe('name')
  expect((await app.request(`/api/v1/stations?search=${encodeURIComponent('a\u0000')}`)).status).toBe(400)
})

test.each([
  ['arrays', `{"email":${'['.repeat(120_000)}${']'.repeat(120_000)},"password":"x"}`],
  ['objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
])('refuses %s nested without end', async (_, body) => {
  const response = await post('/sign-in', body)
  expect(response.status).toBe(400)
  expect((await problemIn(response)).errors?.[0]?.rule).toContain('nest')
})

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'])('refuses the time %s', async (time) => {
  const response = await app.request(`/api/v1/sessions?from=${encodeURIComponent(time)}`)
  expect(response.status).toBe(400)
  expect((await problemIn(response)).errors?.[0]?.field).toBe('from')
})

test('takes a time in any zone', async () => {
  const time = encodeURIComponent('2026-01-01T00:00:00+18:30')
  expect((await app.request(`/api/v1/sessions?from=${time}`)).status).toBe(200)
})

test('reads JSON bodies only', async () => {
  expect((await post('/sites', '{"name":')).status).toBe(400)
  expect((await post('/sites', '')).status).toBe(400)
  expect((await post('/sites', '{"__proto__":{"name":"x"}}')).status).toBe(400)
  expect((await post('/sites', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  expect((await post('/sites', JSON.stringify({ name: 'x'.repeat(300_000) }))).status).toBe(413)
})

test.each([
  ['/stations/NOBODY', 'stationNotFound'],
  ['/stations/NOBODY/timeline', 'stationNotFound'],
  ['/sites/01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01', 'siteNotFound'],
  ['/sessions/01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01', 'sessionNotFound'],
  ['/sessions/01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01/meter', 'sessionNotFound'],
  ['/tokens/01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01', 'tokenNotFound'],
  ['/commands/01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01', 'commandNotFound'],
  ['/nothing-here', 'notFound'],
])('%s is %s', async (path, code) => {
  const response = await app.request(`/api/v1${path}`)
  expect(response.status).toBe(404)
  expect((await problemIn(response)).code).toBe(code)
})

test('a refused write leaves nothing behind', async () => {
  const siteId = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01'
  expect((await post('/stations', JSON.stringify({ id: 'CS-9', siteId }))).status).toBe(404)
  expect((await app.request('/api/v1/stations/CS-9')).status).toBe(404)
})

test('a patch changes what it names and nothing else', async () => {
  const site = await app.call('createSite', { body: { name: 'Depot', city: 'Hamburg', timeZone: 'Europe/Berlin' } })
  const patched = await app.call('updateSite', { params: { id: site.id }, body: { city: 'Bremen' } })
  expect(patched).toEqual({ ...site, city: 'Bremen' })
})
