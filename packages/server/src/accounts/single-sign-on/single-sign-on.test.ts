import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CallInput, createClient } from '../../contract/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { insertApiKey } from '../api-keys.ts'
import { OWNER } from '../role-assignment.ts'
import { openBrowser } from '../testing/browser.ts'
import { CLIENT, type IdentityProvider, startIdentityProvider, vouchedAt } from '../testing/identity-provider.ts'
import { newPerson, PASSWORD, personIdOf } from '../testing/people.ts'

const OURS = 1
const THEIRS = 2
const THEIR_KEY = 'the-key-of-the-second-tenant'
const refusedWith = (code: string) => ({ problem: { code } })

let provider: IdentityProvider
let foreign: IdentityProvider
let app: TestApp
beforeAll(async () => {
  ;[provider, foreign] = [await startIdentityProvider(), await startIdentityProvider()]
  app = await startTestApp({ EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.0/8' })
  provider.sendsBackTo(`${app.url}/sign-in/sso/${OURS}`)
  foreign.sendsBackTo(`${app.url}/sign-in/sso/${THEIRS}`)
  await sql`insert into tenants (tenant_id, name, slug) values (${THEIRS}, 'Theirs', 'theirs')`.execute(
    app.database.kysely,
  )
  const { clock, ids } = app.server.parts
  await app.database.transaction(async (tx) => {
    const whole = { holds: OWNER, siteIds: null, createdBy: 'test', expiresAt: null, nowMs: clock.nowMs() }
    const tenantId = THEIRS as TenantId
    await insertApiKey(tx, { tenantId, keyId: ids.next(), name: 'Theirs', key: THEIR_KEY, ...whole })
  })
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
})

const settings = (): CallInput<'setSingleSignOn'>['body'] => ({
  ...{ name: 'Harbour login', issuer: provider.issuer, ...CLIENT, domains: ['harbour.example'] },
  ...{ role: 'readOnly', allowsPassword: true, sessionHours: 12 },
})
const asTheirs = () => createClient({ baseUrl: app.url, apiKey: THEIR_KEY })

beforeEach(async () => {
  provider.forge = undefined
  provider.persona = { sub: 'ada', email: 'ada@harbour.example', email_verified: true, name: 'Ada' }
  await app.call('setSingleSignOn', { body: settings() })
  const theirs = { ...settings(), issuer: foreign.issuer, name: 'Their login', domains: ['theirs.example'] }
  await asTheirs()('setSingleSignOn', { body: theirs })
})

/** Leaves for the provider and comes back; what the browser brings. */
async function vouched(tenant = OURS, browser = openBrowser(app)) {
  const { url } = await browser.call('startSingleSignOn', { body: { tenant, next: '/stations' } })
  return { browser, url: new URL(url), query: await vouchedAt(url) }
}

async function signedOn(tenant = OURS) {
  const { browser, query } = await vouched(tenant)
  return { browser, ...(await browser.call('completeSingleSignOn', { body: { tenant, query } })) }
}

test('somebody new comes in with the role of newcomers, bound to the tenant, and is known the next time', async () => {
  const { me, next, browser } = await signedOn()
  expect(next).toBe('/stations')
  expect(me).toMatchObject({ name: 'Ada', email: 'ada@harbour.example', role: 'readOnly', tenant: 'Default' })
  expect((await browser.call('getSecurity', {})).isSignedOn).toBe(true)
  // A token that is signed anew is as good, so that what is refused below is refused for what it says.
  provider.forge = (claims) => claims
  // The subject is known: the address may change at the provider.
  provider.persona = { sub: 'ada', email: 'lovelace@elsewhere.example', email_verified: false }
  expect((await signedOn()).me.email).toBe('ada@harbour.example')
})

test('the browser is sent with code, PKCE, state and nonce, and back to our own address only', async () => {
  const { url } = await vouched()
  const asked = Object.fromEntries(url.searchParams)
  expect(asked).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    client_id: CLIENT.clientId,
    redirect_uri: `${app.url}/sign-in/sso/${OURS}`,
  })
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43)
})

test('the secret is sealed and never read back; kept when it is not given, and only for the same client', async () => {
  const { clientSecret: _, ...rest } = settings()
  expect(JSON.stringify(await app.call('setSingleSignOn', { body: rest }))).not.toContain(CLIENT.clientSecret)
  const { rows } = await sql<{ all: string }>`
    select (select jsonb_agg(to_jsonb(s))::text from single_sign_ons s)
      || (select jsonb_agg(to_jsonb(a))::text from audit_log a) as all`.execute(app.database.kysely)
  expect(rows[0]?.all).not.toContain(CLIENT.clientSecret)
  expect(rows[0]?.all).not.toContain(Buffer.from(CLIENT.clientSecret).toString('hex'))
  expect((await signedOn()).me.email).toBe('ada@harbour.example')
  // Else whoever may test could have the secret sent to a provider of their own.
  for (const operation of ['testSingleSignOn', 'setSingleSignOn'] as const) {
    const body = { ...rest, issuer: foreign.issuer }
    const only = { issuer: body.issuer, clientId: body.clientId }
    const asked = operation === 'setSingleSignOn' ? app.call(operation, { body }) : app.call(operation, { body: only })
    await expect(asked).rejects.toMatchObject({ problem: { errors: [{ field: 'clientSecret' }] } })
  }
})

describe('refused is', () => {
  const complete = async () => {
    const { browser, query } = await vouched()
    return browser.call('completeSingleSignOn', { body: { tenant: OURS, query } })
  }
  const nowS = () => Math.floor(Date.now() / 1000)

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another nonce', (claims) => ({ ...claims, nonce: 'planted' })],
    ['no nonce', ({ nonce: _, ...claims }) => claims],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['a token for another client', (claims) => ({ ...claims, aud: 'somebody-else' })],
    ['a token for several, meant for another', (claims) => ({ ...claims, aud: ['stationmaster', 'b'], azp: 'b' })],
    ['an expired token', (claims) => ({ ...claims, iat: nowS() - 7200, exp: nowS() - 3600 })],
  ])('%s', async (_, forge) => {
    provider.forge = forge
    await expect(complete()).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
  })

  test.each<[string, IdentityProvider['persona']]>([
    ['an address that is not verified', { sub: 'eve-1', email: 'eve@harbour.example', email_verified: false }],
    ['an address of which nothing is said', { sub: 'eve-2', email: 'eve@harbour.example' }],
    ['an address of another domain', { sub: 'eve-3', email: 'eve@theirs.example', email_verified: true }],
    ['a domain that ends like ours', { sub: 'eve-4', email: 'eve@notharbour.example', email_verified: true }],
    ['an address with two signs', { sub: 'eve-5', email: 'eve@evil.example@harbour.example', email_verified: true }],
    ['no address', { sub: 'eve-6' }],
  ])('%s', async (_, persona) => {
    provider.persona = persona
    await expect(complete()).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
    expect(await personIdOf(app, 'eve@harbour.example')).toBe('')
  })

  test('whoever is not invited, where newcomers are not let in; an invitation lets them in with its role', async () => {
    await app.call('setSingleSignOn', { body: { ...settings(), role: null } })
    provider.persona = { sub: 'ida', email: 'ida@harbour.example', email_verified: true }
    await expect(complete()).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
    await app.call('invitePerson', { body: { email: 'ida@harbour.example', role: 'support' } })
    expect((await complete()).me.role).toBe('support')
  })

  test('what came back once already, and what another browser brings back', async () => {
    const { browser, query } = await vouched()
    const thief = openBrowser(app)
    const body = { tenant: OURS, query }
    await expect(thief.call('completeSingleSignOn', { body })).rejects.toMatchObject(refusedWith('signInExpired'))
    await thief.call('startSingleSignOn', { body: { tenant: OURS } })
    await expect(thief.call('completeSingleSignOn', { body })).rejects.toMatchObject(refusedWith('signInExpired'))
    await browser.call('completeSingleSignOn', { body })
    await expect(browser.call('completeSingleSignOn', { body })).rejects.toMatchObject(refusedWith('signInExpired'))
  })

  test("one provider's answer at another tenant's address, and under another issuer's name", async () => {
    const { browser, query } = await vouched()
    await expect(browser.call('completeSingleSignOn', { body: { tenant: THEIRS, query } })).rejects.toMatchObject(
      refusedWith('signInExpired'),
    )
    const mixed = new URLSearchParams(query)
    mixed.set('iss', foreign.issuer)
    await expect(
      browser.call('completeSingleSignOn', { body: { tenant: OURS, query: `?${mixed}` } }),
    ).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
  })

  test('what has taken longer than ten minutes', async () => {
    const { browser, query } = await vouched()
    await sql`update single_sign_on_tries set expires_at = now() - interval '1 second'`.execute(app.database.kysely)
    await expect(browser.call('completeSingleSignOn', { body: { tenant: OURS, query } })).rejects.toMatchObject(
      refusedWith('signInExpired'),
    )
  })

  test('a refusal of the provider, in its words', async () => {
    const { browser, query } = await vouched()
    const state = new URLSearchParams(query).get('state') ?? ''
    const denied = `?${new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer })}`
    await expect(browser.call('completeSingleSignOn', { body: { tenant: OURS, query: denied } })).rejects.toMatchObject(
      { problem: { code: 'singleSignOnRefused', detail: expect.stringContaining('access_denied') } },
    )
  })
})

describe("another tenant's provider", () => {
  test('that claims an address of ours gets no account of ours, even when it claims the domain', async () => {
    await newPerson(app, 'olga@harbour.example', 'owner')
    foreign.persona = { sub: 'olga', email: 'olga@harbour.example', email_verified: true, name: 'Impostor' }
    await expect(signedOn(THEIRS)).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
    const claiming = { ...settings(), issuer: foreign.issuer, domains: ['harbour.example'] }
    await asTheirs()('setSingleSignOn', { body: claiming })
    await expect(signedOn(THEIRS)).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
    const { items } = await app.call('listMembers', {})
    expect(items.find(({ email }) => email === 'olga@harbour.example')?.name).toBe('olga')
    expect((await asTheirs()('listMembers', {})).items).toEqual([])
  })

  test('lets its people into its tenant alone, and gives no keys to their account', async () => {
    await newPerson(app, 'nora@theirs.example', 'operator')
    const nora = await personIdOf(app, 'nora@theirs.example')
    await sql`insert into memberships (tenant_id, person_id, role, created_at)
      values (${THEIRS}, ${nora}, 'readOnly', now())`.execute(app.database.kysely)
    foreign.persona = { sub: 'nora', email: 'nora@theirs.example', email_verified: true }
    const { me, browser } = await signedOn(THEIRS)
    expect(me).toMatchObject({ tenant: 'Theirs', role: 'readOnly', tenants: [{ id: THEIRS }] })
    await expect(browser.call('switchTenant', { body: { tenant: OURS } })).rejects.toMatchObject(
      refusedWith('tenantNotFound'),
    )
    expect((await browser.call('listMySessions', {})).items).toHaveLength(1)
    const taken = [
      () => browser.call('startPasskey', {}),
      () => browser.call('updateMe', { body: { name: 'Taken' } }),
      () => browser.call('startApp', { body: { password: PASSWORD } }),
      () => browser.call('changePassword', { body: { current: PASSWORD, password: 'another long sentence' } }),
    ]
    for (const take of taken) await expect(take()).rejects.toMatchObject(refusedWith('signedOnElsewhere'))
  })
})

describe('a session by single sign-on', () => {
  const getMe = (browser: ReturnType<typeof openBrowser>) => browser.call('getMe', {})

  test('ends after its age, however much it is used, and when the tenant removes its provider', async () => {
    const { browser } = await signedOn()
    await sql`update browser_sessions set created_at = now() - interval '11 hours 59 minutes'`.execute(
      app.database.kysely,
    )
    expect((await getMe(browser)).email).toBe('ada@harbour.example')
    await sql`update browser_sessions set created_at = now() - interval '12 hours 1 minute'`.execute(
      app.database.kysely,
    )
    await expect(getMe(browser)).rejects.toMatchObject(refusedWith('signInRequired'))
    const again = await signedOn()
    await app.call('removeSingleSignOn', {})
    await expect(getMe(again.browser)).rejects.toMatchObject(refusedWith('signInRequired'))
  })

  test('is the only one where passwords are not allowed, but for owners', async () => {
    const pat = await newPerson(app, 'pat@harbour.example', 'operator')
    const otto = await newPerson(app, 'otto@harbour.example', 'owner')
    await app.call('setSingleSignOn', { body: { ...settings(), allowsPassword: false } })
    await expect(getMe(pat)).rejects.toMatchObject(refusedWith('signInRequired'))
    const credentials = { email: 'pat@harbour.example', password: PASSWORD }
    await expect(openBrowser(app).call('signIn', { body: credentials })).rejects.toMatchObject(
      refusedWith('singleSignOnRequired'),
    )
    expect((await getMe(otto)).role).toBe('owner')
    provider.persona = { sub: 'pat', email: 'pat@harbour.example', email_verified: true }
    expect((await signedOn()).me).toMatchObject({ name: 'pat', role: 'operator' })
  })

  test('is not had by somebody who was removed here, though newcomers are let in', async () => {
    await signedOn()
    await app.call('removeMember', { params: { id: await personIdOf(app, 'ada@harbour.example') } })
    await expect(signedOn()).rejects.toMatchObject(refusedWith('singleSignOnRefused'))
  })
})

describe('the test of a provider', () => {
  const findingOf = async (change: Partial<CallInput<'testSingleSignOn'>['body']>) => {
    const { issuer, clientId, clientSecret } = { ...settings(), ...change }
    return (await app.call('testSingleSignOn', { body: { issuer, clientId, clientSecret } })).finding
  }

  test('says what is wrong', async () => {
    expect(await findingOf({})).toBe('works')
    expect(await findingOf({ clientId: 'unknown' })).toBe('wrongClient')
    expect(await findingOf({ clientSecret: 'wrong' })).toBe('wrongClient')
    expect(await findingOf({ issuer: `${provider.issuer}/below` })).toBe('noProvider')
    const inside = findingOf({ issuer: 'https://10.0.0.1' })
    await expect(inside).rejects.toMatchObject({ problem: { errors: [{ field: 'issuer' }] } })
    expect(await findingOf({ issuer: 'https://metadata.invalid' })).toBe('unreachable')
  })

  test('a visitor finds it by the domain or the tenant, and by nothing else', async () => {
    const visitor = openBrowser(app)
    const find = async (body: { email: string } | { tenant: string }) =>
      (await visitor.call('findSingleSignOn', { body })).items
    const found = [{ tenant: OURS, name: 'Harbour login', tenantName: 'Default' }]
    expect(await find({ email: 'Anybody@Harbour.example' })).toEqual(found)
    expect(await find({ tenant: '1' })).toEqual(found)
    expect(await find({ tenant: 'default' })).toEqual(found)
    expect(await find({ email: 'anybody@example.com' })).toEqual([])
    expect(await find({ tenant: 'none' })).toEqual([])
  })

  test('somebody who may do less than an owner cannot choose the provider', async () => {
    const role = await app.call('createRole', { body: { name: 'Setter', permissions: ['settings.manage'] } })
    const { key } = await app.call('createApiKey', { body: { name: 'Setter', role: role.id } })
    const setter = createClient({ baseUrl: app.url, apiKey: key })
    await expect(setter('setSingleSignOn', { body: settings() })).rejects.toMatchObject(refusedWith('notPermitted'))
    await expect(setter('removeSingleSignOn', {})).rejects.toMatchObject(refusedWith('notPermitted'))
  })
})
