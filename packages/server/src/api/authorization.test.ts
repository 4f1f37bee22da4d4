import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Operation, operations, pathOf } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => app[Symbol.asyncDispose]())

const UUID = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01'
const all = Object.entries<Operation>(operations)
const guarded = all.filter(([, operation]) => operation.permission !== 'public')
const params = { id: UUID, slug: 'nobody', stationId: 'CS-1' }

test.each(guarded)('%s without credentials is refused before anything is read', async (_, operation) => {
  const response = await app.request(pathOf(operation, { params }), { method: operation.method, key: '' })
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ code: 'signInRequired', status: 401 })
})

test.each(guarded)('%s with a key nobody has is refused', async (name, operation) => {
  // Each from an address of its own: one that went on guessing would be told to wait.
  const address = `192.0.2.${guarded.findIndex(([id]) => id === name) % 256}`
  const response = await app.request(pathOf(operation, { params }), {
    method: operation.method,
    key: 'sm_nobody',
    headers: { 'x-forwarded-for': address },
  })
  expect(response.status).toBe(401)
})

test('the live stream and the metrics need sign-in too', async () => {
  expect((await app.request('/api/v1/live', { key: '' })).status).toBe(401)
  expect((await app.request('/metrics', { key: '' })).status).toBe(401)
  expect((await app.request('/metrics')).status).toBe(200)
})

test('only the operations of the table are public', () => {
  const open = all.filter(([, operation]) => operation.permission === 'public').map(([id]) => id)
  expect(open).toEqual([
    'getWelcome',
    'setUpOwner',
    'signIn',
    'completeSignIn',
    'startPasskeySignIn',
    'signInWithPasskey',
    'requestPasswordReset',
    'resetPassword',
    'readInvitation',
    'acceptInvitation',
    'findSingleSignOn',
    'startSingleSignOn',
    'completeSingleSignOn',
  ])
})

test('answers are not for caches', async () => {
  expect((await app.request('/api/v1/me')).headers.get('cache-control')).toBe('no-store')
})
