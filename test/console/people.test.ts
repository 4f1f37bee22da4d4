import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsInBothColours, violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig, watch } from './browser.ts'

describe.skipIf(!hasBrowser)('people', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('an owner invites somebody, who accepts with the link and sees what the role allows', async () => {
    const { page, complaints } = await rig.open('/settings/people')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violationsInBothColours(page)).toEqual([])
    await page.getByLabel('E-mail address').fill('rosa@example.com')
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Read only')
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByText('rosa@example.com').first().waitFor()
    await page.getByRole('link', { name: 'Mail', exact: true }).click()
    await page.getByRole('button', { name: 'Read the mail to rosa@example.com' }).click()
    const mail = await page.getByText('#token=').textContent()
    const link = /\S+#token=\S+/.exec(mail ?? '')?.[0] ?? ''
    expect(complaints.filter((text) => !text.includes('WebGL'))).toEqual([])

    const { page: hers } = watch(await rig.newPage({ locale: 'en-GB', viewport: { width: 320, height: 700 } }))
    await hers.goto(link)
    await hers.getByText('You are invited to work in').waitFor()
    expect(await violationsOf(hers)).toEqual([])
    await hers.getByLabel('Your name').fill('Rosa')
    await hers.getByLabel('Password').fill('a long and private sentence')
    await hers.getByRole('button', { name: 'Accept' }).click()
    await hers.getByRole('list', { name: 'Charging points by state' }).waitFor()
    await hers.goto(`${rig.app.url}/settings`)
    await hers.getByRole('heading', { name: 'Appearance' }).waitFor()
    for (const section of ['organisation', 'people', 'keys', 'mail', 'data']) {
      await hers.goto(`${rig.app.url}/settings/${section}`)
      await hers.getByRole('heading', { name: 'Appearance' }).waitFor()
      expect(await hers.getByRole('navigation', { name: 'Parts of the settings' }).getByRole('link').count()).toBe(1)
    }

    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'People and roles' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Change Rosa' }).click()
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Operator')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await hers.goto(`${rig.app.url}/settings/people`)
    await hers.getByRole('heading', { name: 'People and roles' }).waitFor()
  })
})
