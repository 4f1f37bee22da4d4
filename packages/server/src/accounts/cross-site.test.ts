import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../contract/index.ts'
import { operations } from '../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { codeOf } from './testing/authenticator-app.ts'
import { openBrowser, type TestBrowser } from './testing/browser.ts'
import { ownerBrowser, PASSWORD } from './testing/people.ts'

/** What a person's deeds would leave behind; other tables change by themselves. */
const TABLES = [
  ...[
    'sites',
    'stations',
    'id_tokens',
    'persons',
    'memberships',
    'invitations',
    'custom_roles',
    'api_keys',
    'webhooks',
  ],
  ...['audit_log', 'commands', 'command_runs', 'browser_sessions', 'tenants', 'exports', 'imports', 'saved_views'],
]
const WRITES = Object.entries<Operation>(operations).filter(([, { method }]) => method !== 'GET')

let app: TestApp
let owner: TestBrowser
beforeAll(async () => {
  app = await startTestApp()
  owner = await ownerBrowser(app)
})
afterAll(() => app[Symbol.asyncDispose]())

const cookie = () => [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** A request as another site makes the browser of somebody who is signed in send it. */
function forge({ method, path }: Operation, headers: Readonly<Record<string, string>>, body?: string) {
  const url = `/api/v1${path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')}`
  const sent = { cookie: cookie(), ...headers }
  return app.request(url, { key: '', method, headers: sent, ...(body === undefined ? {} : { body }) })
}

/** All that is kept of what people do, as one text. */
async function kept(): Promise<string> {
  const digests = TABLES.map(
    (table) =>
      sql`select ${table} as name, count(*), md5(string_agg(t::text, '' order by t::text)) from ${sql.table(table)} t`,
  )
  const { rows } = await sql`${sql.join(digests, sql` union all `)}`.execute(app.database.kysely)
  return JSON.stringify(rows)
}

describe('a browser that is signed in, made to write by another site', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['no origin that could be named', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling of this site', { 'sec-fetch-site': 'same-site' }],
  ])('by %s is refused by every operation, and nothing has changed', async (_, headers) => {
    const before = await kept()
    const letThrough: string[] = []
    for (const [id, operation] of WRITES) {
      for (const contentType of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const response = await forge(operation, { ...headers, 'content-type': contentType }, '{}')
        const isRefused = response.status === 403 && (await problemIn(response)).code === 'foreignOrigin'
        if (!isRefused) letThrough.push(`${id} ${contentType} ${response.status}`)
      }
    }
    expect(letThrough).toEqual([])
    expect(await kept()).toBe(before)
    expect((await owner.call('getMe', {})).email).toBe('owner@example.com')
  })

  test('by a form of an old browser, which names no origin, is refused: forms cannot send JSON', async () => {
    const before = await kept()
    const site = JSON.stringify({ name: 'Planted' })
    const forms: [string, string][] = [
      ['text/plain', site],
      ['text/plain; charset=application/json', site],
      ['application/x-www-form-urlencoded', 'name=Planted'],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nPlanted\r\n--x--'],
    ]
    for (const [contentType, body] of forms) {
      const response = await forge(operations.createSite, { 'content-type': contentType }, body)
      expect(response.status, contentType).toBe(415)
    }
    expect(await kept()).toBe(before)
  })

  test('a read tells another site nothing: no answer is shared with it', async () => {
    const response = await app.request('/api/v1/me', {
      key: '',
      headers: { cookie: cookie(), origin: 'https://elsewhere.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })
})

describe('a server that is reached over TLS', () => {
  let secure: TestApp
  const cookies: string[] = []
  beforeAll(async () => {
    secure = await startTestApp({ PUBLIC_URL: 'https://csms.example', TRUSTED_PROXIES: '127.0.0.1' })
  })
  afterAll(() => secure[Symbol.asyncDispose]())

  test('every cookie is bound to it, to TLS and to its own pages, and out of reach of scripts', async () => {
    const fetched = globalThis.fetch
    globalThis.fetch = async (...given) => {
      const response = await fetched(...given)
      cookies.push(...response.headers.getSetCookie())
      return response
    }
    try {
      const browser = await ownerBrowser(secure)
      const { uri } = await browser.call('startApp', { body: { password: PASSWORD } })
      await browser.call('confirmApp', { body: { code: codeOf(uri) } })
      await browser.call('signOut', {})
      const other = openBrowser(secure)
      await other.call('signIn', { body: { email: 'owner@example.com', password: PASSWORD } })
      await other.call('completeSignIn', { body: { code: codeOf(uri, 1) } })
      await other.call('startPasskeySignIn', {})
    } finally {
      globalThis.fetch = fetched
    }
    expect(new Set(cookies.map((one) => one.split('=')[0])).size).toBeGreaterThanOrEqual(3)
    for (const one of cookies) {
      expect(one).toMatch(/^__Host-stationmaster[\w.-]*=/)
      for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
        expect(one.split('; ')).toContain(attribute)
      expect(one).not.toMatch(/domain=/i)
    }
  })

  test('a page of its host that came without TLS may not write', async () => {
    const { host } = new URL(secure.url)
    const from = (origin: string) =>
      secure.request('/api/v1/sign-out', { key: '', method: 'POST', headers: { origin, 'x-forwarded-proto': 'https' } })
    expect((await from(`http://${host}`)).status).toBe(403)
    expect((await from(`https://${host}`)).status).not.toBe(403)
  })
})

test('no answer, of a page, of the API or of an error, lets a script run that is not a file of ours', async () => {
  const html = { accept: 'text/html' }
  const asked: [string, RequestInit][] = [
    ...['/', '/index.html', '/stations', '/no/such/page', '/sign-in', '/%zz', '/..%2f..%2fetc/passwd'].map(
      (path): [string, RequestInit] => [path, { headers: html }],
    ),
    ...[
      '/healthz',
      '/readyz',
      '/metrics',
      '/ocpp/CS-1',
      '/api',
      '/api/v1',
      '/api/v1/me',
      '/api/v1/live',
      '/absent.js',
    ].map((path): [string, RequestInit] => [path, {}]),
    ['/api/v1/sites', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
    ['/api/v1/sites', { method: 'POST', body: '<x>', headers: { 'content-type': 'application/xml' } }],
    [
      '/api/v1/sites',
      { method: 'POST', body: `"${'x'.repeat(300_000)}"`, headers: { 'content-type': 'application/json' } },
    ],
    ['/api/v1/sites', { method: 'OPTIONS' }],
    ['/', { method: 'DELETE' }],
    ['/api/v1/export/stations?format=csv', {}],
  ]
  for (const [path, init] of asked) {
    const abort = new AbortController()
    const response = await app.request(path, { ...init, signal: abort.signal })
    const policy = response.headers.get('content-security-policy') ?? 'none'
    const scripts = /(?:script-src|default-src) ([^;]*)/.exec(policy.replace(/^.*(?=script-src)/, ''))?.[1]
    expect(scripts, `${path}: ${policy}`).toMatch(/^'(?:self|none)'$/)
    expect(policy).not.toMatch(/unsafe|\*|http:|https:/)
    expect(response.headers.get('x-content-type-options'), path).toBe('nosniff')
    abort.abort()
  }
})
