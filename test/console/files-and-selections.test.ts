import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'

const WIDE = { viewport: { width: 1440, height: 900 } } as const

describe.skipIf(!hasBrowser)('records as files, and many stations at once', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
    for (const id of ['SEL-1', 'SEL-2', 'SEL-3', 'SEL-4']) {
      await rig.app.call('createStation', { body: { id, securityProfile: 0 } })
    }
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  const choose = (page: Page, name: string, content: string) =>
    page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })

  test('a file shows its problems first, and is written once it is mended', async () => {
    const { page, complaints } = await rig.open('/tokens', WIDE)
    await page.getByRole('button', { name: 'Import and export' }).click()
    await page.getByRole('menuitem', { name: 'Import a file…' }).click()
    await choose(page, 'cards.csv', 'value,label,status\nCARD-1,=1+1,active\nCARD-2,Van,parked\n')
    await page.getByText('status: Invalid option').waitFor()
    expect(await page.getByRole('button', { name: /^Write/ }).isDisabled()).toBe(true)
    await choose(page, 'cards.csv', 'value,label,status\nCARD-1,=1+1,active\nCARD-2,Van,blocked\n')
    await page.getByRole('button', { name: 'Write 2 records' }).click()
    await page.getByText('2 new records, none changed.').waitFor()
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('button', { name: 'CARD-2', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Import and export' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Export as CSV', exact: true }).click()
    expect(readFileSync(await (await saved).path(), 'utf8')).toContain("CARD-1,ISO14443,'=1+1,,active,")
    expect(complaints).toEqual([])
  })

  test('stations are chosen with shift, tagged after a rehearsal, and found by a saved view', async () => {
    const { page, complaints } = await rig.open('/stations', WIDE)
    await page.getByRole('checkbox', { name: 'Choose SEL-1' }).check()
    await page.getByRole('checkbox', { name: 'Choose SEL-3' }).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('region', { name: 'Actions for the chosen stations' })
    await bar.getByText('3 stations chosen').waitFor()
    await bar.getByRole('button', { name: 'Tags…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tags…' })
    await dialog.getByRole('textbox', { name: 'Add tags' }).fill('rapid')
    await dialog.getByText('3 stations would change, none is so already.').waitFor()
    await dialog.getByRole('button', { name: 'Change 3 stations' }).click()
    await page.getByText('3 stations changed.').waitFor()
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('rapid')
    await page.getByRole('link', { name: 'SEL-4' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view…' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Rapid ones')
    await page.getByRole('checkbox', { name: 'Everybody here sees it' }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('textbox', { name: 'Name' }).waitFor({ state: 'detached' })
    await page.goto(`${rig.app.url}/stations`)
    await page.getByRole('link', { name: 'SEL-4' }).waitFor()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Rapid ones', exact: true }).click()
    await page.getByRole('link', { name: 'SEL-4' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('tag')).toBe('rapid')
    expect(complaints).toEqual([])
  })

  test('all that match get a command, and it is asked first who would', async () => {
    const { page } = await rig.open('/stations?search=sel', WIDE)
    await page.getByRole('checkbox', { name: 'Choose SEL-2' }).check()
    const bar = page.getByRole('region', { name: 'Actions for the chosen stations' })
    await bar.getByRole('button', { name: 'Choose all 4' }).click()
    await bar.getByText('4 stations chosen').waitFor()
    await bar.getByRole('link', { name: 'Reset' }).click()
    await page.getByRole('button', { name: 'Who would get it?' }).click()
    await page.getByText('Nobody gets it now, 4 when they connect, nobody is left out').waitFor()
    expect((await rig.app.call('listCommandRuns', {})).items).toEqual([])
  })

  test('stations are put into a new group and moved to a site', async () => {
    await rig.app.call('createSite', { body: { name: 'North yard' } })
    const { page } = await rig.open('/stations', WIDE)
    await page.getByRole('checkbox', { name: 'Choose SEL-4' }).check()
    const bar = page.getByRole('region', { name: 'Actions for the chosen stations' })
    await bar.getByRole('button', { name: 'Groups…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Groups…' })
    await dialog.getByRole('textbox', { name: 'New group' }).fill('Night')
    await dialog.getByRole('button', { name: 'Make the group' }).click()
    await dialog.getByText('One station would change').waitFor()
    await dialog.getByRole('button', { name: 'Change one station' }).click()
    await bar.getByRole('button', { name: 'Move to a site…' }).click()
    await page.getByRole('combobox', { name: 'Site', exact: true }).last().selectOption({ label: 'North yard' })
    await page.getByRole('button', { name: 'Change one station' }).click()
    const station = () => rig.app.call('getStation', { params: { stationId: 'SEL-4' } })
    await expect.poll(async () => (await station()).siteName).toBe('North yard')
  })
})
