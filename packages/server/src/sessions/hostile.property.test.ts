import type { MeterSample, StationTime, TransactionReported } from '@stationmaster/ocpp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StationModel, T0 } from '../stations/testing/station-model.ts'
import type { Session } from './session.ts'

const EXTREMES = [0, -1, 0.5, 1e308, -1e308, 2 ** 63, 2 ** 31, Number.MAX_SAFE_INTEGER, 5_231_000, 5231]
// JSON knows no minus zero.
const figure = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(...EXTREMES)).map((value) => value + 0)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('-1', '0', '1001', 'CARD', '__proto__', '\0'),
)
const time: fc.Arbitrary<StationTime> = fc.record({
  text,
  ms: fc.oneof(fc.constantFrom(undefined, 0, 8.64e15, -8.64e15), fc.integer({ min: T0 - 1e7, max: T0 + 1e7 })),
})
const evse = fc.record({ evseId: fc.constantFrom(0, 1, 2, 40_000), connectorId: fc.constantFrom(0, 1, 99_999) })
const token = fc.record({ value: text, type: text })
const sample: fc.Arbitrary<MeterSample> = fc.record(
  { at: time, context: text, energyImportWh: figure, powerImportW: figure, socPercent: figure, currentL1A: figure },
  { requiredKeys: ['at', 'context'] },
)
const transaction = fc.record<TransactionReported, 'kind' | 'phase' | 'at' | 'samples'>(
  {
    kind: fc.constant('transaction'),
    phase: fc.constantFrom('started', 'updated', 'ended'),
    transactionId: text,
    seqNo: fc.oneof(fc.nat(5), fc.integer()),
    at: time,
    evse,
    idToken: token,
    registerWh: figure,
    samples: fc.array(sample, { maxLength: 4 }),
    chargingState: fc.constantFrom('Charging', 'Idle'),
    stoppedReason: text,
    offline: fc.boolean(),
    remoteStartId: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  },
  { requiredKeys: ['kind', 'phase', 'at', 'samples'] },
)
const meter = fc.record({
  kind: fc.constant('meterValues' as const),
  evse,
  transactionId: text,
  samples: fc.array(sample, { maxLength: 4 }),
})

/** Only a start of 1.6 has no transaction id, and 1.6 has no updates. */
function spokenIn(version: '1.6' | '2.0.1', event: TransactionReported): TransactionReported {
  const phase = version === '1.6' && event.phase === 'updated' ? 'started' : event.phase
  const { transactionId = '-1', ...rest } = event
  return version === '1.6' && phase === 'started' ? { ...rest, phase } : { ...event, phase, transactionId }
}

/** What the columns of `sessions` take, and what a bill can be made of. */
function expectStorable(session: Session): void {
  const whole = [session.energyWh, session.meterStartWh ?? 0, session.meterStopWh ?? 0, session.startedAtMs]
  for (const value of whole) expect(Number.isSafeInteger(value)).toBe(true)
  expect(session.energyWh).toBeGreaterThanOrEqual(0)
  for (const power of [session.powerW, session.maxPowerW]) expect(Math.abs(power ?? 0)).toBeLessThanOrEqual(4_000_000)
  for (const soc of [session.socPercent, session.startSocPercent]) expect(soc ?? 0).toBeLessThanOrEqual(100)
  expect(Math.max(session.evse.evseId, session.evse.connectorId)).toBeLessThanOrEqual(32_767)
  expect((session.remoteStartId ?? 0) | 0).toBe(session.remoteStartId ?? 0)
  expect(session.endedAtMs ?? session.startedAtMs).toBeGreaterThanOrEqual(session.startedAtMs)
  expect(session.startedAtMs).toBeLessThanOrEqual(T0 + 600_000)
  expect(session.confidence).toBeGreaterThanOrEqual(0)
  expect(JSON.parse(JSON.stringify(session.fold))).toEqual(session.fold)
}

describe.each(['1.6', '2.0.1'] as const)('whatever a %s station writes into its fields', (version) => {
  it('is answered validly, and leaves sessions that can be stored and read back', () => {
    const possible = transaction.map((event) => spokenIn(version, event))
    const events = fc.array(fc.record({ event: fc.oneof(possible, meter), lost: fc.boolean() }), { maxLength: 12 })
    fc.assert(
      fc.property(events, (given) => {
        const station = new StationModel({ version })
        for (const { event, lost } of given) {
          const reply = station.send(event)
          expect(reply.kind).toBe(event.kind === 'meterValues' ? 'empty' : 'transaction')
          if (event.kind === 'transaction' && event.phase === 'started' && event.transactionId === undefined) {
            expect(reply).toMatchObject({ transactionId: expect.any(Number), token: { status: expect.any(String) } })
          }
          for (const session of station.state.sessions) expectStorable(session)
          if (lost) station.reload()
        }
        const keys = [...station.sessions.values()].map(
          (session) => `${session.transactionId}/${session.generation}/${session.startKey}`,
        )
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 500 },
    )
  })
})
