import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { openBrowser } from '../testing/browser.ts'
import { linkIn, newPerson, ownerBrowser, PASSWORD, personIdOf } from '../testing/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const refusedWith = (code: string) => ({ problem: { code } })

test('an invitation makes a person with the role it names, once', async () => {
  const made = await app.call('invitePerson', { body: { email: 'Tom@example.com', role: 'technician' } })
  expect(made).toMatchObject({ email: 'tom@example.com', role: 'technician', scope: 'everything' })
  const token = await linkIn(app, 'tom@example.com')
  const tom = openBrowser(app)
  expect(await tom.call('readInvitation', { body: { token } })).toMatchObject({ role: 'technician', hasAccount: false })
  const accept = () => tom.call('acceptInvitation', { body: { token, name: 'Tom', password: PASSWORD } })
  const answers = await Promise.allSettled(Array.from({ length: 10 }, accept))
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1)
  expect((await app.call('listMembers', {})).items).toMatchObject([{ name: 'Tom', role: 'technician', isSelf: false }])
  expect((await app.call('listInvitations', {})).items).toEqual([])
})

test('what a role has is allowed, what it has not is refused with the name of the permission', async () => {
  const reader = await newPerson(app, 'rosa@example.com', 'readOnly')
  expect((await reader.call('getMe', {})).permissions).not.toContain('sites.write')
  await expect(reader.call('createSite', { body: { name: 'Planted' } })).rejects.toMatchObject({
    problem: { code: 'notPermitted', detail: 'It needs the permission sites.write.' },
  })
  await expect(reader.call('listMembers', {})).rejects.toMatchObject(refusedWith('notPermitted'))
})

test('a command asks for the permission of its kind', async () => {
  await app.call('createStation', { body: { id: 'KIND-1' } })
  const support = await newPerson(app, 'sue@example.com', 'support')
  const send = (command: { kind: 'reset'; mode: 'onIdle' } | { kind: 'unlockConnector'; evseId: number }) =>
    support.call('sendCommand', { params: { stationId: 'KIND-1' }, body: { command, ifOffline: 'queue' } })
  await expect(send({ kind: 'reset', mode: 'onIdle' })).rejects.toMatchObject(refusedWith('notPermitted'))
  expect(await send({ kind: 'unlockConnector', evseId: 1 })).toMatchObject({ state: 'queued' })
})

test('nobody gives what they do not have, or touches who has more', async () => {
  const role = await app.call('createRole', {
    body: { name: 'Hiring', permissions: ['people.read', 'people.manage', 'network.read'] },
  })
  const hiring = await newPerson(app, 'hugo@example.com', role.id)
  await ownerBrowser(app)
  const ownerId = await personIdOf(app, 'owner@example.com')
  const invite = (wanted: string) => hiring.call('invitePerson', { body: { email: 'x@example.com', role: wanted } })
  await expect(invite('owner')).rejects.toMatchObject(refusedWith('notPermitted'))
  await expect(invite('operator')).rejects.toMatchObject(refusedWith('notPermitted'))
  expect(await invite(role.id)).toMatchObject({ role: role.id, roleName: 'Hiring' })
  const removal = hiring.call('removeMember', { params: { id: ownerId } })
  await expect(removal).rejects.toMatchObject(refusedWith('notPermitted'))
  const self = await personIdOf(app, 'hugo@example.com')
  const raise = hiring.call('updateMember', { params: { id: self }, body: { role: 'owner' } })
  await expect(raise).rejects.toMatchObject(refusedWith('notPermitted'))
})

test('the last owner can neither go nor become less; with a second one it can', async () => {
  const owner = await ownerBrowser(app)
  const id = await personIdOf(app, 'owner@example.com')
  const lower = () => owner.call('updateMember', { params: { id }, body: { role: 'readOnly' } })
  await expect(lower()).rejects.toMatchObject(refusedWith('lastOwner'))
  await expect(app.call('removeMember', { params: { id } })).rejects.toMatchObject(refusedWith('lastOwner'))
  const second = await newPerson(app, 'otto@example.com', 'owner')
  const secondId = await personIdOf(app, 'otto@example.com')
  const both = await Promise.allSettled([
    lower(),
    second.call('updateMember', { params: { id: secondId }, body: { role: 'readOnly' } }),
  ])
  expect(both.filter(({ status }) => status === 'fulfilled').length).toBe(1)
})

test('a change of role counts from the next request on, and who is removed is nobody', async () => {
  const uli = await newPerson(app, 'uli@example.com', 'readOnly')
  const id = await personIdOf(app, 'uli@example.com')
  await app.call('updateMember', { params: { id }, body: { role: 'operator' } })
  expect(await uli.call('createSite', { body: { name: "Uli's" } })).toMatchObject({ name: "Uli's" })
  await app.call('removeMember', { params: { id } })
  await expect(uli.call('getMe', {})).rejects.toMatchObject(refusedWith('signInRequired'))
  const again = openBrowser(app).call('signIn', { body: { email: 'uli@example.com', password: PASSWORD } })
  await expect(again).rejects.toMatchObject(refusedWith('noMembership'))
})

test('who has an account accepts with it, not with the link alone', async () => {
  const vera = await newPerson(app, 'vera@example.com', 'readOnly')
  await sql`delete from outbox_mails`.execute(app.database.kysely)
  const id = await personIdOf(app, 'vera@example.com')
  await app.call('removeMember', { params: { id } })
  await app.call('invitePerson', { body: { email: 'vera@example.com', role: 'support' } })
  const token = await linkIn(app, 'vera@example.com')
  const thief = openBrowser(app).call('acceptInvitation', { body: { token, name: 'V', password: PASSWORD } })
  await expect(thief).rejects.toMatchObject(refusedWith('accountExists'))
  expect(await vera.call('acceptInvitation', { body: { token } })).toMatchObject({ me: { role: 'support' } })
})

test('custom roles: names are unique, a change counts for all who have it, one in use stays', async () => {
  const body = {
    name: 'Night shift',
    permissions: ['network.read', 'stations.read'] as ('network.read' | 'stations.read' | 'sites.write')[],
  }
  const role = await app.call('createRole', { body })
  await expect(app.call('createRole', { body: { ...body, name: 'night SHIFT' } })).rejects.toMatchObject(
    refusedWith('roleExists'),
  )
  const nina = await newPerson(app, 'nina@example.com', role.id)
  await expect(nina.call('createSite', { body: { name: 'N' } })).rejects.toMatchObject(refusedWith('notPermitted'))
  await app.call('updateRole', {
    params: { id: role.id },
    body: { ...body, permissions: [...body.permissions, 'sites.write'] },
  })
  expect(await nina.call('createSite', { body: { name: 'N' } })).toMatchObject({ name: 'N' })
  await expect(app.call('deleteRole', { params: { id: role.id } })).rejects.toMatchObject(refusedWith('roleInUse'))
  const unused = await app.call('createRole', { body: { name: 'Unused', permissions: ['network.read'] } })
  await app.call('deleteRole', { params: { id: unused.id } })
  const roles = await app.call('listRoles', {})
  expect(roles.items.map(({ id }) => id).slice(0, 7)).toContain('siteHost')
  expect(roles.items.some(({ id }) => id === unused.id)).toBe(false)
})

test('an API key may do what it was given, until it expires', async () => {
  const { key } = await app.call('createApiKey', { body: { name: 'Reader', permissions: ['stations.read'] } })
  expect((await app.request('/api/v1/stations', { key })).status).toBe(200)
  expect((await app.request('/api/v1/tokens', { key })).status).toBe(403)
  const past = app.call('createApiKey', { body: { name: 'Past', expiresAt: '2020-01-01T00:00:00Z' } })
  await expect(past).rejects.toMatchObject(refusedWith('invalidInput'))
  const soon = await app.call('createApiKey', { body: { name: 'Soon', expiresAt: '2999-01-01T00:00:00Z' } })
  expect((await app.request('/api/v1/me', { key: soon.key })).status).toBe(200)
  await sql`update api_keys set expires_at = now() - interval '1 second' where key_id = ${soon.id}`.execute(
    app.database.kysely,
  )
  expect((await app.request('/api/v1/me', { key: soon.key })).status).toBe(401)
})

test('browsers are listed and signed out one by one, or all but this one', async () => {
  const here = await newPerson(app, 'sam@example.com', 'readOnly')
  const there = openBrowser(app)
  const elsewhere = openBrowser(app)
  for (const browser of [there, elsewhere]) {
    await browser.call('signIn', { body: { email: 'sam@example.com', password: PASSWORD } })
  }
  const { items } = await here.call('listMySessions', {})
  expect(items.length).toBe(3)
  expect(items.filter(({ isCurrent }) => isCurrent).length).toBe(1)
  const latest = (await there.call('listMySessions', {})).items.find(({ isCurrent }) => isCurrent)
  await here.call('endMySession', { params: { id: latest?.id ?? '' } })
  await expect(there.call('getMe', {})).rejects.toMatchObject(refusedWith('signInRequired'))
  await here.call('endMyOtherSessions', {})
  await expect(elsewhere.call('getMe', {})).rejects.toMatchObject(refusedWith('signInRequired'))
  expect((await here.call('getMe', {})).name).toBe('sam')
})
