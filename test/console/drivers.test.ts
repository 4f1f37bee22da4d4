import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../../packages/server/src/accounts/testing/people.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, settled, widthOnPhone } from './page.ts'
import { charge, connectStation } from './station.ts'

describe.skipIf(!hasBrowser)('drivers', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('are added, refused where they are wrong, given a token, and shown with what they charge', async () => {
    const { page } = await rig.open('/drivers')
    await page.getByText('No drivers yet').waitFor()
    await page.getByRole('button', { name: 'Add a driver' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a driver' })
    const field = (name: string) => dialog.getByRole('textbox', { name })
    await field('Name').fill('Anna Amber')
    await field('E-mail').fill('anna at home')
    expect(await complaintOf(field('E-mail'))).not.toBe('')
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await field('E-mail').fill('anna@example.com')
    await field('Phone').fill('+49 40 123')
    await dialog.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'German' })
    await field('Notes').fill('Van 7\nNights only')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: 'Anna Amber' }).waitFor()
    await page.getByText('Nights only').waitFor()
    await page.getByText('German').waitFor()

    await page.getByRole('button', { name: 'Add a token' }).click()
    const adding = page.getByRole('dialog', { name: 'Add a token' })
    await adding.getByRole('textbox', { name: 'Value' }).fill('ANNACARD01')
    await adding.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('table', { name: 'Tokens' }).getByText('ANNACARD01').waitFor()
    const station = await connectStation(rig.app, 'DRIVEN-1')
    await charge(station, 1, 'ANNACARD01')
    await page.getByRole('table', { name: 'Sessions' }).getByText('DRIVEN-1').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
  })

  test('are chosen where a token is edited, and tokens are found by them', async () => {
    await rig.app.call('createDriver', { body: { name: 'Bert Blue', email: 'bert@example.com' } })
    await rig.app.call('createToken', { body: { value: 'STRAYCARD1' } })
    const { page } = await rig.open('/tokens')
    await page.getByRole('button', { name: 'STRAYCARD1', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit the token' })
    await dialog.getByLabel('Driver', { exact: true }).first().fill('bert@')
    await page.getByRole('option', { name: 'Bert Blue' }).click()
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Bert Blue' }).waitFor()
    await page.getByRole('searchbox', { name: 'Search value or label' }).fill('blue')
    await page.getByRole('button', { name: 'ANNACARD01', exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Bert Blue' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bert Blue' }).waitFor()
    await page.getByRole('table', { name: 'Tokens' }).getByText('STRAYCARD1').waitFor()
  })

  test('are changed, and deleted without their tokens', async () => {
    const { page } = await rig.open('/drivers?search=bert')
    await page.getByRole('link', { name: 'Bert Blue' }).click()
    await page.getByRole('button', { name: 'Edit the driver' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Bert Brown')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bert Brown' }).waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete Bert Brown' })
    await dialog.getByText('The token stays').waitFor()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { level: 1, name: 'Drivers' }).waitFor()
    await page.getByRole('link', { name: 'Bert Brown' }).waitFor({ state: 'detached' })
    const { items } = await rig.app.call('listTokens', { query: { search: 'STRAYCARD1' } })
    expect(items).toMatchObject([{ driver: null }])
  })

  test('are erased with all their tokens, for a reason', async () => {
    const driver = await rig.app.call('createDriver', { body: { name: 'Carl Copper' } })
    await rig.app.call('createToken', { body: { value: 'CARLCARD01', driverId: driver.id } })
    const { page } = await rig.open(`/drivers/${driver.id}`)
    const known = page.getByRole('link', { name: 'Export what is known' })
    expect(await known.getAttribute('href')).toContain(`driverId=${driver.id}`)
    await page.getByRole('button', { name: 'Erase…' }).click()
    const dialog = page.getByRole('dialog', { name: /Carl Copper/ })
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Wants to be forgotten')
    await dialog.getByRole('button', { name: /^Erase/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Drivers' }).waitFor()
    const { items } = await rig.app.call('listTokens', { query: { search: 'CARLCARD01' } })
    expect(items).toEqual([])
  })

  test('are not there for those who may not see them', async () => {
    const { cookies } = await newPerson(rig.app, 'reader@example.com', 'readOnly')
    const page = await rig.newPage({ locale: 'en-GB' }, cookies)
    await page.goto(`${rig.app.url}/tokens`)
    await settled(page)
    await page.getByText('ANNACARD01').waitFor()
    await page.getByText('••••').first().waitFor()
    expect(await page.getByText('Anna Amber').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Drivers' }).count()).toBe(0)
  })
})
