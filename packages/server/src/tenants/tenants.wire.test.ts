import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from '../accounts/testing/browser.ts'
import { newPerson, PASSWORD } from '../accounts/testing/people.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'
import { makeTenant, type SecondTenant, twoTenants } from './testing/second-tenant.ts'

let app: TestApp
let platform: TestBrowser
let second: SecondTenant
beforeAll(async () => {
  app = await startTestApp()
  ;({ platform, second } = await twoTenants(app, 'north-volt'))
})
afterAll(() => app[Symbol.asyncDispose]())

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'no refusal',
    (error: { problem?: { code?: string } }) => error.problem?.code,
  )

async function auditOf(slug: string): Promise<{ action: string; actor: string; reason: string | null }[]> {
  const { rows } = await sql<{ action: string; actor: string; reason: string | null }>`
    select a.action, a.actor, a.reason from audit_log a join tenants t using (tenant_id)
    where t.slug = ${slug} and a.action like 'tenant.%' order by a.audit_id`.execute(app.database.kysely)
  return rows
}

describe('a tenant', () => {
  test('is made with an address of its own, and its first owner invites others', async () => {
    const me = await second.owner.call('getMe', {})
    expect(me).toMatchObject({ tenant: 'Tenant north-volt', role: 'owner', isPlatformOwner: false, visit: null })
    const { connectUrl } = await second.call('createStation', { body: { id: 'CS-1' } })
    expect(connectUrl).toBe(`${app.stationUrl}/north-volt/CS-1`)
    expect(await app.call('createStation', { body: { id: 'CS-1' } })).toMatchObject({
      connectUrl: `${app.stationUrl}/CS-1`,
    })
    expect(await second.call('getStation', { params: { stationId: 'CS-1' } })).toMatchObject({ connectUrl })
  })

  test('is listed with its size, and not made twice', async () => {
    const { items } = await platform.call('listTenants', {})
    expect(items).toMatchObject([
      { slug: 'default', isFirst: true },
      { slug: 'north-volt', people: 1, stations: 1, suspendedAt: null },
    ])
    const body = { name: 'Another', slug: 'north-volt', ownerEmail: 'x@y.example' }
    expect(await code(platform.call('createTenant', { body }))).toBe('tenantExists')
  })

  test('is renamed and keeps its address', async () => {
    const renamed = await platform.call('renameTenant', { params: { slug: 'north-volt' }, body: { name: 'Nordvolt' } })
    expect(renamed).toMatchObject({ slug: 'north-volt', name: 'Nordvolt' })
    expect(await second.owner.call('getMe', {})).toMatchObject({ tenant: 'Nordvolt' })
  })

  test('gets a second invitation only while nobody owns it', async () => {
    const ownerEmail = 'late@south.example'
    await platform.call('createTenant', { body: { name: 'South', slug: 'south', ownerEmail: 'first@south.example' } })
    const again = await platform.call('inviteTenantOwner', { params: { slug: 'south' }, body: { ownerEmail } })
    const body = { token: again.invitationLink.split('#token=')[1] ?? '', name: 'Late', password: PASSWORD }
    await openBrowser(app).call('acceptInvitation', { body })
    const third = platform.call('inviteTenantOwner', { params: { slug: 'south' }, body: { ownerEmail } })
    expect(await code(third)).toBe('tenantHasOwner')
  })
})

describe('the platform', () => {
  test('is run by the first owner alone: no role and no key has it', async () => {
    const other = await newPerson(app, 'other-owner@example.com', 'owner')
    for (const call of [other.call, second.owner.call, second.call, app.call]) {
      expect(await code(call('listTenants', {}))).toBe('notPermitted')
    }
    expect(await platform.call('getMe', {})).toMatchObject({ isPlatformOwner: true })
  })

  test('keeps links for a new password of its owner out of the outbox that other owners read', async () => {
    await openBrowser(app).call('requestPasswordReset', { body: { email: 'owner@example.com' } })
    await expect
      .poll(async () => {
        const { rows } = await sql<{ tenant_id: number | null }>`
          select tenant_id from outbox_mails where to_address = 'owner@example.com'`.execute(app.database.kysely)
        return rows
      })
      .toEqual([{ tenant_id: null }])
  })
})

describe('a suspended tenant', () => {
  test('lets in neither people nor keys nor stations, until the suspension is lifted', async () => {
    const third = await makeTenant(app, platform, 'third')
    const { password } = await third.call('createStation', { body: { id: 'CS-1' } })
    const at = { url: `${app.stationUrl}/third`, identity: 'CS-1', password: password ?? '' }
    const station = await connectTestStation(at)
    const params = { slug: 'third' }
    await platform.call('suspendTenant', { params, body: { reason: 'It has not paid.' } })
    expect(await station.closed).toBe(1008)
    await expect(connectTestStation(at)).rejects.toThrow('403')
    expect(await code(third.call('getMe', {}))).toBe('tenantSuspended')
    expect(await code(third.owner.call('getMe', {}))).toBe('signInRequired')
    const signIn = openBrowser(app).call('signIn', { body: { email: 'owner@third.example', password: PASSWORD } })
    expect(await code(signIn)).toBe('tenantSuspended')
    await platform.call('resumeTenant', { params, body: { reason: 'It has.' } })
    expect(await third.call('getMe', {})).toMatchObject({ tenant: 'Tenant third' })
    expect(await third.owner.call('getMe', {})).toMatchObject({ tenant: 'Tenant third' })
    const back = await connectTestStation(at)
    back.close()
    expect((await auditOf('third')).map(({ action, reason }) => [action, reason])).toEqual([
      ['tenant.created', null],
      ['tenant.suspended', 'It has not paid.'],
      ['tenant.resumed', 'It has.'],
    ])
  })

  test('is never the first', async () => {
    const first = platform.call('suspendTenant', { params: { slug: 'default' }, body: { reason: 'No.' } })
    expect(await code(first)).toBe('firstTenantStays')
  })
})

describe('a visit', () => {
  const params = { slug: 'north-volt' }
  const body = { reason: 'Their stations do not connect.' }

  test('shows the tenant visited, is named in both audit logs, and is left again', async () => {
    const me = await platform.call('visitTenant', { params, body })
    expect(me).toMatchObject({ tenant: 'Nordvolt', isPlatformOwner: false, visit: { ...body, home: 'Default' } })
    expect(await platform.call('listStations', {})).toMatchObject({ items: [{ id: 'CS-1' }] })
    await platform.call('updateStation', { params: { stationId: 'CS-1' }, body: { name: 'Looked at' } })
    expect(await code(platform.call('listTenants', {}))).toBe('notPermitted')
    expect(await platform.call('leaveTenant', {})).toMatchObject({ tenant: 'Default', visit: null })
    expect(await code(platform.call('leaveTenant', {}))).toBe('notVisiting')
    for (const slug of ['north-volt', 'default']) {
      expect(await auditOf(slug)).toEqual(
        expect.arrayContaining([
          { action: 'tenant.visited', actor: 'Olivia (platform)', reason: body.reason },
          { action: 'tenant.left', actor: 'Olivia (platform)', reason: body.reason },
        ]),
      )
    }
    const { rows } = await sql<{ actor: string }>`
      select actor from audit_log where action = 'station.changed'`.execute(app.database.kysely)
    expect(rows).toEqual([{ actor: 'Olivia (platform)' }])
  })

  test('gives nothing that would outlast it', async () => {
    await platform.call('visitTenant', { params, body })
    const lasting = [
      platform.call('createApiKey', { body: { name: 'Later' } }),
      platform.call('invitePerson', { body: { email: 'me@example.com', role: 'owner' } }),
      platform.call('createRole', { body: { name: 'Mine', permissions: ['network.read'] } }),
      platform.call('listOutboxMails', {}),
    ]
    expect(await Promise.all(lasting.map(code))).toEqual(lasting.map(() => 'notPermitted'))
    await platform.call('leaveTenant', {})
  })

  test('ends by itself after an hour, and both audit logs say so', async () => {
    await platform.call('visitTenant', { params, body })
    await sql`update tenant_visits set ends_at = now() where ended_at is null`.execute(app.database.kysely)
    expect(await platform.call('getMe', {})).toMatchObject({ tenant: 'Default', visit: null, isPlatformOwner: true })
    for (const slug of ['north-volt', 'default']) {
      await expect
        .poll(async () => (await auditOf(slug)).map(({ action }) => action), { timeout: 30_000 })
        .toContain('tenant.visitRanOut')
    }
  })

  test("needs no reason to be made up for a tenant of one's own, and another session does not share it", async () => {
    expect(await code(platform.call('visitTenant', { params: { slug: 'default' }, body }))).toBe('visitNotNeeded')
    expect(await code(platform.call('visitTenant', { params: { slug: 'nobody' }, body }))).toBe('tenantNotFound')
    await platform.call('visitTenant', { params, body })
    const elsewhere = openBrowser(app)
    await elsewhere.call('signIn', { body: { email: 'owner@example.com', password: PASSWORD } })
    expect(await elsewhere.call('getMe', {})).toMatchObject({ tenant: 'Default', visit: null })
    await platform.call('leaveTenant', {})
  })
})
