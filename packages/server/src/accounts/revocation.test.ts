import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import type { TestBrowser } from './testing/browser.ts'
import { newPerson, personIdOf } from './testing/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

/** Longer than the promise; a stream that nobody ends would never end. */
const PATIENCE_MS = 15_000

/** Opens the live stream; `ended` resolves with the time it took from `since` until the server ended it. */
async function openStream(send: () => Promise<Response>) {
  const response = await send()
  expect(response.status).toBe(200)
  const reader = response.body?.getReader()
  await reader?.read()
  const ended = (async () => {
    while (reader !== undefined && !(await reader.read()).done);
  })()
  return { ended }
}

const liveOf = (browser: TestBrowser) => openStream(() => browser.fetch(`${app.url}/api/v1/live`))

test.each([
  ['a smaller role', 403, (id: string) => app.call('updateMember', { params: { id }, body: { role: 'siteHost' } })],
  ['removal from the tenant', 401, (id: string) => app.call('removeMember', { params: { id } })],
  ['being signed out', 401, (id: string) => app.call('endMemberSessions', { params: { id } })],
])(
  '%s counts from the next request on',
  async (name, status, revoke) => {
    const email = `${name.replaceAll(' ', '-')}@example.com`
    const person = await newPerson(app, email, 'operator')
    await person.call('listTokens', {})
    const { ended } = await liveOf(person)
    await revoke(await personIdOf(app, email))
    await expect(person.call('listTokens', {})).rejects.toMatchObject({ problem: { status } })
    // A site host sees the same news as an operator: that stream may stay.
    if (status === 401) await expect(ended).resolves.toBeUndefined()
  },
  PATIENCE_MS,
)

test(
  'a custom role that changes ends the streams of those who have it',
  async () => {
    const role = await app.call('createRole', {
      body: { name: 'Watcher', permissions: ['network.read', 'stations.read'] },
    })
    const person = await newPerson(app, 'watcher@example.com', role.id)
    const { ended } = await liveOf(person)
    const body = { name: 'Watcher', permissions: ['network.read' as const] }
    await app.call('updateRole', { params: { id: role.id }, body })
    await expect(ended).resolves.toBeUndefined()
  },
  PATIENCE_MS,
)

test(
  'a revoked key ends its streams',
  async () => {
    const key = await app.call('createApiKey', { body: { name: 'Streaming' } })
    const { ended } = await openStream(() => app.request('/api/v1/live', { key: key.key }))
    await app.call('deleteApiKey', { params: { id: key.id } })
    await expect(ended).resolves.toBeUndefined()
  },
  PATIENCE_MS,
)
