import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from '../accounts/testing/browser.ts'
import { linkIn, newPerson, PASSWORD } from '../accounts/testing/people.ts'
import type { NoticeKind, NotificationSettings, Threshold } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'
import { DEFAULT_SETTINGS, settingsOf } from './settings.ts'
import { startPushService } from './testing/push-service.ts'

const PATIENCE = { timeout: 30_000, interval: 50 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1', EGRESS_TIMEOUT_MS: '60000' })
})
afterAll(() => app[Symbol.asyncDispose]())

const off = { email: 'never', push: 'never', webhook: 'never' } as const

/** Settings that tell of one kind by mail and push, and of nothing else. */
function only(kind: NoticeKind, threshold: Threshold = 'info'): NotificationSettings {
  const rules = Object.fromEntries(Object.keys(DEFAULT_SETTINGS.rules).map((name) => [name, off]))
  const rule = { ...off, email: threshold, push: threshold }
  return { ...DEFAULT_SETTINGS, rules: { ...DEFAULT_SETTINGS.rules, ...rules, [kind]: rule } }
}

async function connect(id: string) {
  const { password } = await app.call('createStation', { body: { id } })
  const station = await connectTestStation({ url: app.stationUrl, identity: id, password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  return { station, password: password ?? '' }
}

/** Subjects of the mails to somebody, oldest first. */
async function mailsTo(to: string): Promise<string[]> {
  const { items } = await app.call('listOutboxMails', {})
  return items
    .filter((mail) => mail.to === to && !mail.subject.startsWith('Invitation'))
    .map(({ subject }) => subject)
    .toReversed()
}

/** What is planned is due now: nobody waits for minutes in a test. */
const hurry = () => sql`update notice_tellings set due_at = now() - interval '1 second'`.execute(app.database.kysely)

async function states(subject: string): Promise<readonly string[]> {
  const { rows } = await sql<{ state: string }>`
    select t.state from notice_tellings t join notices n using (notice_id) join stations s on s.station_id = n.station_id
    where s.identity = ${subject} and n.kind = 'stationOffline' and t.channel = 'email'`.execute(app.database.kysely)
  return rows.map(({ state }) => state)
}

/** An address of somebody's own, that answers or does not. */
async function startAddress(answer: (response: ServerResponse) => void) {
  let seen = 0
  const server = createServer((_request, response) => {
    seen += 1
    answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen: () => seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const choose = (browser: TestBrowser, body: NotificationSettings) => browser.call('setMyNotifications', { body })

test('a stored time zone that is not taken any more undoes no other choice', () => {
  const chosen = only('stationOffline')
  expect(settingsOf({ ...chosen, timeZone: 'AET' })).toEqual({ ...chosen, timeZone: 'UTC' })
})

test('an outage is told once when it lasts, and its end once', async () => {
  const mia = await newPerson(app, 'mia@example.com', 'operator')
  await choose(mia, only('stationOffline'))
  const { station, password } = await connect('NOTE-1')
  station.close()
  await expect.poll(() => states('NOTE-1'), PATIENCE).toEqual(['waiting'])
  expect(await mailsTo('mia@example.com')).toEqual([])
  await hurry()
  await expect.poll(() => mailsTo('mia@example.com'), PATIENCE).toEqual(['NOTE-1 is offline'])
  expect(await states('NOTE-1')).toEqual(['told'])
  const back = await connectTestStation({ url: app.stationUrl, identity: 'NOTE-1', password })
  await expect.poll(() => states('NOTE-1'), PATIENCE).toEqual(['recovered'])
  // It goes again before its return was told: nobody hears of either.
  back.close()
  await expect.poll(() => states('NOTE-1'), PATIENCE).toEqual(['told'])
  const again = await connectTestStation({ url: app.stationUrl, identity: 'NOTE-1', password })
  await expect.poll(() => states('NOTE-1'), PATIENCE).toEqual(['recovered'])
  await hurry()
  const subjects = ['NOTE-1 is offline', 'NOTE-1 is online again']
  await expect.poll(() => mailsTo('mia@example.com'), PATIENCE).toEqual(subjects)
  expect(await states('NOTE-1')).toEqual(['done'])
  again.close()
})

test('what is over before it was due is not told', async () => {
  const ben = await newPerson(app, 'ben@example.com', 'operator')
  await choose(ben, only('stationOffline'))
  const { station, password } = await connect('NOTE-2')
  station.close()
  await expect.poll(async () => (await states('NOTE-2')).includes('waiting'), PATIENCE).toBe(true)
  const back = await connectTestStation({ url: app.stationUrl, identity: 'NOTE-2', password })
  await expect.poll(async () => (await states('NOTE-2')).every((state) => state === 'done'), PATIENCE).toBe(true)
  expect(await mailsTo('ben@example.com')).toEqual([])
  back.close()
})

test('a browser gets what only it can read, signed with the key of this installation', async () => {
  await using service = await startPushService()
  const ida = await newPerson(app, 'ida@example.com', 'technician')
  await choose(ida, {
    ...only('stationFaulted'),
    rules: { ...only('stationFaulted').rules, stationFaulted: { ...off, push: 'critical' } },
  })
  const mine = await ida.call('addPushDevice', { body: { name: 'Phone', subscription: service.subscription } })
  expect(mine.devices).toMatchObject([{ name: 'Phone', lastSentAt: null, lastError: null }])
  const { station } = await connect('NOTE-3')
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'GroundFailure', status: 'Faulted' })
  const planned = async () => {
    const { rows } = await sql`select from notice_tellings t join notices n using (notice_id)
      where n.kind = 'stationFaulted' and t.channel = 'push'`.execute(app.database.kysely)
    return rows.length
  }
  await expect.poll(planned, PATIENCE).toBe(1)
  await hurry()
  await expect.poll(() => service.received.length, PATIENCE).toBe(1)
  expect(service.received[0]?.message).toMatchObject({
    title: 'NOTE-3 reports a fault',
    body: 'Connector 1/1: GroundFailure',
    url: '/stations/NOTE-3',
  })
  expect(service.received[0]?.authorization).toContain(`k=${mine.pushKey}`)
  expect(service.received[0]?.body.toString('latin1')).not.toContain('NOTE-3')
  // A browser that has taken its subscription back is forgotten.
  service.answers.push(410)
  await ida.call('testMyNotifications', {})
  expect((await ida.call('getMyNotifications', {})).devices).toEqual([])
  station.close()
})

test('everybody is told in their own language, by their own clock', async () => {
  const ute = await newPerson(app, 'ute@example.com', 'operator')
  await ute.call('updateMe', { body: { language: 'de' } })
  await choose(ute, { ...only('stationOffline'), timeZone: 'Asia/Kathmandu' })
  const { station } = await connect('NOTE-6')
  station.close()
  await expect.poll(() => states('NOTE-6'), PATIENCE).toContain('waiting')
  await hurry()
  // Others may have gone offline too, and are in the same mail.
  await expect.poll(() => textsTo('ute@example.com'), PATIENCE).toContain('NOTE-6 ist offline')
  expect(await textsTo('ute@example.com')).toMatch(/Guten Tag ute,[\s\S]*GMT\+5:45 · Warnung/)
})

/** What was mailed to somebody, besides invitations. */
async function textsTo(to: string): Promise<string> {
  const { items } = await app.call('listOutboxMails', {})
  const mails = items.filter((mail) => mail.to === to && !mail.subject.startsWith('Invitation'))
  const read = mails.map(async ({ id }) => (await app.call('getOutboxMail', { params: { id } })).text)
  return (await Promise.all(read)).join('\n')
}

test('nobody hears of what they may not see', async () => {
  const site = await app.call('createSite', { body: { name: 'Far away', timeZone: 'UTC' } })
  await app.call('invitePerson', {
    body: { email: 'hal@example.com', role: 'siteHost', scope: { siteIds: [site.id] } },
  })
  const hal = await acceptAs('hal@example.com')
  await choose(hal, only('stationOffline'))
  const { station } = await connect('NOTE-4')
  station.close()
  const noticed = async () => {
    const { rows } = await sql`
      select from notices n join stations s on s.station_id = n.station_id where s.identity = 'NOTE-4'`.execute(
      app.database.kysely,
    )
    return rows.length
  }
  await expect.poll(noticed, PATIENCE).toBe(1)
  const { rows } = await sql`
    select from notice_tellings t join persons p on p.id = t.person_id where p.email = 'hal@example.com'`.execute(
    app.database.kysely,
  )
  expect(rows).toEqual([])
})

async function acceptAs(email: string): Promise<TestBrowser> {
  const browser = openBrowser(app)
  await browser.call('acceptInvitation', { body: { token: await linkIn(app, email), name: 'Hal', password: PASSWORD } })
  return browser
}

test('a slow address of one person holds up nobody else', async () => {
  await using silent = await startAddress(() => undefined)
  await using quick = await startAddress((response) => response.end())
  const toAddress = (webhookUrl: string) => {
    const { rules, ...rest } = only('stationOffline')
    return { ...rest, rules: { ...rules, stationOffline: { ...off, webhook: 'info' as const } }, webhookUrl }
  }
  const goOffline = async (id: string, people: number) => {
    const { station } = await connect(id)
    station.close()
    const planned = async () => {
      const { rows } =
        await sql`select from notice_tellings t join notices n using (notice_id) join stations s using (station_id)
        where s.identity = ${id} and t.channel = 'webhook'`.execute(app.database.kysely)
      return rows.length
    }
    await expect.poll(planned, PATIENCE).toBe(people)
    await hurry()
  }
  await choose(await newPerson(app, 'sam@example.com', 'operator'), toAddress(silent.url))
  await goOffline('NOTE-8', 1)
  await expect.poll(silent.seen, PATIENCE).toBe(1)
  await choose(await newPerson(app, 'pia@example.com', 'operator'), toAddress(quick.url))
  await goOffline('NOTE-9', 2)
  await expect.poll(quick.seen, PATIENCE).toBe(1)
  // What is new waits for the answer to what is under way.
  expect(silent.seen()).toBe(1)
})

test('what could not be told is told again after half a minute', async () => {
  await using broken = await startAddress((response) => response.writeHead(500).end())
  const { rules, ...rest } = only('stationOffline')
  const toAddress = { ...rules, stationOffline: { ...off, webhook: 'info' as const } }
  await choose(await newPerson(app, 'lea@example.com', 'operator'), {
    ...rest,
    rules: toAddress,
    webhookUrl: broken.url,
  })
  const { station } = await connect('NOTE-10')
  station.close()
  const told = async () => {
    const { rows } = await sql<{ error: string | null; isSoon: boolean; attempts: number }>`
      select t.last_error as error, t.due_at <= now() + interval '30 seconds' as "isSoon", t.attempts
      from notice_tellings t join persons p on p.id = t.person_id where p.email = 'lea@example.com'`.execute(
      app.database.kysely,
    )
    return rows
  }
  await expect.poll(async () => (await told()).length, PATIENCE).toBe(1)
  await hurry()
  await expect.poll(async () => (await told())[0]?.error ?? null, PATIENCE).not.toBe(null)
  expect(await told()).toMatchObject([{ isSoon: true, attempts: 1 }])
})

test('refuses internal addresses and unknown time zones; an API key has no notifications', async () => {
  const eva = await newPerson(app, 'eva@example.com', 'operator')
  const settings = { ...DEFAULT_SETTINGS, webhookUrl: 'https://10.0.0.1/' }
  await expect(choose(eva, settings)).rejects.toMatchObject({
    problem: { errors: [{ field: 'webhookUrl', rule: 'must not lead into an internal network' }] },
  })
  await expect(choose(eva, { ...DEFAULT_SETTINGS, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
    problem: { errors: [{ field: 'timeZone', rule: 'must be a time zone such as Europe/Berlin' }] },
  })
  await expect(app.call('getMyNotifications', {})).rejects.toMatchObject({ problem: { code: 'notPermitted' } })
})
