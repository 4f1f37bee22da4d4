import type { OcppVersion } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { startStation } from '../testing/station-fixture.ts'
import { eventually, type TestCsms } from '../testing/test-csms.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']

/** Answers the first Boots with the given statuses, the rest with Accepted. */
function boots(...statuses: readonly string[]) {
  const left = [...statuses]
  return (csms: TestCsms) => {
    csms.answer = (call) => {
      if (call.action !== 'BootNotification') return undefined
      const status = left.shift() ?? 'Accepted'
      return {
        ok: true,
        payload: { status, currentTime: new Date().toISOString(), interval: status === 'Accepted' ? 300 : 0 },
      }
    }
  }
}

test.each(VERSIONS)(
  '%s: Pending and Rejected stations boot again and say nothing else until accepted',
  async (version) => {
    const retry = { behaviour: { bootRetryMs: 20 } }
    await using fixture = await startStation(version, retry, boots('Pending', 'Rejected'))
    await fixture.online()
    await eventually('a status', () => fixture.csms.of('StatusNotification').length > 0)
    expect(fixture.csms.calls.slice(0, 3).map((call) => call.action)).toEqual(Array(3).fill('BootNotification'))
    expect(fixture.csms.calls[3]?.action).toBe('StatusNotification')
    expect(fixture.csms.violations).toEqual([])
  },
)

test('a Boot that is refused by an error is sent again', async () => {
  let refusals = 0
  await using fixture = await startStation('2.0.1', { behaviour: { bootRetryMs: 10 } }, (csms) => {
    csms.answer = (call) => {
      if (call.action !== 'BootNotification' || refusals === 2) return undefined
      refusals += 1
      return { ok: false, code: 'InternalError', description: 'not now' }
    }
  })
  await fixture.online()
  expect(fixture.csms.of('BootNotification')).toHaveLength(3)
})

test('a Pending station can be asked for a Boot', async () => {
  await using fixture = await startStation('1.6', {}, boots('Pending'))
  await eventually('pending', () => fixture.station.registration === 'Pending')
  const outcome = await fixture.csms.command('CS-1.6', 'TriggerMessage', { requestedMessage: 'BootNotification' })
  expect(outcome).toMatchObject({ kind: 'result', payload: { status: 'Accepted' } })
  await fixture.online()
})

test('heartbeats follow the interval of the Boot answer', async () => {
  await using fixture = await startStation('1.6', {}, (csms) => {
    csms.answer = (call) =>
      call.action === 'BootNotification'
        ? { ok: true, payload: { status: 'Accepted', currentTime: new Date().toISOString(), interval: 1 } }
        : undefined
  })
  await fixture.online()
  await eventually('two heartbeats', () => fixture.csms.of('Heartbeat').length >= 2)
})

test('firmware that boots after every reconnect does so', async () => {
  await using fixture = await startStation('1.6', { behaviour: { bootOnReconnect: true } })
  await fixture.online()
  fixture.csms.disconnect('CS-1.6')
  await eventually('second boot', () => fixture.csms.of('BootNotification').length === 2)
  await fixture.online()
})
