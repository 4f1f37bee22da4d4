import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { FIRST_TENANT, issueOwnerLink } from './accounts/index.ts'
import { startTestApp } from './testing/test-app.ts'

test('a spare connection, on which nothing was asked, does not keep the server from stopping', async () => {
  const app = await startTestApp({ DRAIN_TIMEOUT_MS: '200' })
  const spare = connect(app.server.port, '127.0.0.1')
  await once(spare, 'connect')
  const closed = once(spare, 'close')
  await app[Symbol.asyncDispose]()
  await closed
})

test('behind TLS the cookie is bound to the host and the lock, and stations are given wss', async () => {
  const app = await startTestApp({ PUBLIC_URL: 'https://csms.example' })
  const token = await issueOwnerLink(app.server.parts, FIRST_TENANT)
  const owner = { name: 'Robin', email: 'robin@example.com', password: 'a long and private sentence', token }
  const answer = await app.request('/api/v1/owner', {
    method: 'POST',
    key: '',
    headers: { 'content-type': 'application/json', origin: 'https://csms.example' },
    body: JSON.stringify(owner),
  })
  expect(answer.status).toBe(201)
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-stationmaster=[\w-]{32}\.[\w%-]+;/)
  expect(cookie).toContain('Secure')
  expect(cookie).not.toContain('Domain')
  const station = await app.call('createStation', { body: { id: 'A|B' } })
  expect(station.connectUrl).toBe('wss://csms.example/ocpp/A%7CB')
  await app[Symbol.asyncDispose]()
})

test('the console gets its pages, never an error page of the API', async () => {
  const app = await startTestApp()
  const missing = await app.request('/api/v1/nothing', { headers: { accept: 'text/html' } })
  expect(missing.status).toBe(404)
  expect(missing.headers.get('content-type')).toContain('application/problem+json')
  expect(missing.headers.get('content-security-policy')).toContain("script-src 'self'")
  await app[Symbol.asyncDispose]()
})
