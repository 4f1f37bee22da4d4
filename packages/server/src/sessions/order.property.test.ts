import type { StationEvent, TransactionReported } from '@stationmaster/ocpp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event2, meterValues, minute, sample, start16, stop16 } from '../stations/testing/reports.ts'
import { StationModel, T0 } from '../stations/testing/station-model.ts'
import type { Session } from './session.ts'

const CARD = { value: 'CARD', type: 'ISO14443' }
const HOUR_MS = 3_600_000

/** A station that comes back with its queue, two hours after the test day began. */
function queuedStation(version: '1.6' | '2.0.1'): StationModel {
  const station = new StationModel({ version, connectedAtMs: T0 + 2 * HOUR_MS })
  station.nowMs = T0 + 2 * HOUR_MS + 1000
  return station
}

/** What must not depend on the order of arrival. */
function truth(session: Session) {
  const { state, energyWh, startedAtMs, endedAtMs, meterStartWh, meterStopWh, stoppedReason, chargingState } = session
  const { idToken, maxPowerW, socPercent, startSocPercent, authorizationStatus } = session
  const flags = session.flags.map(({ code }) => code).filter((code) => code !== 'lateEvent')
  const totals = { state, energyWh, startedAtMs, endedAtMs, meterStartWh, meterStopWh, stoppedReason, chargingState }
  return { ...totals, idToken, maxPowerW, socPercent, startSocPercent, authorizationStatus, flags: flags.toSorted() }
}

/** Registers that rise by at most 5 kWh a minute, as minutes after the start. */
const risingWh = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 8 }).map((steps) => {
  let wh = 1_000_000
  return steps.map((step) => {
    wh += step
    return wh
  })
})

function transaction2(registers: readonly number[]): TransactionReported[] {
  const last = registers.length - 1
  return [
    event2('started', 0, 0, {
      idToken: CARD,
      samples: [sample(minute(0), 1_000_000, { context: 'Transaction.Begin' })],
    }),
    ...registers.map((wh, index) => {
      const chargingState = index % 2 === 0 ? ('Charging' as const) : ('SuspendedEV' as const)
      const reading = sample(minute(index + 1), wh, { powerImportW: 1000 + index, socPercent: 20 + index })
      return event2('updated', index + 1, index + 1, { chargingState, samples: [reading] })
    }),
    event2('ended', last + 2, last + 2, {
      stoppedReason: 'EVDisconnected',
      samples: [sample(minute(last + 2), registers[last] ?? 0, { context: 'Transaction.End' })],
    }),
  ]
}

/** Indices in any order, some more than once, and after which deliveries memory is lost. */
function deliveryOf(count: number) {
  return fc.record({
    order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
    again: fc.array(fc.nat(count - 1), { maxLength: 6 }),
    reloadAfter: fc.array(fc.nat(count + 6), { maxLength: 3 }),
  })
}

function deliver(station: StationModel, events: readonly StationEvent[], delivery: Delivery): StationModel {
  const sent = [...delivery.order, ...delivery.again].flatMap((index) => events[index] ?? [])
  for (const [count, event] of sent.entries()) {
    station.send(event)
    if (delivery.reloadAfter.includes(count)) station.reload()
  }
  return station
}

interface Delivery {
  readonly order: readonly number[]
  readonly again: readonly number[]
  readonly reloadAfter: readonly number[]
}

/** Registers, and an order in which the events made of them arrive: `more` events than registers. */
function delivered(registers: fc.Arbitrary<number[]>, more: number) {
  return registers.chain((wh) => fc.record({ registers: fc.constant(wh), delivery: deliveryOf(wh.length + more) }))
}

describe('a session is a function of the set of its events', () => {
  it('2.x: whatever the order, however often repeated, with memory lost on the way', () => {
    fc.assert(
      fc.property(delivered(risingWh, 2), ({ registers, delivery }) => {
        const events = transaction2(registers)
        const inOrder = queuedStation('2.0.1')
        for (const event of events) inOrder.send(event)
        const station = deliver(queuedStation('2.0.1'), events, delivery)
        expect(truth(station.session)).toEqual(truth(inOrder.session))
        expect(station.session.energyWh).toBe((registers.at(-1) ?? 0) - 1_000_000)
        expect(station.events).toHaveLength(events.length)
      }),
      { numRuns: 400 },
    )
  })

  it('2.x: leaving out any of the updates changes neither energy, start, stop nor state', () => {
    fc.assert(
      fc.property(
        risingWh.chain((registers) =>
          fc.record({
            registers: fc.constant(registers),
            kept: fc.shuffledSubarray([...Array(registers.length).keys()]),
          }),
        ),
        ({ registers, kept }) => {
          const events = transaction2(registers)
          const [started, ended] = [events[0], events.at(-1)]
          const sent = [ended, ...kept.map((index) => events[index + 1]), started]
          const station = queuedStation('2.0.1')
          for (const event of sent) if (event) station.send(event)
          expect(station.session).toMatchObject({
            state: 'ended',
            energyWh: (registers.at(-1) ?? 0) - 1_000_000,
            startedAtMs: minute(0).ms,
            endedAtMs: minute(registers.length + 1).ms,
            meterStartWh: 1_000_000,
            meterStopWh: registers.at(-1),
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('2.x: also when the register falls, jumps to zero or changes its unit', () => {
    const wild = fc.array(fc.constantFrom(0, 5, 900, 5000, 5231, 1_000_500, 5_231_200, 9_000_000), {
      minLength: 1,
      maxLength: 7,
    })
    fc.assert(
      fc.property(delivered(wild, 2), ({ registers, delivery }) => {
        const events = transaction2(registers)
        const inOrder = queuedStation('2.0.1')
        for (const event of events) inOrder.send(event)
        const station = deliver(queuedStation('2.0.1'), events, delivery)
        expect(truth(station.session)).toEqual(truth(inOrder.session))
      }),
      { numRuns: 400 },
    )
  })

  it('2.x: a station that numbers every event 0', () => {
    fc.assert(
      fc.property(delivered(risingWh, 2), ({ registers, delivery }) => {
        const events = transaction2(registers).map((event) => ({ ...event, seqNo: 0 }))
        const inOrder = queuedStation('2.0.1')
        for (const event of events) inOrder.send(event)
        const station = deliver(queuedStation('2.0.1'), events, delivery)
        expect(truth(station.session)).toEqual(truth(inOrder.session))
        expect(truth(station.session)).toMatchObject({
          energyWh: (registers.at(-1) ?? 0) - 1_000_000,
          flags: ['sequenceReused'],
        })
      }),
      { numRuns: 200 },
    )
  })

  it('1.6: meter values and the stop after a start, in any order', () => {
    fc.assert(
      fc.property(delivered(risingWh, 1), ({ registers, delivery }) => {
        const station = queuedStation('1.6')
        station.send(start16())
        const count = registers.length
        const events: StationEvent[] = [
          ...registers.map((wh, index) => meterValues([sample(minute(index + 1), wh)], 1001)),
          stop16(1001, { at: minute(count + 1), registerWh: registers.at(-1) ?? 0 }),
        ]
        deliver(station, events, delivery)
        expect(station.session).toMatchObject({ state: 'ended', energyWh: (registers.at(-1) ?? 0) - 1_000_000 })
        expect(truth(station.session).flags).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
