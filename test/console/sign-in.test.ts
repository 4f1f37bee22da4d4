import { describe, expect, test } from 'vitest'
import { startTestApp } from '../../packages/server/src/testing/test-app.ts'
import { hasBrowser, launchBrowser, OWNER, watch } from './browser.ts'

describe.skipIf(!hasBrowser)('the way in', () => {
  test('the owner link makes the account, signs in, and signing in again leads back to the page wanted', async () => {
    await using app = await startTestApp()
    const browser = await launchBrowser()
    try {
      const requested: string[] = []
      const { page, complaints } = watch(await browser.newPage({ locale: 'en-GB' }))
      page.on('request', (request) => requested.push(request.url()))
      const link = app.server.ownerLink ?? ''
      await page.goto(link)
      await page.getByLabel('Your name').fill(OWNER.name)
      // The token has left the address bar and never went into a request's address.
      expect(page.url()).toBe(`${app.url}/setup`)
      await page.getByLabel('E-mail address').fill(OWNER.email)
      await page.getByLabel('Password').fill(OWNER.password)
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByRole('list', { name: 'Charging points by state' }).waitFor()
      const token = link.split('token=')[1] ?? 'none'
      expect(requested.filter((url) => url.includes(token))).toEqual([])
      expect(complaints.filter((text) => !text.includes('WebGL'))).toEqual([])

      await page.getByRole('button', { name: 'Account' }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await page.goto(`${app.url}/tokens?status=blocked`)
      await page.getByLabel('E-mail address').fill(OWNER.email)
      await page.getByLabel('Password').fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('E-mail address or password is wrong').waitFor()
      await page.getByLabel('Password').fill(OWNER.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
      expect(page.url()).toBe(`${app.url}/tokens?status=blocked`)
    } finally {
      await browser.close()
    }
  })
})
