import { sql } from 'kysely'
import type { TestApp } from '../../testing/test-app.ts'
import { FIRST_TENANT } from '../actor.ts'
import { issueOwnerLink } from '../owner-link.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

export const PASSWORD = 'a long and private sentence'

/** A browser in which the owner is signed in. */
export async function ownerBrowser(app: TestApp, email = 'owner@example.com'): Promise<TestBrowser> {
  const browser = openBrowser(app)
  const token = await issueOwnerLink(app.server.parts, FIRST_TENANT)
  await browser.call('setUpOwner', { body: { token, name: 'Olivia', email, password: PASSWORD } })
  return browser
}

/** The secret of the newest link that was mailed to an address, as owners read it in the outbox. */
export async function linkIn(app: TestApp, to: string): Promise<string> {
  for (;;) {
    const { items } = await app.call('listOutboxMails', {})
    const mail = items.find((item) => item.to.toLowerCase() === to.toLowerCase())
    if (mail !== undefined) {
      const { text } = await app.call('getOutboxMail', { params: { id: mail.id } })
      const token = /#token=([\w-]+)/.exec(text ?? '')?.[1]
      if (token !== undefined) return token
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Invites somebody new, who accepts: a browser in which this person is signed in. */
export async function newPerson(app: TestApp, email: string, role: string): Promise<TestBrowser> {
  await app.call('invitePerson', { body: { email, role } })
  const browser = openBrowser(app)
  const token = await linkIn(app, email)
  await browser.call('acceptInvitation', { body: { token, name: email.split('@')[0] ?? email, password: PASSWORD } })
  return browser
}

export async function personIdOf(app: TestApp, email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from persons where email = ${email}`.execute(app.database.kysely)
  return rows[0]?.id ?? ''
}
