import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, PASSWORD, personIdOf } from '../../packages/server/src/accounts/testing/people.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled, turnTo } from './page.ts'
import { charge, connectStation, ID_TAG } from './station.ts'

const STATION = 'RIGHTS-1'
const TABS = [
  ...['overview', 'sessions', 'commands', 'configuration', 'monitoring', 'charging', 'access', 'certificates'],
  ...['firmware', 'display', 'commissioning', 'timeline', 'status', 'settings'],
]
/** Somebody who looks through everything. */
const EVERYTHING_MS = 300_000

describe.skipIf(!hasBrowser)('what a role allows', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
    await fill(rig)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  /** A page of a new person with a role, and the calls that were refused to it. */
  async function openAs(role: string, email: string, path: string) {
    const { cookies } = await newPerson(rig.app, email, role)
    const page = await rig.newPage({ locale: 'en-GB' }, cookies)
    const refused: string[] = []
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(`${page.url()} ${response.request().method()} ${response.url()}`)
    })
    await page.goto(`${rig.app.url}${path}`)
    await settled(page)
    return { page, refused }
  }

  test.each(['readOnly', 'siteHost', 'technician'])(
    'lets every screen that is offered be read: %s',
    { timeout: EVERYTHING_MS },
    async (role) => {
      const { page, refused } = await openAs(role, `${role.toLowerCase()}@example.com`, '/')
      const links = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link')
      const screens = await Promise.all((await links.all()).map((link) => link.getAttribute('href')))
      expect(screens.length).toBeGreaterThan(8)
      const tabs = TABS.map((tab) => `/stations/${STATION}?tab=${tab}`)
      for (const screen of [...screens, ...tabs]) {
        await turnTo(page, screen ?? '/')
      }
      expect(refused).toEqual([])
    },
  )

  test('differs between roles: a host starts, a technician resets, a reader does neither', async () => {
    const offered = async (role: string) => {
      const { page } = await openAs(role, `offer-${role.toLowerCase()}@example.com`, `/stations/${STATION}`)
      const has = async (name: string) => (await page.getByRole('button', { name, exact: true }).count()) > 0
      return { starts: await has('Start'), resets: await has('Reset') }
    }
    expect(await offered('siteHost')).toEqual({ starts: true, resets: false })
    expect(await offered('technician')).toEqual({ starts: true, resets: true })
    expect(await offered('readOnly')).toEqual({ starts: false, resets: false })
  })

  test('a change of role reaches the open screen, which says so', async () => {
    const { page } = await openAs('operator', 'olaf@example.com', '/sites')
    await page.getByRole('button', { name: 'Add a site' }).waitFor()
    const id = await personIdOf(rig.app, 'olaf@example.com')
    await rig.app.call('updateMember', { params: { id }, body: { role: 'readOnly' } })
    await page.getByText('Your rights have changed').waitFor({ timeout: 5_000 })
    await page.getByText('as Read only now').waitFor()
    await page.getByRole('button', { name: 'Add a site' }).waitFor({ state: 'detached' })
  })

  test('a session that ends asks to sign in over the page, and keeps what was typed', async () => {
    const { page } = await openAs('operator', 'olga@example.com', '/sites')
    await page.getByRole('button', { name: 'Add a site' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('Half a site')
    const id = await personIdOf(rig.app, 'olga@example.com')
    await rig.app.call('endMemberSessions', { params: { id } })
    await page.getByText('Your session has ended').waitFor({ timeout: 5_000 })
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Your session has ended').waitFor({ state: 'detached' })
    expect(await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Half a site')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { items } = await rig.app.call('listSites', { query: { search: 'Half a site' } })
    expect(items).toHaveLength(1)
  })
})

/** Something on every screen. */
async function fill({ app }: ConsoleRig): Promise<void> {
  const site = await app.call('createSite', { body: { name: 'Harbour' } })
  await app.call('createToken', { body: { value: ID_TAG } })
  const station = await connectStation(app, STATION, site.id)
  await charge(station, 1, ID_TAG)
}
