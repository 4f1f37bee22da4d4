import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPerson, personIdOf } from '../accounts/testing/people.ts'
import type { NotificationSettings } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const PATIENCE = { timeout: 30_000, interval: 50 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const MAILED: NotificationSettings = {
  ...DEFAULT_SETTINGS,
  rules: { ...DEFAULT_SETTINGS.rules, bookingRequested: { email: 'info', push: 'never', webhook: 'never' } },
}

async function mailsTo(to: string): Promise<readonly string[]> {
  const { items } = await app.call('listOutboxMails', {})
  return items.filter((mail) => mail.to === to && !mail.subject.startsWith('Invitation')).map(({ subject }) => subject)
}

test('who decides upon bookings of the site hears of a request, if they choose; who took it down does not', async () => {
  const { id: siteId } = await app.call('createSite', { body: { name: 'Mole End', timeZone: 'Europe/Berlin' } })
  const [hanna, karl, rita, tom] = [
    await newPerson(app, 'hanna@example.com', 'operator'),
    await newPerson(app, 'karl@example.com', 'siteHost'),
    await newPerson(app, 'rita@example.com', 'readOnly'),
    await newPerson(app, 'tom@example.com', 'support'),
  ]
  for (const person of [hanna, karl, rita]) await person.call('setMyNotifications', { body: MAILED })
  // Hosts who have other sites only.
  const elsewhere = (await app.call('createSite', { body: { name: 'Elsewhere' } })).id
  const params = { id: await personIdOf(app, 'karl@example.com') }
  await app.call('updateMember', { params, body: { scope: { siteIds: [elsewhere] } } })
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const body = { siteId, contact: 'Ada Example', from: at(5), until: at(6) }
  await tom.call('createBooking', { body })
  await expect.poll(() => mailsTo('hanna@example.com'), PATIENCE).toEqual(['Mole End: somebody asks for a booking'])
  // Who has chosen nothing is told nothing.
  const { rows } = await sql<{ email: string }>`
    select p.email from notice_tellings t join notices n using (notice_id) join persons p on p.id = t.person_id
    where n.kind = 'bookingRequested'`.execute(app.database.kysely)
  expect(rows).toEqual([{ email: 'hanna@example.com' }])
  await hanna.call('createBooking', { body })
  const notices = sql<{ data: object }>`select data from notices where kind = 'bookingRequested'`
  await expect.poll(async () => (await notices.execute(app.database.kysely)).rows.length, PATIENCE).toBe(2)
  // Who asks stands in the booking alone, where it is erased.
  expect(JSON.stringify((await notices.execute(app.database.kysely)).rows)).not.toContain('Ada')
  expect(await mailsTo('hanna@example.com')).toHaveLength(1)
  // A host who sees one site alone asks, and is heard by those who see everything.
  await karl.call('createBooking', { body: { ...body, siteId: elsewhere } })
  await expect.poll(() => mailsTo('hanna@example.com'), PATIENCE).toContain('Elsewhere: somebody asks for a booking')
  expect(await mailsTo('karl@example.com')).toEqual([])
})
