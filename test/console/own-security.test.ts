import { describe, expect, test } from 'vitest'
import { codeOf } from '../../packages/server/src/accounts/testing/authenticator-app.ts'
import { violationsOf } from './axe.ts'
import { hasBrowser, OWNER, startConsoleRig } from './browser.ts'

describe.skipIf(!hasBrowser)("a person's own sign-in", () => {
  test('an app is set up and asked for; a passkey signs in without either', async () => {
    await using rig = await startConsoleRig()
    // Browsers bind passkeys to names, not to addresses.
    const home = rig.app.url.replace('127.0.0.1', 'localhost')
    const page = await rig.newPage({ locale: 'en-GB' })
    const devices = await page.context().newCDPSession(page)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal' },
        ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
    const signIn = async () => {
      await page.goto(`${home}/sign-in?next=/settings`)
      await page.getByLabel('E-mail address').fill(OWNER.email)
      await page.getByLabel('Password').fill(OWNER.password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    }
    await signIn()
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Passkey 1', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Set up', exact: true }).click()
    await page.getByLabel('Current password').fill(OWNER.password)
    await page.getByRole('button', { name: 'Continue' }).click()
    const uri = (await page.getByText('otpauth://').textContent()) ?? ''
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Code of the app').fill(codeOf(uri))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('10 backup codes are left').waitFor()
    expect(await violationsOf(page)).toEqual([])

    await page.context().clearCookies()
    await signIn()
    await page.getByLabel('Code').fill(codeOf(uri, 1))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('10 backup codes are left').waitFor()

    await page.context().clearCookies()
    await page.goto(`${home}/sign-in?next=/settings`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('10 backup codes are left').waitFor()
  })
})
