import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startTestApp } from './testing/test-app.ts'

test('a spare connection, on which nothing was asked, does not keep the server from stopping', async () => {
  const app = await startTestApp({ DRAIN_TIMEOUT_MS: '200' })
  const spare = connect(app.server.port, '127.0.0.1')
  await once(spare, 'connect')
  const closed = once(spare, 'close')
  await app[Symbol.asyncDispose]()
  await closed
})

test('the console gets its pages, never an error page of the API', async () => {
  const app = await startTestApp()
  const missing = await app.request('/api/v1/nothing', { headers: { accept: 'text/html' } })
  expect(missing.status).toBe(404)
  expect(missing.headers.get('content-type')).toContain('application/problem+json')
  expect(missing.headers.get('content-security-policy')).toContain("script-src 'self'")
  await app[Symbol.asyncDispose]()
})
