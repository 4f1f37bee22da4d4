import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startReceiver } from '../../packages/server/src/webhooks/testing/receiver.ts'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled, widthOnPhone } from './page.ts'

describe.skipIf(!hasBrowser)('integrations', () => {
  let rig: ConsoleRig
  beforeAll(async () => {
    rig = await startConsoleRig({ env: { EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1' } })
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('a webhook is made, tested, refused, looked into and delivered again', async () => {
    await using receiver = await startReceiver()
    receiver.answers.push(410)
    const { page, complaints } = await rig.open('/integrations')
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    await page.getByLabel('Name').fill('Billing')
    await page.getByLabel('Address').fill('https://10.0.0.1/hook')
    await page.getByLabel('Session ended').check()
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('must not lead into an internal network').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Address').fill(receiver.url)
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('It is shown this once').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()

    await page.getByRole('link', { name: 'Billing' }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('Given up · HTTP 410').waitFor()
    await page.getByText('The receiver answered 410: it is gone.').waitFor()
    await page.getByRole('button', { name: 'Put to work' }).click()
    await page.getByText('Works', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Open the delivery of webhook.test' }).click()
    await page.getByText('"type":"webhook.test"').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Deliver again' }).click()
    await page.getByText('Delivered · HTTP 200').waitFor()
    expect(receiver.types()).toEqual(['webhook.test', 'webhook.test'])
    expect(await widthOnPhone(page)).toBe(320)
    // The address that was refused.
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
  })

  test('the reference of the API shows what an operation takes, and a call to copy', async () => {
    const { page } = await rig.open('/integrations')
    await page.getByRole('link', { name: 'Open the reference' }).click()
    await page.getByRole('searchbox', { name: 'Search operations' }).fill('createToken')
    await page.getByText('Add an id token', { exact: true }).click()
    await page.getByText('curl -X POST').waitFor()
    await page.getByText('maxConcurrent', { exact: true }).first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
  })

  test('a person chooses what to be told of, and keeps it', async () => {
    const { page } = await rig.open('/notifications')
    const cell = page.getByRole('combobox', { name: 'Station offline by E-mail' })
    await cell.selectOption('Warning and above')
    await page.getByLabel('Quiet hours').check()
    await page.getByLabel('Own address').last().fill('https://10.0.0.1/')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('must not lead into an internal network').first().waitFor()
    await page.getByLabel('Own address').last().fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await page.reload()
    await settled(page)
    await expect.poll(() => cell.inputValue()).toBe('warning')
    expect(await page.getByLabel('From').inputValue()).toBe('22:00')
    expect(await violationsOf(page)).toEqual([])
    expect(await widthOnPhone(page)).toBe(320)
  })
})
