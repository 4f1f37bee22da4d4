import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCsr } from '../../packages/server/src/certificates/testing/csr.ts'
import { createTestAuthority } from '../../packages/server/src/testing/test-authority.ts'
import { violationsInBothColours, violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { turnTo } from './page.ts'
import { connectStation } from './station.ts'

describe.skipIf(!hasBrowser)('certificates', () => {
  let rig: ConsoleRig

  beforeAll(async () => {
    rig = await startConsoleRig()
    const station = await connectStation(rig.app, 'CERT-1')
    await station.call('SignCertificate', { csr: (await makeCsr({ CN: 'CERT-1' })).csr })
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('one that is about to end is named on the first page, and renewed from there with one click', async () => {
    const stateOf = async () => (await rig.app.call('listCertificates', {})).items[0]?.state
    await expect.poll(stateOf, { timeout: 15_000 }).toBe('accepted')
    await rig.app.database.pool.query(`update station_certificates set not_after = now() + interval '5 days'`)
    const { page } = await rig.open('/')
    await page.getByText(/^Its certificate ends in .* and has not been renewed$/).waitFor()
    await page.getByRole('button', { name: 'Renew: CERT-1' }).click()
    const asked = async () => (await rig.app.call('listCommands', { params: { stationId: 'CERT-1' } })).items[0]
    await expect
      .poll(async () => (await asked())?.body, { timeout: 15_000 })
      .toEqual({ kind: 'triggerMessage', message: 'SignChargingStationCertificate' })
  })

  test('of all stations are listed, and one is revoked', async () => {
    const { page } = await rig.open('/certificates')
    const table = page.getByRole('table', { name: 'Certificates of stations' })
    await table.getByRole('link', { name: 'CERT-1' }).waitFor()
    await table.getByText(/left$/).waitFor()
    await page.getByRole('button', { name: 'Revoke: CERT-1' }).click()
    const dialog = page.getByRole('dialog', { name: 'Revoke the certificate' })
    await dialog.getByLabel('Reason').selectOption('Key in other hands')
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('No station has a certificate yet').waitFor()
    await page.getByText('All', { exact: true }).click()
    await table.getByText('Revoked').waitFor()
  })

  test('a root is trusted, refused when it is none, and removed', async () => {
    const { page } = await rig.open('/certificates?view=roots')
    await page.getByRole('button', { name: 'Add a root' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a root' })
    await dialog.getByLabel('Trusted for').selectOption('Mobility operator')
    await dialog.getByLabel('Certificate (PEM)').fill('not a certificate')
    await dialog.getByRole('button', { name: 'Trust it' }).click()
    await dialog
      .getByText(/certificate/i)
      .last()
      .waitFor()
    const { pem } = await createTestAuthority('Roaming Root')
    await dialog.getByLabel('or from a file').setInputFiles({
      name: 'root.pem',
      mimeType: 'application/x-pem-file',
      buffer: Buffer.from(pem),
    })
    await dialog.getByLabel('Name (optional)').fill('Roaming')
    await dialog.getByRole('button', { name: 'Trust it' }).click()
    const row = page.getByRole('row', { name: /Roaming/ })
    await row.getByText('Mobility operator').waitFor()
    await row.getByRole('button', { name: 'Remove Roaming' }).click()
    const question = page.getByRole('dialog', { name: 'Trust this root no more' })
    await question.getByText('Contracts of cars that stand under it are refused.').waitFor()
    await question.getByRole('button', { name: 'Remove' }).click()
    await row.waitFor({ state: 'detached' })
  })

  test('who signs is changed, and a service that cannot be reached is not taken', async () => {
    const { page } = await rig.open('/certificates?view=authorities')
    await page.getByRole('button', { name: 'Change: Certificates towards this server' }).click()
    const dialog = page.getByRole('dialog', { name: 'Certificates towards this server' })
    await dialog.getByLabel('Valid for (days)').fill('0')
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Valid for (days)').fill('180')
    await dialog.getByLabel('Organisation').fill('Norrvolt AB')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('180 days').waitFor()
    const authority = () => rig.app.call('getCertificateAuthority', { params: { name: 'station' } })
    expect(await authority()).toMatchObject({ kind: 'local', organization: 'Norrvolt AB', validityDays: 180 })

    await page.getByRole('button', { name: 'Change: Certificates towards this server' }).click()
    await dialog.getByText('Service (EST)', { exact: true }).click()
    await dialog.getByLabel('Address').fill('https://127.0.0.1:9/est')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').getByText(/./).waitFor()
    expect(await authority()).toMatchObject({ kind: 'local' })
  })

  test('the provider of contracts is chosen, and contracts are listed and revoked', async () => {
    const { page } = await rig.open('/certificates?view=plugAndCharge')
    await page.getByText('No contract yet').waitFor()
    await page.getByRole('button', { name: 'Change: Provider of contracts' }).click()
    const dialog = page.getByRole('dialog', { name: 'Provider of contracts' })
    await dialog.getByLabel('Provider', { exact: true }).selectOption('Test provider')
    await dialog.getByLabel('Responders in private networks').fill('http://ocsp.internal')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await rig.app.call('getPlugAndCharge', {})).toMatchObject({
      provider: 'test',
      trustedResponders: ['http://ocsp.internal'],
    })
    await rig.app.database.pool.query(
      `insert into issued_certificates (tenant_id, authority, serial_number, kind, subject, fingerprint, not_after, issued_at)
       values (1, 'local-ecdsa', '4711', 'contract', 'CN=DENVT1234567890', $1, now() + interval '1 year', now())`,
      ['a'.repeat(64)],
    )
    await page.reload()
    await page.getByRole('button', { name: /^Revoke: / }).click()
    await page.getByRole('dialog', { name: 'Revoke the certificate' }).getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('table').getByText('Revoked').waitFor()
  })

  test('every part meets WCAG 2.2 AA in light and dark and reflows at 320 px', async () => {
    const { page, complaints } = await rig.open('/', { viewport: { width: 320, height: 640 } })
    for (const view of ['stations&scope=all', 'roots', 'authorities', 'plugAndCharge', 'server']) {
      await turnTo(page, `/certificates?view=${view}`)
      expect(await violationsInBothColours(page), view).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), view).toBe(320)
    }
    expect(complaints).toEqual([])
  })
})
