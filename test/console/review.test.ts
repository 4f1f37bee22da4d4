import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../../packages/server/src/accounts/testing/people.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { complaintOf, settled, widthOnPhone } from './page.ts'
import { connectStation } from './station.ts'

describe.skipIf(!hasBrowser)('sessions worth a second look', () => {
  let rig: ConsoleRig
  let charge: (connectorId: number, stop: number) => Promise<void>
  let siteId: string
  beforeAll(async () => {
    rig = await startConsoleRig()
    siteId = (await rig.app.call('createSite', { body: { name: 'Harbour' } })).id
    const station = await connectStation(rig.app, 'DOUBT-1', siteId)
    // A token that nobody knows makes a session doubtful.
    charge = async (connectorId, meterStop) => {
      const timestamp = new Date(Date.now() - 60_000).toISOString()
      const start = { connectorId, idTag: 'STRANGER', meterStart: 1000, timestamp }
      const { transactionId } = await station.call('StartTransaction', start)
      await station.call('StopTransaction', { transactionId, meterStop, timestamp: new Date().toISOString() })
    }
    await charge(1, 6000)
    await charge(2, 9000)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const waiting = async () => (await rig.app.call('listSessions', { query: { review: 'open' } })).items
  const openSession = (page: Page, energy: string) =>
    page.getByRole('row').filter({ hasText: energy }).getByRole('link').first().click()

  test('wait in a queue with a count; one is corrected, refused where it is wrong, and what was measured stays', async () => {
    const { page } = await rig.open('/')
    const queue = page.getByRole('link', { name: /^To review 2/ })
    await queue.click()
    await page.getByRole('heading', { level: 1, name: 'To review' }).waitFor()
    expect(page.url()).toContain('review=open')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await openSession(page, '5.00 kWh')
    await page.getByRole('button', { name: 'Correct the session' }).click()
    const dialog = page.getByRole('dialog', { name: 'Correct the session' })
    const correct = dialog.getByRole('button', { name: 'Correct', exact: true })
    const energy = dialog.getByRole('textbox', { name: 'Energy, kWh' })
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The meter ran on')
    // Nothing differs yet.
    expect(await correct.isDisabled()).toBe(true)
    await energy.fill('minus one')
    expect(await complaintOf(energy)).not.toBe('')
    expect(await correct.isDisabled()).toBe(true)
    await energy.fill('4,2')
    await dialog.getByLabel('Ended').fill('2001-01-01T00:00')
    expect(await complaintOf(dialog.getByLabel('Ended'))).not.toBe('')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Correct the session' }).click()
    await energy.fill('4,2')
    expect(await correct.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The meter ran on')
    await correct.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('measured 5.00 kWh').waitFor()
    await page.getByRole('list', { name: 'Decisions, the last first' }).getByText('The meter ran on').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: /^To review 1/ }).click()
    await page.getByText('8.00 kWh').waitFor()
    await page.getByText('4.20 kWh').waitFor({ state: 'detached' })
    const corrected = await rig.app.call('listSessions', { query: { review: 'corrected' } })
    expect(corrected.items).toMatchObject([{ energyWh: 5000, review: { correction: { energyWh: 4200 } } }])
  })

  test('are confirmed as they stand; the queue is empty then, and the count is gone', async () => {
    const { page } = await rig.open('/sessions?review=open')
    await openSession(page, '8.00 kWh')
    await page.getByRole('button', { name: 'Confirm as measured' }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm as measured' })
    expect(await dialog.getByRole('button', { name: 'Confirm', exact: true }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('A visitor, let in by the desk')
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'All that wait' }).click()
    await page.getByText('Nothing to review').waitFor()
    await page.getByRole('link', { name: /^To review/ }).waitFor({ state: 'detached' })
    expect(await waiting()).toEqual([])
  })

  test('are not decided upon unseen: what somebody else has decided meanwhile is said', async () => {
    await charge(1, 3500)
    const [session] = await waiting()
    const { page } = await rig.open(`/sessions/${session?.id}`)
    await page.getByRole('button', { name: 'Confirm as measured' }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm as measured' })
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Mine')
    const { reviewBasis: basis } = await rig.app.call('getSession', { params: { id: session?.id ?? '' } })
    await rig.app.call('reviewSession', {
      params: { id: session?.id ?? '' },
      body: { verdict: 'confirmed', basis, reason: 'Theirs' },
    })
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
    await dialog.getByText('has changed since you looked at it').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Theirs').waitFor()
  })

  test('are decided upon by those who may; a host looks at those of their own site', async () => {
    await charge(2, 2000)
    const [session] = await waiting()
    const { cookies } = await newPerson(rig.app, 'host@example.com', 'siteHost')
    const page = await rig.newPage({ locale: 'en-GB' }, cookies)
    await page.goto(`${rig.app.url}/sessions/${session?.id}`)
    await settled(page)
    await page.getByText('Nobody has decided yet').waitFor()
    expect(await page.getByRole('button', { name: 'Confirm as measured' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: /^To review/ }).count()).toBe(0)
    const other = await rig.app.call('createSite', { body: { name: 'Elsewhere' } })
    const seenFrom = async (id: string) => {
      const { key } = await rig.app.call('createApiKey', {
        body: { name: id, role: 'finance', scope: { siteIds: [id] } },
      })
      const { items } = (await (await rig.app.request('/api/v1/sessions?review=open', { key })).json()) as {
        items: unknown[]
      }
      const { sessionsToReview } = (await (await rig.app.request('/api/v1/network/now', { key })).json()) as {
        sessionsToReview: number
      }
      return [
        items.length,
        sessionsToReview,
        (await rig.app.request(`/api/v1/sessions/${session?.id}`, { key })).status,
      ]
    }
    expect(await seenFrom(siteId)).toEqual([1, 1, 200])
    expect(await seenFrom(other.id)).toEqual([0, 0, 404])
  })
})
