import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsInBothColours, violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig, watch } from './browser.ts'

describe.skipIf(!hasBrowser)('tenants', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a platform owner makes one, its owner comes in, and the visitor says why and is seen', async () => {
    const { page, complaints } = await rig.open('/')
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('button', { name: 'Tenants' }).click()
    await page.getByRole('button', { name: 'Add a tenant' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Nørd & Volt')
    expect(await page.getByRole('textbox', { name: 'Address', exact: true }).inputValue()).toBe('n-rd-volt')
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('Not an address')
    await page.getByText('Lower-case letters and digits').waitFor()
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('north-volt')
    await page.getByRole('textbox', { name: 'E-mail address of the first owner' }).fill('nora@example.com')
    await page.getByRole('button', { name: 'Make it and invite' }).click()
    await page.getByRole('button', { name: 'Show: Invitation' }).click()
    const link = (await page.getByText('#token=').textContent()) ?? ''
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('nobody yet').waitFor()

    const { page: hers } = watch(await rig.newPage({ locale: 'en-GB', viewport: { width: 390, height: 800 } }))
    await hers.goto(link)
    await hers.getByLabel('Your name').fill('Nora')
    await hers.getByLabel('Password').fill('a long and private sentence')
    await hers.getByRole('button', { name: 'Accept' }).click()
    await hers.getByRole('button', { name: 'Account' }).click()
    expect(await hers.getByRole('button', { name: 'Tenants' }).count()).toBe(0)
    await hers.goto(`${rig.app.url}/connect`)
    await hers.getByLabel('Identity').fill('CS-1')
    await hers.getByRole('button', { name: 'Register' }).click()
    await hers.getByText('/ocpp/north-volt/CS-1').first().waitFor()

    await page.getByRole('button', { name: 'Step into Nørd & Volt' }).click()
    await page.getByLabel('Reason').fill('Nora has asked for help.')
    await page.getByRole('button', { name: 'Step in', exact: true }).last().click()
    await page.getByRole('status').filter({ hasText: 'You are visiting Nørd & Volt until' }).waitFor()
    await page.goto(`${rig.app.url}/stations/CS-1`)
    await page.getByRole('heading', { name: 'CS-1' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('status').filter({ hasText: 'You are visiting' }).waitFor({ state: 'detached' })
    expect(complaints.filter((text) => !text.includes('WebGL'))).toEqual([])
  })

  test('to suspend one asks first, accessibly, and fits a phone', async () => {
    const { page } = await rig.open('/tenants', { viewport: { width: 320, height: 800 } })
    await page.getByRole('button', { name: 'Suspend Nørd & Volt' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violationsInBothColours(page)).toEqual([])
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  })
})
