import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsoleLanguage } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { openBrowser } from './testing/browser.ts'
import { linkIn, newPerson, PASSWORD } from './testing/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

/** Subjects of the mails to an address, newest first. */
async function subjectsTo(email: string): Promise<string[]> {
  const { items } = await app.call('listOutboxMails', {})
  return items.filter(({ to }) => to === email).map(({ subject }) => subject)
}

const choose = (defaultLanguage: ConsoleLanguage | null) =>
  app.call('updateOrganisation', { body: { defaultLanguage } })

/** Asks for something as a browser in this language does. */
const post = (path: string, body: object, language: string) =>
  app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify(body),
  })

test('somebody chooses a language and a clock, which every browser of theirs is told; null takes them back', async () => {
  const mia = await newPerson(app, 'mia@example.com', 'operator')
  expect(await mia.call('getMe', {})).toMatchObject({ language: null, timeZone: null })
  const chosen = { language: 'pl', timeZone: 'Europe/Warsaw' } as const
  expect(await mia.call('updateMe', { body: chosen })).toMatchObject({ name: 'mia', ...chosen })
  const elsewhere = openBrowser(app)
  const answer = await elsewhere.call('signIn', { body: { email: 'mia@example.com', password: PASSWORD } })
  expect(answer).toMatchObject({ me: chosen })
  expect(await mia.call('updateMe', { body: { timeZone: null } })).toMatchObject({ language: 'pl', timeZone: null })
  await expect(mia.call('updateMe', { body: { timeZone: 'Mars/Olympus' } })).rejects.toMatchObject({
    problem: { errors: [{ field: 'timeZone' }] },
  })
  const { items } = await app.call('listAudit', { query: { action: 'profile.changed' } })
  expect(items[1]?.changes).toContainEqual({ field: 'language', before: null, after: 'pl' })
})

test('an invitation is in the language of whom it is for, else of the organisation, else of who invites', async () => {
  const invite = (email: string) => post('/api/v1/invitations', { email, role: 'readOnly' }, 'fr')
  await invite('one@example.com')
  expect((await subjectsTo('one@example.com'))[0]).toMatch(/^Invitation à/)
  await choose('es')
  await invite('two@example.com')
  expect((await subjectsTo('two@example.com'))[0]).toMatch(/^Invitación/)
  const ben = await newPerson(app, 'ben@example.com', 'operator')
  await ben.call('updateMe', { body: { language: 'de' } })
  await app.call('removeMember', { params: { id: await memberId('ben@example.com') } })
  await invite('ben@example.com')
  expect((await subjectsTo('ben@example.com'))[0]).toMatch(/^Einladung/)
  await choose(null)
})

test('somebody new reads the language of the organisation, else that in which the invitation was accepted', async () => {
  await choose('it')
  expect(await (await newPerson(app, 'ada@example.com', 'operator')).call('getMe', {})).toMatchObject({
    language: 'it',
  })
  await choose(null)
  await app.call('invitePerson', { body: { email: 'nel@example.com', role: 'operator' } })
  const token = await linkIn(app, 'nel@example.com')
  const accepted = await post('/api/v1/invitation/accept', { token, name: 'Nel', password: PASSWORD }, 'nl-BE, en')
  expect(await accepted.json()).toMatchObject({ me: { language: 'nl' } })
})

test('a link for a new password is in the language of its person, whatever browser asks', async () => {
  const ola = await newPerson(app, 'ola@example.com', 'operator')
  await ola.call('updateMe', { body: { language: 'ar' } })
  await post('/api/v1/password-reset/request', { email: 'ola@example.com' }, 'de')
  await expect.poll(() => subjectsTo('ola@example.com')).toContain('كلمة مرور جديدة لحسابك في Stationmaster')
})

test('a test mail is in the language of who asks for it', async () => {
  const eva = await newPerson(app, 'eva@example.com', 'owner')
  await eva.call('updateMe', { body: { language: 'de' } })
  await eva.call('sendTestMail', {})
  expect((await subjectsTo('eva@example.com'))[0]).toMatch(/^Testmail von/)
})

async function memberId(email: string): Promise<string> {
  const { items } = await app.call('listMembers', {})
  return items.find((member) => member.email === email)?.id ?? ''
}
