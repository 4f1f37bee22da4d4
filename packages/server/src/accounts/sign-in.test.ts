import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { FIRST_TENANT } from './actor.ts'
import { issueOwnerLink } from './owner-link.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const OWNER = { name: 'Robin', email: 'Robin@example.com', password: 'a long and private sentence' }
const CREDENTIALS = { email: OWNER.email, password: OWNER.password }

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`/api/v1${path}`, {
    method: 'POST',
    key: '',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** `name=value` of the cookie that an answer sets. */
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const me = (cookie: string) => app.request('/api/v1/me', { key: '', headers: { cookie } })
const newLink = () => issueOwnerLink(app.server.parts, FIRST_TENANT)

test('of fifty who redeem one link at once, one becomes the owner', async () => {
  const token = await newLink()
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => post('/owner', { ...OWNER, token, email: `racer${n}@example.com` })),
  )
  expect(answers.filter((answer) => answer.status === 201).length).toBe(1)
  expect(answers.filter((answer) => answer.status === 403).length).toBe(49)
  const { rows } = await sql`select from persons`.execute(app.database.kysely)
  expect(rows.length).toBe(1)
})

test('the link signs in, works once, and a new one makes the old one useless', async () => {
  const old = await newLink()
  const token = await newLink()
  expect((await post('/owner', { ...OWNER, token: old })).status).toBe(403)
  const answer = await post('/owner', { ...OWNER, token })
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({
    step: 'done',
    me: { name: 'Robin', email: 'robin@example.com', role: 'owner', scope: 'everything', via: 'browser' },
  })
  expect((await me(cookieOf(answer))).status).toBe(200)
  expect((await post('/owner', { ...OWNER, token })).status).toBe(403)
})

test('a new link gives a new password and ends the sessions of the old one', async () => {
  const before = cookieOf(await post('/sign-in', CREDENTIALS))
  expect((await me(before)).status).toBe(200)
  const answer = await post('/owner', { ...OWNER, password: 'another long sentence', token: await newLink() })
  expect(answer.status).toBe(201)
  expect((await me(before)).status).toBe(401)
  expect((await post('/sign-in', CREDENTIALS)).status).toBe(401)
  expect((await post('/owner', { ...OWNER, token: await newLink() })).status).toBe(201)
})

test('the cookie is out of reach of scripts and other sites', async () => {
  const answer = await post('/sign-in', CREDENTIALS)
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^stationmaster=\w{32}\.[^;]{40,};/)
  for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute)
  const { rows } = await sql<{ row: string }>`select b::text as row from browser_sessions b`.execute(
    app.database.kysely,
  )
  expect(rows.some(({ row }) => row.includes(cookieOf(answer).slice('stationmaster='.length)))).toBe(false)
})

test('signing in takes a new token and ends the one that was there', async () => {
  const first = cookieOf(await post('/sign-in', CREDENTIALS))
  const second = cookieOf(await post('/sign-in', CREDENTIALS, { cookie: first }))
  expect(second).not.toBe(first)
  expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 200])
})

test('signing out ends the session on the server', async () => {
  const cookie = cookieOf(await post('/sign-in', CREDENTIALS))
  expect((await post('/sign-out', undefined, { cookie })).status).toBe(204)
  expect((await me(cookie)).status).toBe(401)
})

test('an unknown address and a wrong password get the same answer', async () => {
  const answers = [
    await post('/sign-in', { ...CREDENTIALS, password: 'wrong' }),
    await post('/sign-in', { ...CREDENTIALS, email: 'nobody@example.com' }),
  ]
  const [known, unknown] = await Promise.all(answers.map(problemIn))
  expect(answers.map((answer) => answer.status)).toEqual([401, 401])
  expect({ ...known, instance: '' }).toEqual({ ...unknown, instance: '' })
})

test.each([
  ['another origin', { origin: 'https://elsewhere.example' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sandboxed page', { origin: 'null' }],
])('a write from %s is refused, cookie or not', async (_, headers) => {
  const cookie = cookieOf(await post('/sign-in', CREDENTIALS))
  const refused = await post('/sites', { name: 'Planted' }, { cookie, ...headers })
  expect(refused.status).toBe(403)
  expect((await problemIn(refused)).code).toBe('foreignOrigin')
  expect((await post('/sign-in', CREDENTIALS, headers)).status).toBe(403)
})

test('a write from our own page goes through', async () => {
  const cookie = cookieOf(await post('/sign-in', CREDENTIALS))
  const headers = { cookie, origin: app.url, 'sec-fetch-site': 'same-origin' }
  expect((await post('/sites', { name: 'Depot' }, headers)).status).toBe(201)
})

test('API keys work until they are revoked and are shown once', async () => {
  const made = await app.call('createApiKey', { body: { name: 'Billing' } })
  const use = () => app.request('/api/v1/me', { key: made.key })
  expect(await (await use()).json()).toMatchObject({ name: 'Billing', via: 'apiKey' })
  const { items } = await app.call('listApiKeys', {})
  expect(items.map((item) => item.name)).toEqual(['Billing', 'Bootstrap'])
  expect(JSON.stringify(items)).not.toContain(made.key)
  await app.call('deleteApiKey', { params: { id: made.id } })
  expect((await use()).status).toBe(401)
})

test('guessing API keys is cut off; a key that has worked from here goes on working', async () => {
  const key = (await app.call('createApiKey', { body: { name: 'Guessed at' } })).key
  const first = Array.from({ length: 30 }, () => app.request('/api/v1/me', { key }))
  expect((await Promise.all(first)).every(({ status }) => status === 200)).toBe(true)
  const statuses: number[] = []
  for (let n = 0; n < 30; n++) statuses.push((await app.request('/api/v1/me', { key: `sm_guess-${n}` })).status)
  expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true)
  expect(statuses.slice(20).every((status) => status === 429)).toBe(true)
  const refused = await app.request('/api/v1/me', { key: 'sm_guess-30' })
  expect((await problemIn(refused)).code).toBe('tooManyRequests')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await app.request('/api/v1/me', { key })).status).toBe(200)
})

test('guessing is cut off, for this address', async () => {
  const guesses = Array.from({ length: 40 }, (_, n) => post('/sign-in', { ...CREDENTIALS, password: `guess ${n}` }))
  const statuses = (await Promise.all(guesses)).map((answer) => answer.status)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20)
  const refused = await post('/sign-in', CREDENTIALS)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('what people do is written down, without secrets', async () => {
  const { rows } = await sql<{ action: string; row: string }>`
    select action, a::text as row from audit_log a`.execute(app.database.kysely)
  const actions = new Set(rows.map(({ action }) => action))
  expect([...actions]).toEqual(
    expect.arrayContaining(['owner.setUp', 'signIn', 'apiKey.created', 'apiKey.deleted', 'site.created']),
  )
  expect(rows.some(({ row }) => row.includes(OWNER.password))).toBe(false)
})
