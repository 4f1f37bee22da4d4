import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/index.ts'
import { register, startTestGateway } from './testing/test-gateway.ts'
import { TestStation } from './testing/test-station.ts'

const { database, ...testDatabase } = await createTestDatabase()
const settings = { STATION_RATE_PER_SECOND: '100000', STATION_RATE_BURST: '100000' }
const gateway = await startTestGateway({ database, settings })
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const ACTIONS = [
  ...['BootNotification', 'StatusNotification', 'Authorize', 'StartTransaction', 'StopTransaction', 'MeterValues'],
  ...['DataTransfer', 'FirmwareStatusNotification', 'DiagnosticsStatusNotification', 'SecurityEventNotification'],
  ...['TransactionEvent', 'NotifyReport', 'NotifyEvent', 'Reset', '__proto__', 'toString', ''],
]
const NAMES = [
  ...['connectorId', 'idTag', 'timestamp', 'meterStart', 'meterStop', 'transactionId', 'status', 'errorCode'],
  ...['meterValue', 'sampledValue', 'value', 'unit', 'measurand', 'vendorId', 'data', 'eventType', 'seqNo'],
  ...['transactionInfo', 'chargePointVendor', 'chargePointModel', 'constructor', '__proto__', 'type'],
]
const poison = fc.constantFrom<unknown>(
  ...['\u0000', '\ud800', "'; drop table frames", '<img src=x onerror=alert(1)>', 'x'.repeat(3000), '2026-13-45T99'],
  ...['0000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 2 ** 63, -1, 1e308, 0.1, null, true, [], {}],
)
const { payload } = fc.letrec((tie) => ({
  payload: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 8 }),
  value: fc.oneof(
    { maxDepth: 4 },
    poison,
    fc.string(),
    fc.integer(),
    tie('payload'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
}))
const call = fc.tuple(fc.constantFrom(...ACTIONS.filter((action) => action !== '')), payload)
const noise = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .tuple(fc.constantFrom(2, 3, 4, 5, 6, '2'), poison, fc.constantFrom(...ACTIONS), poison)
    .map((frame) => JSON.stringify(frame)),
)

test.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'])(
  '%s: whatever a station sends, every call is answered once, and another station does not notice',
  async (subprotocol) => {
    await register(database, `Fuzz-${subprotocol}`, { booted: true })
    await register(database, `Witness-${subprotocol}`, { booted: true })
    const station = await TestStation.connect({
      port: gateway.port,
      target: `Fuzz-${subprotocol}`,
      subprotocols: [subprotocol],
    })
    const witness = await TestStation.connect({ port: gateway.port, target: `Witness-${subprotocol}` })
    let next = 1
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(call, noise), { maxLength: 20 }), async (messages) => {
        const ids: string[] = []
        for (const message of messages) {
          if (typeof message === 'string') {
            station.socket.send(message)
            continue
          }
          const id = `f${next++}`
          ids.push(id)
          station.socket.send(JSON.stringify([2, id, ...message]))
        }
        for (const id of ids) {
          await station.answerTo(id)
          expect(station.received.filter((frame) => frame[1] === id)).toHaveLength(1)
        }
        station.received.length = 0
        expect(await witness.result('Heartbeat', {})).toHaveProperty('currentTime')
      }),
      { numRuns: 60 },
    )
  },
)
