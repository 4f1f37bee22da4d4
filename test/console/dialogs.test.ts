import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, tabTo } from './page.ts'

describe.skipIf(!hasBrowser)('dialogs', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const valuesOf = async (search: string) =>
    (await rig.app.call('listTokens', { query: { search } })).items.map(({ value, label, status }) => ({
      value,
      label,
      status,
    }))

  test('a token is added, refused where it is wrong, changed, blocked and deleted', async () => {
    const { page } = await rig.open('/tokens')
    await page.getByRole('button', { name: 'Add a token' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a token' })
    const value = dialog.getByRole('textbox', { name: 'Value' })
    await value.fill('CÄFE')
    expect(await complaintOf(value)).toContain('printable ASCII')
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await value.fill('CLICK01')
    const many = dialog.getByRole('spinbutton', { name: 'Sessions at a time' })
    await many.fill('0')
    expect(await complaintOf(many)).toContain('from 1 to 1000')
    await many.fill('2')
    await dialog.getByRole('textbox', { name: 'Label' }).fill('Visitors')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'CLICK01', exact: true }).waitFor()

    await page.getByRole('button', { name: 'Add a token' }).click()
    await value.fill('click-01')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('A token with this value exists already').first().waitFor()
    expect(await complaintOf(value)).toContain('exists already')
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await page.getByRole('button', { name: 'CLICK01', exact: true }).click()
    const editing = page.getByRole('dialog', { name: 'Edit the token' })
    expect(await editing.getByRole('textbox', { name: 'Value' }).isDisabled()).toBe(true)
    await editing.getByRole('textbox', { name: 'Label' }).fill('Guests')
    await editing.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Guests').waitFor()
    await chooseFor(page, 'More for CLICK01', 'Block')
    await expect.poll(() => valuesOf('CLICK01')).toEqual([{ value: 'CLICK01', label: 'Guests', status: 'blocked' }])
    await chooseFor(page, 'More for CLICK01', 'Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'CLICK01', exact: true }).waitFor({ state: 'detached' })
    expect(await valuesOf('CLICK01')).toEqual([])
  })

  test('a token is added without a mouse, and the focus comes back', async () => {
    const { page } = await rig.open('/tokens')
    const add = page.getByRole('button', { name: 'Add a token' })
    await tabTo(page, add)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add a token' })
    await tabTo(page, dialog.getByRole('textbox', { name: 'Value' }))
    await page.keyboard.type('KEYED01')
    await tabTo(page, dialog.getByRole('checkbox', { name: 'Blocked' }))
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => valuesOf('KEYED01')).toEqual([{ value: 'KEYED01', label: null, status: 'blocked' }])
    await expect.poll(() => add.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('a site is added, refused where it is wrong, changed and deleted', async () => {
    const { page } = await rig.open('/sites')
    await page.getByRole('button', { name: 'Add a site' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a site' })
    const field = (name: string) => dialog.getByRole('textbox', { name })
    await field('Name').fill('Quay')
    await field('Latitude').fill('153,5')
    expect(await complaintOf(field('Latitude'))).not.toBe('')
    expect(await complaintOf(field('Longitude'))).toBe('')
    await field('Latitude').fill('53,5')
    await field('Longitude').fill('10')
    await field('Time zone').fill('Nowhere/Land')
    await field('Grid limit, kW').fill('250')
    expect(await complaintOf(field('Time zone'))).not.toBe('')
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await field('Time zone').fill('Europe/Berlin')
    expect(await complaintOf(field('Time zone'))).toBe('')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('250.0 kW').waitFor()

    await chooseFor(page, 'More for Quay', 'Edit')
    const editing = page.getByRole('dialog', { name: 'Edit the site' })
    await editing.getByRole('textbox', { name: 'City' }).fill('Hamburg')
    await editing.getByRole('textbox', { name: 'Name' }).press('Enter')
    await page.getByText('Hamburg').waitFor()
    await chooseFor(page, 'More for Quay', 'Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No sites yet').waitFor()
    expect((await rig.app.call('listSites', {})).items).toEqual([])
  })

  test('an API key is made without a mouse, shown once, works, and ends when it is revoked', async () => {
    const { page } = await rig.open('/settings/keys')
    await tabTo(page, page.getByRole('button', { name: 'Add a key' }))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add a key' })
    await dialog.waitFor()
    expect(await dialog.getByRole('button', { name: 'Create the key' }).isDisabled()).toBe(true)
    await tabTo(page, dialog.getByRole('textbox', { name: 'Name' }))
    await page.keyboard.type('Reports')
    await page.keyboard.press('Enter')
    const made = page.getByRole('dialog', { name: 'Your new API key' })
    await tabTo(page, made.getByRole('button', { name: 'Show: Reports' }))
    await page.keyboard.press('Enter')
    const key = await made.locator('code').innerText()
    const statusWith = async () => (await rig.app.request('/api/v1/me', { key })).status
    expect(await statusWith()).toBe(200)
    await tabTo(page, made.getByRole('button', { name: 'Done' }))
    await page.keyboard.press('Enter')
    await made.waitFor({ state: 'detached' })
    expect(await page.getByText(key).count()).toBe(0)

    await page.getByRole('button', { name: 'Revoke Reports' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('button', { name: 'Revoke Reports' }).waitFor({ state: 'detached' })
    expect(await statusWith()).toBe(401)
  })

  test('a station is registered without a mouse; a taken identity is said at its field', async () => {
    await rig.app.call('createStation', { body: { id: 'TAKEN-1' } })
    const { page } = await rig.open('/connect')
    const identity = page.getByRole('textbox', { name: 'Identity' })
    await tabTo(page, identity)
    await page.keyboard.type('a b')
    expect(await complaintOf(identity)).toContain('Use only letters')
    await page.keyboard.press('Enter')
    await identity.fill('')
    await page.keyboard.type('TAKEN-1')
    await page.keyboard.press('Enter')
    await expect.poll(() => complaintOf(identity)).toContain('registered already')
    await identity.fill('')
    await page.keyboard.type('KEYS-9')
    expect(await complaintOf(identity)).toBe('')
    await tabTo(page, page.getByRole('radio', { name: 'OCPP 1.6' }))
    await page.keyboard.press('ArrowRight')
    await page.getByText('Set OcppCsmsUrl').waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Register and show the address' }))
    await page.keyboard.press('Enter')
    await page.getByText('Waiting for KEYS-9').waitFor()
    expect((await rig.app.call('getStation', { params: { stationId: 'KEYS-9' } })).registration).toBe('Accepted')
  })
})

async function chooseFor(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
