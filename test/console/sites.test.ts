import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../../packages/server/src/accounts/testing/people.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, settled, tabTo, widthOnPhone } from './page.ts'
import { connectStation, report } from './station.ts'

describe.skipIf(!hasBrowser)('one site', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const newSite = async (name: string) =>
    (await rig.app.call('createSite', { body: { name, city: 'Hamburg', timeZone: 'Europe/Berlin' } })).id
  const planOf = (id: string) => rig.app.call('getFloorPlan', { params: { id } })

  test('is reached from the list; its hours are said as a week with exceptions, and refused where they are wrong', async () => {
    const id = await newSite('Quay')
    const { page } = await rig.open('/sites')
    await page.getByRole('link', { name: 'Quay' }).click()
    await page.getByRole('heading', { level: 1, name: 'Quay' }).waitFor()
    await page.getByRole('button', { name: 'Edit the opening hours' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit the opening hours' })
    const save = dialog.getByRole('button', { name: 'Save' })
    await dialog.getByText('By the week').click()
    await dialog.getByRole('button', { name: 'Add hours: Monday' }).click()
    await dialog.getByLabel('Monday, from').fill('09:00')
    await dialog.getByLabel('Monday, to').fill('08:00')
    expect(await complaintOf(dialog.getByLabel('Monday, to'))).toContain('after the beginning')
    expect(await save.isDisabled()).toBe(true)
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await dialog.getByLabel('Monday, to').fill('00:00')
    await dialog.getByRole('button', { name: 'Every day as on Monday' }).click()
    await dialog.getByRole('button', { name: 'Remove hours: Sunday' }).click()
    await dialog.getByRole('button', { name: 'Add an exception' }).click()
    expect(await save.isDisabled()).toBe(true)
    await dialog.getByLabel('Exception 1, from').fill('2099-12-24T12:00')
    await dialog.getByLabel('Exception 1, to').fill('2099-12-27T08:00')
    await save.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('09:00–24:00').first().waitFor()
    await page.getByText(/(Open|Closed) now/).waitFor()
    const { openingTimes } = await rig.app.call('getSite', { params: { id } })
    expect(openingTimes?.regularHours.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6])
    // Berlin is an hour ahead in winter.
    expect(openingTimes?.exceptionalClosings).toEqual([
      { periodBegin: '2099-12-24T11:00:00.000Z', periodEnd: '2099-12-27T07:00:00.000Z' },
    ])
  })

  test('has contacts; an address that is none is refused where it stands', async () => {
    const id = await newSite('Depot')
    const { page } = await rig.open(`/sites/${id}`)
    await page.getByRole('button', { name: 'Edit the contacts' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit the contacts' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ines Keyholder')
    await dialog.getByRole('textbox', { name: 'Phone' }).fill('+49 40 123')
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('ines at home')
    expect(await complaintOf(dialog.getByRole('textbox', { name: 'E-mail' }))).not.toBe('')
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('ines@example.com')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByRole('link', { name: '+49 40 123' }).getAttribute('href')).toBe('tel:+4940123')
    const { contacts } = await rig.app.call('getSite', { params: { id } })
    expect(contacts).toEqual([{ name: 'Ines Keyholder', phone: '+49 40 123', email: 'ines@example.com' }])
  })

  test('is drawn with a pointer, and shows what goes on at each bay', async () => {
    const id = await newSite('Garage')
    const station = await connectStation(rig.app, 'GARAGE-1', id)
    const { page } = await rig.open(`/sites/${id}`)
    await page.getByRole('button', { name: 'Draw the plan' }).click()
    await page.getByRole('button', { name: 'A bay for each of 2 outlets' }).click()
    const bay = page.getByRole('button', { name: /^Bay 2: GARAGE-1/ })
    await drag(page, bay, { right: 6, down: 4 })
    await page.getByRole('button', { name: 'Bay 2: GARAGE-1; column 9, row 5' }).waitFor()
    expect(await page.getByLabel('Column', { exact: true }).inputValue()).toBe('9')
    await page.getByLabel('Name of the bay').fill('')
    expect(await page.getByRole('button', { name: 'Save the plan' }).isDisabled()).toBe(true)
    await page.getByLabel('Name of the bay').fill('Ramp')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await page.getByRole('button', { name: 'Save the plan' }).click()
    await page.getByRole('link', { name: 'Bay Ramp: GARAGE-1, Available' }).waitFor()
    await report(station, 2, 'Faulted', 'GroundFailure')
    await page.getByRole('link', { name: 'Bay Ramp: GARAGE-1, Faulted' }).waitFor()
    await page.getByRole('link', { name: 'Bay 1: GARAGE-1, Available' }).click()
    await page.getByRole('heading', { level: 1, name: 'GARAGE-1' }).waitFor()
  })

  test('is drawn with the keyboard alone, on two levels', async () => {
    const id = await newSite('Tower')
    const { page } = await rig.open(`/sites/${id}`)
    await press(page, page.getByRole('button', { name: 'Draw the plan' }))
    await press(page, page.getByRole('button', { name: 'Add a level' }))
    await press(page, page.getByRole('button', { name: 'Add a bay' }))
    await tabTo(page, page.getByRole('button', { name: /^Bay 1/ }))
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowRight']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Bay 1: no station; column 3, row 2' }).waitFor()
    await press(page, page.getByRole('button', { name: 'Save the plan' }))
    await page.getByRole('button', { name: 'Save the plan' }).waitFor({ state: 'detached' })
    const { levels } = await planOf(id)
    expect(levels.map(({ name }) => name)).toEqual(['Ground level', 'Level 2'])
    expect(levels[1]?.bays).toMatchObject([{ column: 2, row: 1, width: 3, height: 3 }])
  })

  test('has a picture below its bays; a file that is none is refused', async () => {
    const id = await newSite('Yard')
    const { page } = await rig.open(`/sites/${id}`)
    await page.getByRole('button', { name: 'Draw the plan' }).click()
    const input = page.locator('input[type="file"]')
    await input.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
    await page.getByText('no picture that can be read').waitFor()
    const picture = await page.screenshot()
    await input.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: picture })
    const shown = page.getByRole('region', { name: 'Floor plan: Ground level' }).locator('img')
    await shown.waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Save the plan' }).click()
    await page.getByRole('button', { name: 'Draw the plan' }).waitFor()
    await expect.poll(() => shown.evaluate((element) => element.getBoundingClientRect().width > 100)).toBe(true)
    expect((await planOf(id)).levels[0]?.pictureId).not.toBeNull()
  })

  test('tells the second of two who draw at once, and keeps what the first has drawn', async () => {
    const id = await newSite('Twice')
    const { page } = await rig.open(`/sites/${id}`)
    await page.getByRole('button', { name: 'Draw the plan' }).click()
    const level = { id: crypto.randomUUID(), name: 'Theirs' }
    await rig.app.call('saveFloorPlan', { params: { id }, body: { version: 0, levels: [level] } })
    await page.getByRole('button', { name: 'Save the plan' }).click()
    await page.getByText('Somebody else has changed the plan').waitFor()
    expect((await planOf(id)).levels.map(({ name }) => name)).toEqual(['Theirs'])
  })

  test('of others is not there; a reader is offered nothing to change', async () => {
    const [own, other] = [await newSite('Own'), await newSite('Other')]
    const openAs = async (email: string, role: string, path: string) => {
      const { cookies } = await newPerson(rig.app, email, role)
      const page = await rig.newPage({ locale: 'en-GB' }, cookies)
      await page.goto(`${rig.app.url}${path}`)
      await settled(page)
      return page
    }
    const page = await openAs('reader@example.com', 'readOnly', `/sites/${own}`)
    for (const name of ['Draw the plan', 'Edit the contacts', 'Edit the opening hours', 'Edit the site', 'Delete']) {
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0)
    }
    const { key } = await rig.app.call('createApiKey', {
      body: { name: 'There', role: 'siteHost', scope: { siteIds: [own] } },
    })
    const statusOf = async (path: string) => (await rig.app.request(`/api/v1/sites/${path}`, { key })).status
    expect([await statusOf(`${own}/floor-plan`), await statusOf(`${other}/floor-plan`)]).toEqual([200, 404])
    expect(await statusOf(other)).toBe(404)
  })
})

async function press(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button)
  await page.keyboard.press('Enter')
}

/** Drags a bay by so many cells. */
async function drag(page: Page, bay: Locator, by: { right: number; down: number }): Promise<void> {
  const grid = await page
    .getByRole('region', { name: /^Floor plan/ })
    .getByRole('list')
    .boundingBox()
  const box = await bay.boundingBox()
  if (grid === null || box === null) throw new Error('The plan is not shown')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + (by.right * grid.width) / 24, y + (by.down * grid.height) / 12, { steps: 5 })
  await page.mouse.up()
}
