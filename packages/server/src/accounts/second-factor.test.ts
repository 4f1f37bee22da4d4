import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { codeOf } from './testing/authenticator-app.ts'
import { openBrowser, type TestBrowser } from './testing/browser.ts'
import { linkIn, newPerson, ownerBrowser, PASSWORD, personIdOf } from './testing/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const EMAIL = 'tess@example.com'
const CREDENTIALS = { email: EMAIL, password: PASSWORD }
const refusedWith = (code: string) => ({ problem: { code } })

async function setUpApp(browser: TestBrowser) {
  const { uri, backupCodes } = await browser.call('startApp', { body: { password: PASSWORD } })
  await browser.call('confirmApp', { body: { code: codeOf(uri) } })
  return { uri, backupCodes }
}

test('with an app the password alone opens nothing; a code does, a backup code does once', async () => {
  const tess = await newPerson(app, EMAIL, 'readOnly')
  await expect(tess.call('startApp', { body: { password: 'wrong' } })).rejects.toMatchObject(
    refusedWith('passwordRefused'),
  )
  const { uri, backupCodes } = await setUpApp(tess)
  expect(await tess.call('getSecurity', {})).toMatchObject({ hasPassword: true, hasApp: true, backupCodesLeft: 10 })

  const other = openBrowser(app)
  expect(await other.call('signIn', { body: CREDENTIALS })).toEqual({ step: 'secondFactor' })
  await expect(other.call('getMe', {})).rejects.toMatchObject(refusedWith('signInRequired'))
  await expect(other.call('completeSignIn', { body: { code: '000000' } })).rejects.toMatchObject(
    refusedWith('codeRefused'),
  )
  const next = codeOf(uri, 1)
  expect(await other.call('completeSignIn', { body: { code: next } })).toMatchObject({ step: 'done' })
  expect((await other.call('getMe', {})).email).toBe(EMAIL)

  // Whoever has looked over a shoulder comes too late.
  const watcher = openBrowser(app)
  await watcher.call('signIn', { body: CREDENTIALS })
  await expect(watcher.call('completeSignIn', { body: { code: next } })).rejects.toMatchObject(
    refusedWith('codeRefused'),
  )

  const [code = ''] = backupCodes
  const third = openBrowser(app)
  await third.call('signIn', { body: CREDENTIALS })
  expect(await third.call('completeSignIn', { body: { code, kind: 'backup' } })).toMatchObject({ step: 'done' })
  expect((await third.call('getSecurity', {})).backupCodesLeft).toBe(9)
  const fourth = openBrowser(app)
  await fourth.call('signIn', { body: CREDENTIALS })
  const again = fourth.call('completeSignIn', { body: { code, kind: 'backup' } })
  await expect(again).rejects.toMatchObject(refusedWith('codeRefused'))
})

test('five wrong codes end a sign-in, and codes without a password before them are refused', async () => {
  const guesser = openBrowser(app)
  await expect(guesser.call('completeSignIn', { body: { code: '123456' } })).rejects.toMatchObject(
    refusedWith('signInExpired'),
  )
  await guesser.call('signIn', { body: CREDENTIALS })
  const codes: string[] = []
  for (let n = 0; n < 6; n += 1) {
    await guesser
      .call('completeSignIn', { body: { code: `00000${n}` } })
      .catch((error) => codes.push(error.problem.code))
  }
  expect(codes.slice(0, 5)).toEqual(Array(5).fill('codeRefused'))
  expect(codes[5]).toBe('signInExpired')
})

test('of many who come with one code at once, one is let in; setting an app up uses its code too', async () => {
  const toni = await newPerson(app, 'toni@example.com', 'readOnly')
  const { uri } = await setUpApp(toni)
  const credentials = { email: 'toni@example.com', password: PASSWORD }
  const browsers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const browser = openBrowser(app)
      await browser.call('signIn', { body: credentials })
      return browser
    }),
  )
  const tryAll = (code: string) =>
    Promise.allSettled(browsers.map((browser) => browser.call('completeSignIn', { body: { code } })))
  const { rows } =
    await sql`select from used_codes where person_id = (select id from persons where email = ${credentials.email})`.execute(
      app.database.kysely,
    )
  expect(rows).toHaveLength(1)
  const answers = await tryAll(codeOf(uri, 1))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a code for one person does not work in the browser of another', async () => {
  const owner = await ownerBrowser(app)
  await owner.call('signIn', { body: CREDENTIALS })
  await expect(owner.call('completeSignIn', { body: { code: '000000' } })).rejects.toMatchObject(
    refusedWith('codeRefused'),
  )
})

test('a new password by mail ends every session and passkey, works once, and does not get round the second factor', async () => {
  const before = await newPerson(app, 'rita@example.com', 'readOnly')
  await setUpApp(before)
  const personId = await personIdOf(app, 'rita@example.com')
  // Somebody came first to an account that was invited, and kept a way in.
  await addPasskey(personId)
  const bystander = await personIdOf(app, 'owner@example.com')
  await addPasskey(bystander)
  const visitor = openBrowser(app)
  await sql`delete from outbox_mails`.execute(app.database.kysely)
  await visitor.call('requestPasswordReset', { body: { email: 'rita@example.com' } })
  const token = await linkIn(app, 'rita@example.com')
  const password = 'another long sentence'
  await visitor.call('resetPassword', { body: { token, password } })
  await expect(before.call('getMe', {})).rejects.toMatchObject(refusedWith('signInRequired'))
  const { rows } = await sql`select person_id from passkeys`.execute(app.database.kysely)
  expect(rows).toEqual([{ person_id: bystander }])
  const [told] = (await app.call('listAudit', { query: { action: 'password.reset' } })).items
  expect(told).toMatchObject({ subject: { id: 'rita@example.com' }, detail: { passkeys: 1 } })
  await expect(visitor.call('resetPassword', { body: { token, password } })).rejects.toMatchObject(
    refusedWith('linkNotValid'),
  )
  const signIn = (secret: string) => visitor.call('signIn', { body: { email: 'rita@example.com', password: secret } })
  await expect(signIn(PASSWORD)).rejects.toMatchObject(refusedWith('signInRefused'))
  expect(await signIn(password)).toEqual({ step: 'secondFactor' })
})

test('asking for a new password answers the same for a stranger, who gets no mail', async () => {
  const ask = (email: string) =>
    app.request('/api/v1/password-reset/request', {
      method: 'POST',
      key: '',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    })
  const [known, unknown] = [await ask('tess@example.com'), await ask('nobody@example.com')]
  expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()])
  await linkIn(app, 'tess@example.com')
  const { items } = await app.call('listOutboxMails', {})
  expect(items.some(({ to }) => to === 'nobody@example.com')).toBe(false)
})

test('neither secrets of apps, nor backup codes, nor links are in the database as they are', async () => {
  const tina = await newPerson(app, 'tina@example.com', 'readOnly')
  const { uri, backupCodes } = await setUpApp(tina)
  const invitation = await app.call('invitePerson', { body: { email: 'uma@example.com', role: 'readOnly' } })
  const link = await linkIn(app, 'uma@example.com')
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const tables = ['two_factors', 'verifications', 'invitations', 'outbox_mails', 'audit_log', 'browser_sessions']
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(
      app.database.kysely,
    )
    expect(rows.length).toBeGreaterThan(0)
    const text = rows.map(({ row }) => row).join('\n')
    for (const hidden of [secret, backupCodes[0] ?? '', link]) expect(text).not.toContain(hidden)
  }
  await app.call('withdrawInvitation', { params: { id: invitation.id } })
  await expect(openBrowser(app).call('readInvitation', { body: { token: link } })).rejects.toMatchObject(
    refusedWith('linkNotValid'),
  )
})

async function addPasskey(personId: string): Promise<void> {
  const id = app.server.parts.ids.next()
  await sql`
    insert into passkeys (id, person_id, public_key, credential_id, counter, device_type, backed_up)
    values (${id}, ${personId}, 'key', ${id}::text, 0, 'singleDevice', false)`.execute(app.database.kysely)
}
