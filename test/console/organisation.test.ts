import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, PASSWORD } from '../../packages/server/src/accounts/testing/people.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, OWNER, startConsoleRig, watch } from './browser.ts'
import { complaintOf } from './page.ts'

/** The smallest PNG: one clear pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const PATIENCE = { timeout: 30_000 }

describe.skipIf(!hasBrowser)('the organisation', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const save = (page: Page) => page.getByRole('button', { name: 'Save' })
  const choosePicture = (page: Page, name: string, buffer: Buffer) =>
    page.locator('form input[type="file"]').setInputFiles({ name, mimeType: 'image/png', buffer })
  /** The colour of a button as the browser draws it. */
  const colourOf = (page: Page, name: string) =>
    page.evaluate<string>(`getComputedStyle(
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(name)})
    ).backgroundColor`)

  test('name, logo and colour are looked at as they are typed, and shown in the header and at the door', async () => {
    const { page, complaints } = await rig.open('/settings')
    await page.getByRole('link', { name: 'Organisation', exact: true }).click()
    await page.getByText('Nothing has been changed').waitFor()
    expect(await save(page).isDisabled()).toBe(true)
    const accent = page.getByRole('textbox', { name: 'Accent colour' })
    await accent.fill('#ffe')
    expect(await complaintOf(accent)).toContain('Write it as #1d5fd1')
    await accent.fill('#ffee00')
    expect(await complaintOf(accent)).toContain('Too light')
    expect(await save(page).isDisabled()).toBe(true)
    await accent.fill('#7A3FC4')
    await page.getByText('Contrast with white: 6.3 to 1').waitFor()
    await page.getByRole('textbox', { name: 'Name' }).fill('Harbour Power')
    await choosePicture(page, 'logo.svg', Buffer.from('<svg onload="alert(1)"/>'))
    await page.getByRole('alert').filter({ hasText: 'That is not a PNG' }).waitFor()
    await choosePicture(page, 'logo.png', PIXEL)
    await page.getByRole('img', { name: 'The logo as it is shown' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await save(page).click()
    await page.getByText('Saved. It holds from now on.').waitFor()
    await page.getByRole('link', { name: 'Harbour Power' }).locator('img').waitFor()
    expect(await rig.app.call('getOrganisation', {})).toMatchObject({ ownName: 'Harbour Power', accent: '#7a3fc4' })
    expect(complaints).toEqual([])

    const { page: door } = watch(await rig.newPage({ locale: 'en-GB' }))
    await door.goto(`${rig.app.url}/sign-in`)
    await door.getByText('Harbour Power').waitFor()
    await expect.poll(() => colourOf(door, 'Sign in'), PATIENCE).toBe('rgb(122, 63, 196)')
    expect(await violationsOf(door)).toEqual([])
  })

  test('what the server refuses is said at its field, and nothing that was typed is lost', async () => {
    const { page } = await rig.open('/settings/organisation')
    const price = page.getByRole('textbox', { name: 'What a kWh brings in' })
    await price.fill('much')
    expect(await complaintOf(price)).toContain('An amount such as 0.45')
    await price.fill('0,52')
    expect(await complaintOf(price)).toBe('')
    await page.getByRole('checkbox', { name: 'Polski' }).uncheck()
    // Meanwhile somebody else makes Polish the language of new people.
    await rig.app.call('updateOrganisation', { body: { defaultLanguage: 'pl' } })
    await save(page).click()
    const language = page.getByRole('combobox', { name: 'Language of new people' })
    await expect.poll(() => complaintOf(language), PATIENCE).toContain('Please check this value')
    expect(await price.inputValue()).toBe('0,52')
    expect(await page.getByRole('checkbox', { name: 'Polski' }).isChecked()).toBe(false)
    await rig.app.call('updateOrganisation', { body: { defaultLanguage: null } })
    await save(page).click()
    await page.getByText('Saved. It holds from now on.').waitFor()
    expect(await rig.app.call('getOrganisation', {})).toMatchObject({ assumedPricePerKwh: '0.52' })
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('button', { name: 'Italiano' }).waitFor()
    expect(await page.getByRole('button', { name: 'Polski' }).count()).toBe(0)
    await rig.app.call('updateOrganisation', { body: { languages: ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'ar'] } })
  })

  test('times go by the clock of the organisation, and by that of the person where one is chosen', async () => {
    await rig.app.call('createApiKey', { body: { name: 'Clockwork' } })
    const { items } = await rig.app.call('listApiKeys', {})
    const createdAt = items.find(({ name }) => name === 'Clockwork')?.createdAt ?? ''
    const timeIn = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(createdAt))
    const { page } = await rig.open('/settings/keys')
    const key = page.getByRole('listitem').filter({ hasText: 'Clockwork' })
    await key.getByText(timeIn('Europe/Berlin')).waitFor()
    await rig.app.call('updateOrganisation', { body: { timeZone: 'Asia/Kathmandu' } })
    await page.reload()
    await key.getByText(timeIn('Asia/Kathmandu')).waitFor()
    await page.getByRole('link', { name: 'My account' }).click()
    const zone = page.getByRole('combobox', { name: 'Time zone' })
    expect(await zone.locator('option').first().innerText()).toBe('As the organisation says: Asia/Kathmandu')
    await zone.selectOption('America/New_York')
    await expect.poll(newestProfile, PATIENCE).toMatchObject([{ field: 'timeZone', after: 'America/New_York' }])
    await page.getByRole('link', { name: 'API keys' }).click()
    await key.getByText(timeIn('America/New_York')).waitFor()
    await page.getByRole('link', { name: 'My account' }).click()
    await zone.selectOption('')
    await expect.poll(newestProfile, PATIENCE).toMatchObject([{ field: 'timeZone', after: null }])
    await rig.app.call('updateOrganisation', { body: { timeZone: null } })
  })

  /** What somebody has last changed of themselves. */
  async function newestProfile() {
    return (await rig.app.call('listAudit', { query: { action: 'profile.changed' } })).items[0]?.changes
  }

  test('a language is chosen once, and follows its person into another browser; mails are in it', async () => {
    await newPerson(rig.app, 'zoe@example.com', 'owner')
    const signIn = async (locale: string) => {
      const { page } = watch(await rig.newPage({ locale }))
      await page.goto(`${rig.app.url}/sign-in?next=/settings`)
      await page.locator('input[type="email"]').fill('zoe@example.com')
      await page.locator('input[type="password"]').fill(PASSWORD)
      await page.locator('form button[type="submit"]').click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      return page
    }
    const first = await signIn('en-GB')
    await first.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch')
    await first.getByRole('heading', { name: 'Darstellung' }).waitFor()
    await expect.poll(newestProfile, PATIENCE).toMatchObject([{ field: 'language', after: 'de' }])
    const second = await signIn('fr-FR')
    await second.getByRole('heading', { name: 'Darstellung' }).waitFor()
    expect(await second.getAttribute('html', 'lang')).toBe('de')
    await second.getByRole('link', { name: 'E-Mail', exact: true }).click()
    await second.getByRole('button', { name: 'Testmail an mich senden' }).click()
    await second.getByText('Eine E-Mail an zoe@example.com liegt im Postausgang.').waitFor()
    await second.getByText(/^Testmail von/).waitFor()
  })

  test('somebody new gets the language of the organisation', async () => {
    await rig.app.call('updateOrganisation', { body: { defaultLanguage: 'fr' } })
    await newPerson(rig.app, 'yan@example.com', 'readOnly')
    await rig.app.call('updateOrganisation', { body: { defaultLanguage: null } })
    const { page } = watch(await rig.newPage({ locale: 'en-GB' }))
    await page.goto(`${rig.app.url}/sign-in`)
    await page.getByLabel('E-mail address').fill('yan@example.com')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect.poll(() => page.getAttribute('html', 'lang'), PATIENCE).toBe('fr')
  })

  test('mail and storage are shown as they are set, with the names of their settings', async () => {
    const { page } = await rig.open('/settings/mail')
    await page.getByText('None is set. Mails wait in the outbox.').waitFor()
    await page.getByText('SMTP_URL', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Send me a test mail' }).click()
    await page.getByText(`A mail to ${OWNER.email} is in the outbox.`).waitFor()
    await page.getByText(/^Test mail of/).waitFor()
    await page.getByRole('link', { name: 'Data and safeguards' }).click()
    await page.getByText('PostgreSQL of your own').waitFor()
    await page.getByText('FILE_QUOTA_MB').waitFor()
    await page.getByRole('heading', { name: 'Data and privacy' }).waitFor()
    const hint = (name: string) => page.getByRole('textbox', { name }).getAttribute('placeholder')
    expect(await hint('Mails')).toBe('30 days, as installed')
    expect(await hint('Logs that stations uploaded')).toBe('90 days, as installed')
    expect(await hint('Meter samples')).toBe('for ever')
  })
})
