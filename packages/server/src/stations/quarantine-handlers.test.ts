import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const BOOT_201 = { reason: 'PowerUp', chargingStation: { vendorName: 'Voltara', model: 'Titan' } }

/** A station nobody has registered, after its first Boot. */
async function stranger(identity: string, password?: string) {
  const subprotocol = 'ocpp2.0.1'
  const station = await connectTestStation({
    url: app.stationUrl,
    identity,
    subprotocol,
    ...(password === undefined ? {} : { password }),
  })
  expect(await station.call('BootNotification', BOOT_201)).toMatchObject({ status: 'Pending' })
  return station
}

const waiting = async () => (await app.call('listQuarantine', {})).items
const comeBack = (identity: string, password?: string) =>
  connectTestStation({
    url: app.stationUrl,
    identity,
    subprotocol: 'ocpp2.0.1',
    ...(password === undefined ? {} : { password }),
  })

test('a stranger waits with what it has said about itself', async () => {
  const station = await stranger('New-1')
  expect(await waiting()).toMatchObject([
    {
      id: 'New-1',
      vendor: 'Voltara',
      model: 'Titan',
      ocppVersion: '2.0.1',
      presentsPassword: false,
      boots: 1,
      online: true,
    },
  ])
  station.close()
})

test('approval issues a password, delivers it over the open connection, and the station comes back with it', async () => {
  const station = await stranger('New-2')
  station.onCall((action) =>
    action === 'SetVariables'
      ? {
          setVariableResult: [
            {
              attributeStatus: 'Accepted',
              component: { name: 'SecurityCtrlr' },
              variable: { name: 'BasicAuthPassword' },
            },
          ],
        }
      : { status: 'Accepted' },
  )
  const site = await app.call('createSite', { body: { name: 'Depot' } })
  const approval = await app.call('approveStation', {
    params: { stationId: 'new-2' },
    body: { name: 'Gate', siteId: site.id },
  })
  expect(approval.delivery).toBe('delivered')
  expect(approval.credentials).toMatchObject({ id: 'New-2', username: 'New-2', connectUrl: `${app.stationUrl}/New-2` })
  const delivered = JSON.stringify(station.heard.at(-1)?.payload)
  expect(delivered).toContain(approval.credentials.password ?? 'no password')
  expect(await station.closed).toBe(1012)
  expect((await waiting()).map(({ id }) => id)).not.toContain('New-2')
  const back = await comeBack('New-2', approval.credentials.password ?? '')
  expect(await back.call('BootNotification', BOOT_201)).toMatchObject({ status: 'Accepted' })
  expect(await app.call('getStation', { params: { stationId: 'New-2' } })).toMatchObject({
    name: 'Gate',
    siteName: 'Depot',
    online: true,
    vendor: 'Voltara',
  })
  await expect(comeBack('New-2', 'some other password')).rejects.toThrow('401')
})

test('a station that refuses the password is shown as such, and the password is shown all the same', async () => {
  const station = await stranger('New-3')
  station.onCall(() => ({
    setVariableResult: [
      { attributeStatus: 'Rejected', component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } },
    ],
  }))
  const approval = await app.call('approveStation', { params: { stationId: 'New-3' }, body: {} })
  expect(approval.delivery).toBe('refused')
  expect(approval.credentials.password).toMatch(/^[0-9a-f]{40}$/)
})

test('the presented password can be adopted, if there is one', async () => {
  const station = await stranger('New-4', 'its-own-long-password')
  const approved = await app.call('approveStation', { params: { stationId: 'New-4' }, body: { credentials: 'adopt' } })
  expect(approved).toMatchObject({ delivery: 'notNeeded', credentials: { password: null } })
  await station.closed
  const back = await comeBack('New-4', 'its-own-long-password')
  expect(await back.call('BootNotification', BOOT_201)).toMatchObject({ status: 'Accepted' })
  const without = await stranger('New-5')
  await expect(
    app.call('approveStation', { params: { stationId: 'New-5' }, body: { credentials: 'adopt' } }),
  ).rejects.toMatchObject({ problem: { code: 'noPasswordPresented' } })
  expect((await waiting()).map(({ id }) => id)).toContain('New-5')
  without.close()
})

test('of several presented passwords one must be named to be adopted', async () => {
  const impostor = await stranger('New-9', 'a password of a stranger')
  impostor.close()
  await impostor.closed
  const genuine = await stranger('New-9', 'the password of the box')
  const params = { stationId: 'New-9' }
  const presentations = (await waiting()).find(({ id }) => id === 'New-9')?.presentations ?? []
  expect(presentations).toHaveLength(2)
  expect(presentations[1]?.remoteAddress).toBe('127.0.0.1')
  await expect(app.call('approveStation', { params, body: { credentials: 'adopt' } })).rejects.toMatchObject({
    problem: { code: 'severalPasswordsPresented', errors: [{ field: 'presentationId' }] },
  })
  const unknown = { credentials: 'adopt', presentationId: '00000000-0000-4000-8000-000000000000' } as const
  await expect(app.call('approveStation', { params, body: unknown })).rejects.toMatchObject({
    problem: { code: 'invalidInput', errors: [{ field: 'presentationId' }] },
  })
  const named = { credentials: 'adopt', presentationId: presentations[1]?.id ?? '' } as const
  await app.call('approveStation', { params, body: named })
  await genuine.closed
  await expect(comeBack('New-9', 'a password of a stranger')).rejects.toThrow('401')
  const back = await comeBack('New-9', 'the password of the box')
  expect(await back.call('BootNotification', BOOT_201)).toMatchObject({ status: 'Accepted' })
  back.close()
})

test('a station can be allowed without a password', async () => {
  const station = await stranger('New-6')
  await app.call('approveStation', { params: { stationId: 'New-6' }, body: { credentials: 'none' } })
  await station.closed
  const back = await comeBack('New-6')
  expect(await back.call('BootNotification', BOOT_201)).toMatchObject({ status: 'Accepted' })
})

test('a dismissed station is forgotten until it comes again', async () => {
  const station = await stranger('New-7')
  await app.call('dismissStation', { params: { stationId: 'New-7' } })
  expect((await waiting()).map(({ id }) => id)).not.toContain('New-7')
  await station.closed
  await stranger('New-7')
  expect((await waiting()).map(({ id }) => id)).toContain('New-7')
})

test('nobody is approved twice', async () => {
  await stranger('New-8')
  const approve = () => app.call('approveStation', { params: { stationId: 'New-8' }, body: { credentials: 'none' } })
  const outcomes = await Promise.allSettled([approve(), approve(), approve()])
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1)
})

test('a deleted station is gone at once: its socket closes and it is a stranger again', async () => {
  const { password } = await app.call('createStation', { body: { id: 'Old-1' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'Old-1', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  await app.call('deleteStation', { params: { stationId: 'Old-1' } })
  await station.closed
  await stranger('Old-1')
  expect((await waiting()).map(({ id }) => id)).toContain('Old-1')
})
