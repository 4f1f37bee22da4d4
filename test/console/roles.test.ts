import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsInBothColours, violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { widthOnPhone } from './page.ts'

describe.skipIf(!hasBrowser)('roles and keys', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a role is made from another, given to a key, and deleted when nobody has it', async () => {
    const { page } = await rig.open('/settings/people')
    await page.getByRole('button', { name: 'Duplicate Read only' }).click()
    await page.getByLabel('Name of the role').fill('Night desk')
    await page.getByRole('checkbox', { name: 'Start and stop charging, unlock, reserve, show costs' }).check()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete Night desk' }).waitFor()
    const roles = await rig.app.call('listRoles', {})
    expect(roles.items.find(({ name }) => name === 'Night desk')?.permissions).toContain('commands.charge')

    await page.getByRole('link', { name: 'API keys' }).click()
    await page.getByRole('button', { name: 'Add a key' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Night script')
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Night desk')
    await page.getByLabel('Ends on').fill('2001-01-01')
    await page.getByText('Choose a day to come.').waitFor()
    await page.getByLabel('Ends on').fill(`${new Date().getFullYear() + 1}-06-30`)
    await page.getByRole('button', { name: 'Create the key' }).click()
    await page.getByRole('button', { name: 'Show: Night script' }).click()
    const key = (await page.getByText(/^sm_/).textContent()) ?? ''
    const me = await rig.app.request('/api/v1/me', { key })
    expect(await me.json()).toMatchObject({ roleName: 'Night desk', via: 'apiKey' })
    await page.getByRole('button', { name: 'Done' }).click()
    expect(await page.content()).not.toContain(key)

    await page.getByRole('link', { name: 'People and roles' }).click()
    await page.getByRole('button', { name: 'Delete Night desk' }).click()
    await page.getByText('This role is held once').waitFor()
    expect(await page.getByRole('button', { name: 'Delete', exact: true }).last().isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'API keys' }).click()
    await page.getByRole('button', { name: 'Revoke Night script' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await rig.app.request('/api/v1/me', { key })).status).toBe(401)
    await page.getByRole('link', { name: 'People and roles' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Delete Night desk' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete Night desk' }).waitFor({ state: 'detached' })
  })

  test('a key can have permissions of its own', async () => {
    const { page } = await rig.open('/settings/keys')
    await page.getByRole('button', { name: 'Add a key' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Counter')
    await page.getByText('Permissions of its own').click()
    await page.getByRole('checkbox', { name: 'See charging sessions' }).check()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Create the key' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    const { items } = await rig.app.call('listApiKeys', {})
    expect(items.find(({ name }) => name === 'Counter')?.permissions).toEqual(['sessions.read'])
  })

  test('all roles stand beside one another in words', async () => {
    const { page } = await rig.open('/settings/people')
    await page.getByText('Compare all roles').click()
    const row = page.getByRole('row', { name: 'Send any raw message' })
    await row.waitFor()
    expect(await row.getByRole('img', { name: 'yes' }).count()).toBe(2)
    expect(await violationsInBothColours(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
  })
})
