import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from '../../packages/server/src/accounts/testing/identity-provider.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig, watch } from './browser.ts'
import { widthOnPhone } from './page.ts'

describe.skipIf(!hasBrowser)('single sign-on', () => {
  let rig: ConsoleRig
  let provider: IdentityProvider
  beforeAll(async () => {
    provider = await startIdentityProvider()
    rig = await startConsoleRig({ env: { EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.0/8' } })
    provider.sendsBackTo(`${rig.app.url}/sign-in/sso/1`)
    provider.persona = { sub: 'ada', email: 'ada@harbour.example', email_verified: true, name: 'Ada' }
  })
  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
    await provider[Symbol.asyncDispose]()
  })

  test('an owner sets it up with a test that says what is wrong; then somebody comes in by it', async () => {
    const { page } = await rig.open('/settings/people')
    await page.getByRole('button', { name: 'Set up single sign-on' }).click()
    await page.getByText(`${rig.app.url}/sign-in/sso/1`).waitFor()
    await page.getByLabel('Words on the button').fill('Harbour login')
    await page.getByLabel('Issuer').fill(`${provider.issuer}/nothing`)
    await page.getByLabel('Client id').fill(CLIENT.clientId)
    await page.getByLabel('Client secret', { exact: true }).fill('not the secret')
    const examine = page.getByRole('button', { name: 'Test the provider' })
    await examine.click()
    await page.getByText('At this address there is no OpenID provider.').waitFor()
    await page.getByLabel('Issuer').fill(provider.issuer)
    await examine.click()
    await page.getByText('The provider does not know this client id, or the secret is wrong.').waitFor()
    await page.getByLabel('Client secret', { exact: true }).fill(CLIENT.clientSecret)
    await examine.click()
    await page.getByText('The provider answers and knows this client.').waitFor()
    await page.getByRole('combobox', { name: 'E-mail domains' }).fill('harbour.example')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Newcomers' }).selectOption('Support')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('harbour.example', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(CLIENT.clientSecret)

    const { page: hers, complaints } = watch(await rig.newPage({ locale: 'en-GB' }))
    await hers.goto(`${rig.app.url}/sign-in?next=/sessions`)
    await hers.getByLabel('E-mail address').fill('ada@harbour.example')
    await hers.getByRole('button', { name: 'Continue with Harbour login' }).waitFor()
    expect(await violationsOf(hers)).toEqual([])
    expect(await widthOnPhone(hers)).toBe(320)
    await hers.getByRole('button', { name: 'Continue with Harbour login' }).click()
    await hers.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor()
    expect(hers.url()).toBe(`${rig.app.url}/sessions`)
    await hers.goto(`${rig.app.url}/settings`)
    await hers.getByText('A single sign-on has let you in.').waitFor()
    expect(await hers.getByRole('button', { name: 'Change the password' }).count()).toBe(0)
    expect(complaints.filter((text) => !text.includes('WebGL'))).toEqual([])
  })

  test('the way back says in a sentence why somebody is not let in', async () => {
    provider.persona = { sub: 'eve', email: 'eve@harbour.example', email_verified: false }
    const { page } = watch(await rig.newPage({ locale: 'en-GB' }))
    await page.goto(`${rig.app.url}/sign-in?tenant=1`)
    await page.getByRole('button', { name: 'Continue with Harbour login' }).click()
    await page.getByText('has not verified your e-mail address').waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Back to sign-in' }).click()
    await page.getByLabel('E-mail address').waitFor()
  })
})
