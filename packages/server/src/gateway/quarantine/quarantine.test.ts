import { afterAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/index.ts'
import type { StationIdentity } from '../../stations/ids.ts'
import { verifySecret } from '../credentials.ts'
import { LIVE_SUBJECT } from '../live.ts'
import { register, startTestGateway, TENANT } from '../testing/test-gateway.ts'
import { eventually, TestStation } from '../testing/test-station.ts'
import { announceApproval, issuePassword } from './messages.ts'
import { MOST_PRESENTATIONS } from './store.ts'

const { database, ...testDatabase } = await createTestDatabase()
const gateway = await startTestGateway({ database, settings: { QUARANTINE_LIMIT: '5' } })
const { bus, port } = gateway
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

async function quarantined(identity: string) {
  const { rows } = await database.pool.query('select * from quarantine where identity_folded = $1', [identity])
  return rows[0]
}

async function presentations(identity: string): Promise<{ secret_hash: Buffer }[]> {
  const question = 'select secret_hash from quarantine_presentations where identity_folded = $1'
  return (await database.pool.query(question, [identity])).rows
}

const named = (text: string) => ({ tenantId: TENANT, identity: text as StationIdentity })

describe('an unknown station', () => {
  test('is told Pending and is listed with what it says of itself', async () => {
    const notices: unknown[] = []
    const listening = bus.subscribe(LIVE_SUBJECT, ({ payload }) => void notices.push(payload))
    const station = await TestStation.connect({ port, target: 'New-1' })
    expect(await station.boot()).toMatchObject({ status: 'Pending', interval: 300 })
    expect(await quarantined('new-1')).toMatchObject({
      identity: 'New-1',
      ocpp_version: '1.6',
      vendor: 'Vendor',
      model: 'Model',
      boots: 1,
      tenant_id: 1,
    })
    await eventually(async () => JSON.stringify(notices).includes('"identity":"new-1"'))
    listening.stop()
  })

  test('gets an error for everything else, and nothing of it is stored', async () => {
    const station = await TestStation.connect({ port, target: 'New-2', subprotocols: ['ocpp2.0.1'] })
    expect((await station.call('Heartbeat', {})).slice(0, 3)).toEqual([4, 'm1', 'SecurityError'])
    expect((await station.call('Nonsense', {})).slice(0, 3)).toEqual([4, 'm2', 'SecurityError'])
    expect(await station.boot()).toMatchObject({ status: 'Pending' })
    const { rows } = await database.pool.query('select from frames')
    expect(rows).toHaveLength(0)
  })

  test('leaves a salted hash of the password it presents', async () => {
    const station = await TestStation.connect({ port, target: 'New-3', password: 'its own password' })
    await station.boot()
    const { secret_salt: salt } = await quarantined('new-3')
    const [first] = await presentations('new-3')
    expect(verifySecret(Buffer.from('its own password'), { salt, hash: first?.secret_hash ?? Buffer.alloc(32) })).toBe(
      true,
    )
  })

  test('leaves one presentation for each different password, of which only so many are kept', async () => {
    for (const password of ['one password', 'another one', 'one password']) {
      const station = await TestStation.connect({ port, target: 'New-7', password })
      await station.boot()
    }
    expect(await presentations('new-7')).toHaveLength(2)
    for (let count = 0; count < 2 * MOST_PRESENTATIONS; count++) {
      const station = await TestStation.connect({ port, target: 'New-7', password: `guess ${count}` })
      await station.boot()
    }
    expect(await presentations('new-7')).toHaveLength(MOST_PRESENTATIONS)
  })

  test('comes back as a known one when it is approved', async () => {
    const station = await TestStation.connect({ port, target: 'New-4' })
    await station.boot()
    await register(database, 'New-4')
    announceApproval(bus, named('new-4'))
    expect(await station.closed()).toBe(1012)
    const known = await TestStation.connect({ port, target: 'New-4' })
    expect(await known.boot()).toMatchObject({ status: 'Accepted' })
  })

  test('that floods is cut off', async () => {
    const station = await TestStation.connect({ port, target: 'New-5' })
    for (let turn = 0; turn < 50; turn++) station.socket.send('[2,"x","Heartbeat",{}]')
    expect(await station.closed()).toBe(1008)
  })

  test('with text that no column takes is listed all the same', async () => {
    const station = await TestStation.connect({ port, target: 'New-6' })
    const boot = { chargePointVendor: 'a\u0000b\ud800', chargePointModel: '<img src=x>' }
    expect(await station.result('BootNotification', boot)).toMatchObject({ status: 'Pending' })
    expect(await quarantined('new-6')).toMatchObject({ vendor: 'ab\ufffd', model: '<img src=x>' })
  })
})

describe('a password', () => {
  test('is sent to a 1.6 station as its AuthorizationKey', async () => {
    const station = await TestStation.connect({ port, target: 'Key-1' })
    await station.boot()
    const asked = new Promise((resolve) => {
      station.onCall = (action, payload, messageId) => {
        station.answer(messageId, { status: 'Accepted' })
        resolve([action, payload])
      }
    })
    const outcome = await issuePassword(bus, { ...named('key-1'), password: 'ab'.repeat(20) })
    expect(outcome).toEqual({ kind: 'accepted', status: 'Accepted' })
    expect(await asked).toEqual(['ChangeConfiguration', { key: 'AuthorizationKey', value: 'ab'.repeat(20) }])
  })

  test('is sent to a 2.x station as its BasicAuthPassword, whose refusal is reported', async () => {
    const station = await TestStation.connect({ port, target: 'Key-2', subprotocols: ['ocpp2.1'] })
    await station.boot()
    station.onCall = (action, _, messageId) => {
      expect(action).toBe('SetVariables')
      const component = { name: 'SecurityCtrlr' }
      const variable = { name: 'BasicAuthPassword' }
      station.answer(messageId, { setVariableResult: [{ attributeStatus: 'Rejected', component, variable }] })
    }
    const outcome = await issuePassword(bus, { ...named('key-2'), password: 'ab'.repeat(20) })
    expect(outcome).toEqual({ kind: 'rejected', status: 'Rejected' })
  })

  test('for a station that is not here is reported as such', async () => {
    expect(await issuePassword(bus, { ...named('absent'), password: 'x' })).toEqual({ kind: 'offline' })
  })

  test('whose answer is lost with the socket has an unknown fate', async () => {
    const station = await TestStation.connect({ port, target: 'Key-3' })
    await station.boot()
    station.onCall = () => station.socket.terminate()
    expect(await issuePassword(bus, { ...named('key-3'), password: 'x' })).toEqual({ kind: 'unknown' })
  })
})

test('no more stations wait at once than the limit: the longest silent one makes room', async () => {
  const stations: TestStation[] = []
  for (let count = 0; count < 8; count++) stations.push(await TestStation.connect({ port, target: `Many-${count}` }))
  await stations[0]!.closed()
  expect(stations.at(-1)!.closeCode).toBeUndefined()
})
