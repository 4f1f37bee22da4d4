import type { StationEvent, StationReply, TransactionReply } from '@stationmaster/ocpp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event2, meterValues, minute, sample, start16, stop16 } from '../stations/testing/reports.ts'
import { StationModel } from '../stations/testing/station-model.ts'

/** What happens to one message on its way: how often it is sent, and what is lost between. */
const trouble = fc.array(fc.constantFrom('answerLost', 'memoryLost', 'crashBeforeCommit'), { maxLength: 3 })

/** A transaction as the meter saw it: on which EVSE, for how long, how much. */
const charge = fc.record({
  evseId: fc.constantFrom(1, 2),
  minutes: fc.integer({ min: 2, max: 50 }),
  wh: fc.nat(20_000),
  card: fc.constantFrom('CARD', 'stranger'),
})
type Charge = typeof charge extends fc.Arbitrary<infer One> ? One : never

const day = fc.record({
  charges: fc.array(charge, { minLength: 1, maxLength: 14 }),
  troubles: fc.infiniteStream(trouble),
})

/** Sends a message as firmware does: again and again until it is answered. All its answers must be equal. */
function deliver(station: StationModel, event: StationEvent, troubles: readonly string[]): StationReply {
  const replies: StationReply[] = []
  for (const one of troubles) {
    if (one === 'crashBeforeCommit') station.decideOnly(event)
    else replies.push(station.send(event))
    if (one !== 'answerLost') station.reload()
  }
  const last = station.send(event)
  for (const reply of replies) expect(reply).toEqual(last)
  return last
}

function run(version: '1.6' | '2.0.1', charges: readonly Charge[], troubles: fc.Stream<string[]>): StationModel {
  const station = new StationModel({ version })
  station.tokens.set('stranger', { ...station.tokens.get('card')!, status: 'blocked' })
  let registerWh = 5_000_000
  for (const [count, { evseId, minutes, wh, card }] of charges.entries()) {
    const evse = { evseId, connectorId: 1 }
    const idToken = { value: card, type: 'Unknown' }
    const from = count * 60
    const at = (passed: number) => minute(from + passed)
    const halfway = registerWh + Math.floor(wh / 2)
    const send = (passed: number, event: StationEvent): StationReply => {
      station.nowMs = (at(passed).ms ?? 0) + 500
      return deliver(station, event, troubles.next().value ?? [])
    }
    if (version === '1.6') {
      const start = start16({ evse, idToken, at: at(0), registerWh })
      const id = (send(0, start) as TransactionReply).transactionId ?? 0
      send(1, { ...meterValues([sample(at(1), halfway)], id), evse })
      send(minutes, stop16(id, { at: at(minutes), registerWh: registerWh + wh, idToken }))
    } else {
      const transactionId = `${count}`
      send(0, event2('started', 0, from, { transactionId, evse, idToken, samples: [sample(at(0), registerWh)] }))
      send(1, event2('updated', 1, from + 1, { transactionId, evse, samples: [sample(at(1), halfway)] }))
      const samples = [sample(at(minutes), registerWh + wh)]
      send(minutes, event2('ended', 2, from + minutes, { transactionId, evse, idToken, samples }))
    }
    registerWh += wh
  }
  return station
}

describe.each(['1.6', '2.0.1'] as const)(
  'a day of a %s station on a bad network with a server that crashes',
  (version) => {
    it('is one session for each transaction, each with its energy, and equal answers to equal messages', () => {
      fc.assert(
        fc.property(day, ({ charges, troubles }) => {
          const station = run(version, charges, troubles)
          const sessions = [...station.sessions.values()].sort((a, b) => a.startedAtMs - b.startedAtMs)
          expect(sessions.map(({ energyWh, state, evse }) => [energyWh, state, evse.evseId])).toEqual(
            charges.map(({ wh, evseId }) => [wh, 'ended', evseId]),
          )
          for (const [index, { card }] of charges.entries()) {
            expect(sessions[index]?.flags.map(({ code }) => code)).toEqual(card === 'CARD' ? [] : ['refusedToken'])
          }
          expect(station.events).toHaveLength(charges.length * (version === '1.6' ? 2 : 3))
        }),
        { numRuns: 200 },
      )
    })
  },
)
