import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

async function connect() {
  const station = await connectTestStation({ url: app.stationUrl, identity: 'BIG-1' })
  await station.call('BootNotification', BOOT_16)
  return station
}

test('a station is allowed longer messages than the others, from its next connection on', async () => {
  await app.call('createStation', { body: { id: 'BIG-1', securityProfile: 0 } })
  const params = { stationId: 'BIG-1' }
  const data = 'x'.repeat(500_000)
  const before = await connect()
  void before.call('DataTransfer', { vendorId: 'v', data })
  expect(await before.closed).toBe(1009)
  const held = await connect()
  expect((await app.call('updateStation', { params, body: { maxFrameBytes: 1_048_576 } })).maxFrameBytes).toBe(
    1_048_576,
  )
  await held.closed
  const after = await connect()
  expect(await after.call('DataTransfer', { vendorId: 'v', data })).toHaveProperty('status')
  expect((await app.call('updateStation', { params, body: { maxFrameBytes: null } })).maxFrameBytes).toBeNull()
  await after.closed
  await expect(app.call('updateStation', { params, body: { maxFrameBytes: 1_048_577 } })).rejects.toMatchObject({
    problem: { code: 'invalidInput', errors: [{ field: 'maxFrameBytes' }] },
  })
})
