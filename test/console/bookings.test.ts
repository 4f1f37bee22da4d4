import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../../packages/server/src/accounts/testing/people.ts'
import type { CallInput } from '../../packages/server/src/contract/index.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, settled, widthOnPhone } from './page.ts'
import { connectStation } from './station.ts'

const HOUR_MS = 3_600_000
/** The site keeps a clock six hours from the reader's. */
const ZONE = 'America/New_York'

describe.skipIf(!hasBrowser)('bookings', () => {
  let rig: ConsoleRig
  let siteId: string
  beforeAll(async () => {
    rig = await startConsoleRig()
    siteId = (await rig.app.call('createSite', { body: { name: 'Pier 7', timeZone: ZONE } })).id
    await rig.app.call('createSite', { body: { name: 'Empty yard' } })
    await connectStation(rig.app, 'PIER-1', siteId)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const hoursOn = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString()
  const ask = (contact: string, hours: number, more: Partial<CallInput<'createBooking'>['body']> = {}) =>
    rig.app.call('createBooking', {
      body: { siteId, contact, from: hoursOn(hours), until: hoursOn(hours + 2), ...more },
    })

  test('are taken down for a caller by the clock of the site; what was typed is not lost', async () => {
    const { page } = await rig.open('/')
    await settled(page)
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await page.getByText('No bookings', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Take down a request' }).click()
    const dialog = page.getByRole('dialog', { name: 'Take down a request' })
    const take = dialog.getByRole('button', { name: 'Take down', exact: true })
    expect(await take.isDisabled()).toBe(true)
    await dialog.getByRole('combobox', { name: 'Site' }).selectOption('Pier 7')
    await dialog.getByRole('combobox', { name: 'Where' }).selectOption({ label: 'EVSE 2 of PIER-1' })
    await dialog.getByRole('textbox', { name: /^Name or phone/ }).fill('Eva Example, +1 555 0100')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Take down a request' }).click()
    expect(await dialog.getByRole('textbox', { name: /^Name or phone/ }).inputValue()).toMatch(/^Eva/)
    await dialog.getByLabel('From').fill('2099-06-01T10:00')
    await dialog.getByLabel('Until').fill('2099-06-01T09:00')
    expect(await complaintOf(dialog.getByLabel('Until'))).toContain('within 36 hours')
    expect(await take.isDisabled()).toBe(true)
    await dialog.getByLabel('From').fill('2020-06-01T10:00')
    await dialog.getByLabel('Until').fill('2020-06-01T11:00')
    expect(await complaintOf(dialog.getByLabel('Until'))).toContain('over already')
    await dialog.getByLabel('From').fill('2099-06-01T10:00')
    await dialog.getByLabel('Until').fill('2099-06-01T11:30')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await take.click()
    await dialog.waitFor({ state: 'detached' })
    const row = page.getByRole('listitem').filter({ hasText: 'Eva Example' })
    await row.getByText(/1 Jun, 10:00 – 11:30/).waitFor()
    const { items } = await rig.app.call('listBookings', { query: { siteId } })
    expect(items).toMatchObject([{ from: '2099-06-01T14:00:00.000Z', place: { stationId: 'PIER-1', evseId: 2 } }])
    // With the toast that says so, which can be closed.
    await page.getByRole('alert').getByRole('button', { name: 'Close' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
  })

  test('are filtered by what stands in the address', async () => {
    const far = await ask('Finn Far', 24 * 20)
    await ask('Nora Near', 30)
    await rig.app.call('declineBooking', { params: { id: far.id }, body: { reason: 'The pier is closed' } })
    const { page } = await rig.open('/bookings')
    await page.getByText('Nora Near').waitFor()
    expect(await page.getByText('Finn Far').count()).toBe(0)
    await page.getByRole('combobox', { name: 'State' }).selectOption('Declined')
    await page.getByRole('listitem').filter({ hasText: 'Finn Far' }).getByText('The pier is closed').waitFor()
    await page.waitForURL(/state=declined/)
    await page.reload()
    await page.getByText('Finn Far').waitFor()
    await page.getByLabel('To day').fill('2021-01-01')
    await page.getByText('No booking matches').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('combobox', { name: 'Site' }).selectOption('Empty yard')
    await page.getByText('No booking matches').waitFor()
    await page.goto(`${rig.app.url}/bookings?state=nonsense&site=7&from=tomorrow`)
    await page.getByText('Nora Near').waitFor()
  })

  test('say why a place is not held, and are withdrawn with a reason or none', async () => {
    const held = await ask('Hilda Held', 48, { place: { stationId: 'PIER-1', evseId: 1 } })
    await rig.app.call('approveBooking', { params: { id: held.id }, body: {} })
    await rig.app.database.pool.query(`update bookings set hold_problem = 'offline' where booking_id = $1`, [held.id])
    const { page } = await rig.open('/bookings?state=approved')
    const row = page.getByRole('listitem').filter({ hasText: 'Hilda Held' })
    await row.getByText('Not held, because the station is offline.').waitFor()
    await row.getByRole('button', { name: 'Withdraw: Hilda Held' }).click()
    const dialog = page.getByRole('dialog')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await row.waitFor({ state: 'detached' })
    expect(await rig.app.call('getBooking', { params: { id: held.id } })).toMatchObject({ state: 'withdrawn' })
  })

  test('follow what others decide, and an approval that comes too late is told why', async () => {
    const { page } = await rig.open('/bookings')
    await settled(page)
    const late = await ask('Lars Late', 72, { place: { stationId: 'PIER-1', evseId: 1 } })
    const row = page.getByRole('listitem').filter({ hasText: 'Lars Late' })
    await row.getByRole('button', { name: 'Approve: Lars Late' }).click()
    await rig.app.call('declineBooking', { params: { id: late.id }, body: { reason: 'Already full' } })
    await page.getByText(/Somebody has decided upon the booking meanwhile/).waitFor({ timeout: 15_000 })
    await row.waitFor({ state: 'detached' })
  })

  test('are decided by those who may, and only looked at by others', async () => {
    await ask('Vera Visitor', 96)
    const openAs = async (role: string) => {
      const { cookies } = await newPerson(rig.app, `${role.toLowerCase()}-bookings@example.com`, role)
      const page = await rig.newPage({ locale: 'en-GB' }, cookies)
      await page.goto(`${rig.app.url}/bookings`)
      await page.getByRole('heading', { name: 'Bookings', level: 1 }).waitFor()
      await page.getByRole('list', { name: 'Bookings' }).waitFor()
      return page
    }
    const host = await openAs('siteHost')
    await host.getByRole('button', { name: 'Approve: Vera Visitor' }).waitFor()
    const reader = await openAs('readOnly')
    expect(await reader.getByText('Vera Visitor').count()).toBe(0)
    expect(await reader.getByText('Somebody').count()).toBeGreaterThan(0)
    expect(
      await reader
        .getByRole('main')
        .getByRole('button', { name: /Approve|Decline|Take down/ })
        .count(),
    ).toBe(0)
    await reader.goto(`${rig.app.url}/`)
    await settled(reader)
    expect(await reader.getByText('Bookings to decide').count()).toBe(0)
  })
})
