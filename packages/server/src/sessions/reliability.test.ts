import type { TransactionReply } from '@stationmaster/ocpp'
import { describe, expect, it } from 'vitest'
import type { SessionId } from '../stations/ids.ts'
import { event2, meterValues, minute, sample, start16, stop16 } from '../stations/testing/reports.ts'
import { StationModel, T0 } from '../stations/testing/station-model.ts'
import type { Session } from './session.ts'

const CARD = { value: 'CARD', type: 'ISO14443' }
const HOUR_MS = 3_600_000

function at(station: StationModel, minutes: number): StationModel {
  station.nowMs = minute(minutes).ms ?? 0
  return station
}

function codes(session: Session): string[] {
  return session.flags.map(({ code }) => code)
}

function transactionIdOf(reply: unknown): number {
  return (reply as TransactionReply).transactionId ?? Number.NaN
}

describe('a transaction', () => {
  it('in 1.6 is a session with the energy between its registers', () => {
    const station = new StationModel()
    const reply = station.send(start16())
    expect(reply).toEqual({ kind: 'transaction', transactionId: 1001, token: { status: 'Accepted' } })
    at(station, 30).send(meterValues([sample(minute(30), 1_005_000, { powerImportW: 11_000 })], 1001))
    expect(station.session).toMatchObject({ state: 'active', energyWh: 5000, powerW: 11_000 })
    expect(at(station, 60).send(stop16(1001))).toEqual({ kind: 'transaction' })
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, flags: [], confidence: 1 })
    expect(station.reads).toBe(0)
  })

  it('in 2.x is a session with the energy between its registers', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, { idToken: CARD, samples: [sample(minute(0), 500)] }))
    at(station, 10).send(event2('updated', 1, 10, { chargingState: 'Charging', samples: [sample(minute(10), 1500)] }))
    at(station, 20).send(event2('ended', 2, 20, { samples: [sample(minute(20), 2500)] }))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 2000, flags: [], chargingState: 'Charging' })
    expect(station.reads).toBe(0)
  })
})

describe('reliability 1: StartTransaction retried', () => {
  it('is answered with the same id and the same idTagInfo, also after the memory is lost and the card has changed', () => {
    const station = new StationModel()
    const card = station.tokens.get('card')
    if (card) station.tokens.set('card', { ...card, groupValue: 'FLEET', expiresAtMs: T0 + HOUR_MS })
    const first = station.send(start16())
    station.tokens.clear()
    for (let attempt = 1; attempt <= 20; attempt++) {
      at(station, attempt)
      if (attempt % 3 === 0) station.reload()
      expect(station.send(start16())).toEqual(first)
    }
    expect(first).toMatchObject({ token: { groupIdToken: { value: 'FLEET' } } })
    expect(station.sessions.size).toBe(1)
    expect(station.events).toHaveLength(1)
  })

  it('is recognised after its session has ended and left the memory', () => {
    const station = new StationModel()
    const first = station.send(start16())
    at(station, 60).send(stop16(transactionIdOf(first)))
    for (let count = 2; count < 14; count++) {
      const reply = at(station, count * 60).send(start16({ at: minute(count * 60) }))
      at(station, count * 60 + 30).send(stop16(transactionIdOf(reply), { at: minute(count * 60 + 30) }))
    }
    expect(station.state.sessions.some((session) => session.transactionId === '1001')).toBe(false)
    const before = station.sessions.size
    expect(station.send(start16())).toEqual(first)
    expect(station.send(stop16(1001))).toEqual({ kind: 'transaction' })
    expect(station.sessions.size).toBe(before)
  })

  it('with other content under the same key is flagged, and still answered', () => {
    const station = new StationModel()
    const first = station.send(start16())
    expect(station.send(start16({ reservationId: 5 }))).toEqual(first)
    expect(station.send(start16({ reservationId: 5 }))).toEqual(first)
    expect(codes(station.session)).toEqual(['repeatedStartOtherContent'])
    expect(station.events).toHaveLength(2)
  })
})

describe('reliability 2: start refused', () => {
  it('gets a real id and is a session that waits for a person', () => {
    const station = new StationModel()
    station.tokens.clear()
    const reply = station.send(start16())
    expect(reply).toEqual({ kind: 'transaction', transactionId: 1001, token: { status: 'Unknown' } })
    at(station, 60).send(stop16(1001))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, authorizationStatus: 'Unknown' })
    expect(codes(station.session)).toEqual(['unknownToken'])
    expect(station.session.confidence).toBeLessThan(0.6)
  })

  it('tells a refused card from an unknown one', () => {
    const station = new StationModel()
    const card = station.tokens.get('card')
    if (card) station.tokens.set('card', { ...card, status: 'blocked' })
    expect(station.send(start16())).toMatchObject({ transactionId: 1001, token: { status: 'Blocked' } })
    expect(station.session.flags).toEqual([{ code: 'refusedToken', data: { status: 'Blocked' } }])
  })
})

describe('reliability 3: stop for an unknown transaction', () => {
  it.each(['-1', '0', '2147483647', '4711'])('%s ends the one active session that fits', (transactionId) => {
    const station = new StationModel()
    station.send(start16())
    const reply = at(station, 60).send(stop16(transactionId, { idToken: { value: 'card', type: 'Unknown' } }))
    expect(reply).toEqual({ kind: 'transaction', token: { status: 'Accepted' } })
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, transactionId: '1001' })
    expect(codes(station.session)).toEqual(['orphanStop'])
  })

  it.each(['-1', '0', '2147483647'])(
    '%s without a session that fits is a session of its own, once',
    (transactionId) => {
      const station = new StationModel()
      station.send(start16({ registerWh: 9_000_000 }))
      const stop = stop16(transactionId, { idToken: { value: 'CARD', type: 'Unknown' } })
      const first = at(station, 60).send(stop)
      station.reload()
      expect(station.send(stop)).toEqual(first)
      expect(station.sessions.size).toBe(2)
      const held = [...station.sessions.values()][1]
      expect(held).toMatchObject({ state: 'ended', transactionId: null, energyWh: 0, meterStopWh: 1_011_000 })
      expect(held && codes(held).toSorted()).toEqual(['orphanStop', 'startMissing'])
    },
  )

  it('does not guess between two sessions that fit equally well', () => {
    const station = new StationModel()
    const other = { evse: { evseId: 2, connectorId: 1 }, idToken: { value: 'OTHER', type: 'Unknown' } }
    station.send(start16())
    station.send(start16(other))
    at(station, 60).send(stop16(-1))
    expect([...station.sessions.values()].map(({ state }) => state)).toEqual(['active', 'active', 'ended'])
    at(station, 61).send(stop16(-1, { at: minute(61), idToken: { value: 'other', type: 'Unknown' } }))
    expect(station.sessions.get([...station.sessions.keys()][1]!)).toMatchObject({ state: 'ended', energyWh: 11_000 })
  })

  it('finds its place before samples that are newer than it', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 90).send(meterValues([sample(minute(10), 1_002_000), sample(minute(80), 1_011_000)], 1001))
    at(station, 91).send(stop16(-1))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, endedAtMs: minute(60).ms })
  })
})

describe('reliability 4: stop retried, or a second one that differs', () => {
  it('answers a retry alike and changes nothing', () => {
    const station = new StationModel()
    station.send(start16())
    const stop = stop16(1001, { idToken: { value: 'CARD', type: 'Unknown' } })
    const first = at(station, 60).send(stop)
    const before = JSON.stringify(station.session)
    for (let attempt = 0; attempt < 10; attempt++) {
      if (attempt === 5) station.reload()
      expect(at(station, 61 + attempt).send(stop)).toEqual(first)
    }
    expect(JSON.stringify(station.session)).toBe(before)
  })

  it('keeps the first stop and flags the other', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 60).send(stop16(1001))
    expect(at(station, 61).send(stop16(1001, { registerWh: 1_016_000, at: minute(61) }))).toEqual({
      kind: 'transaction',
    })
    expect(station.session).toMatchObject({ energyWh: 11_000, endedAtMs: minute(60).ms, meterStopWh: 1_011_000 })
    expect(station.session.flags).toMatchObject([{ code: 'conflictingStop', data: { meterStopWh: 1_016_000 } }])
  })

  it('takes a stop that lost its samples on the retry for the same stop', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 60).send(stop16(1001, { samples: [sample(minute(60), 1_011_000)] }))
    at(station, 61).send(stop16(1001))
    expect(station.session.flags).toEqual([])
  })

  it('keeps the first stop when a late sample folds the session anew', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 60).send(stop16(1001))
    at(station, 61).send(stop16(1001, { registerWh: 1_016_000, at: minute(50) }))
    at(station, 62).send(meterValues([sample(minute(30), 1_005_000)], 1001))
    expect(station.session).toMatchObject({ energyWh: 11_000, endedAtMs: minute(60).ms })
    expect(codes(station.session)).toContain('conflictingStop')
  })
})

describe('reliability 5: stop before start', () => {
  it('in 2.x is a session without a start, until the start comes', () => {
    const station = new StationModel({ version: '2.0.1' })
    at(station, 30).send(event2('ended', 2, 30, { samples: [sample(minute(30), 5000)], offline: true }))
    expect(codes(station.session)).toContain('startMissing')
    station.reload()
    const started = event2('started', 0, 0, { idToken: CARD, offline: true, samples: [sample(minute(0), 1000)] })
    expect(at(station, 31).send(started)).toEqual({ kind: 'transaction', token: { status: 'Accepted' } })
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 4000, startedAtMs: minute(0).ms })
    expect(codes(station.session)).not.toContain('startMissing')
  })

  it.each([false, true])('in 1.6 the start joins the session that its stop had opened (memory lost: %s)', (lost) => {
    const station = new StationModel({ connectedAtMs: T0 + HOUR_MS })
    at(station, 70).send(stop16(-1, { idToken: { value: 'CARD', type: 'Unknown' } }))
    if (lost) station.reload()
    const first = at(station, 71).send(start16())
    expect(transactionIdOf(first)).toBeGreaterThan(0)
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, evse: { evseId: 1, connectorId: 1 } })
    expect(codes(station.session)).not.toContain('startMissing')
    expect(station.send(start16())).toEqual(first)
    expect(station.sessions.size).toBe(1)
  })
})

describe('reliability 6: offline queue with old timestamps', () => {
  it('keeps the times of the events and asks nothing of the present', () => {
    const threeDays = 3 * 24 * 60
    const station = new StationModel({ connectedAtMs: minute(threeDays).ms! })
    const card = station.tokens.get('card')
    if (card)
      station.tokens.set('card', {
        ...card,
        activeSessionIds: ['elsewhere' as SessionId],
        expiresAtMs: minute(2 * 24 * 60).ms!,
      })
    expect(at(station, threeDays).send(start16())).toMatchObject({ token: { status: 'Accepted' } })
    station.send(stop16(1001))
    expect(station.session).toMatchObject({
      startedAtMs: minute(0).ms,
      endedAtMs: minute(60).ms,
      energyWh: 11_000,
      offline: true,
      flags: [],
    })
  })

  it('is told by the offline mark of 2.x', () => {
    const station = new StationModel({ version: '2.0.1' })
    const card = station.tokens.get('card')
    if (card) station.tokens.set('card', { ...card, activeSessionIds: ['elsewhere' as SessionId] })
    const reply = station.send(event2('started', 0, 0, { idToken: CARD, offline: true }))
    expect(reply).toEqual({ kind: 'transaction', token: { status: 'Accepted' } })
    expect(station.session.offline).toBe(true)
  })
})

describe('reliability 7: gap in the sequence', () => {
  it('is legal between start and end, and remarked on', () => {
    const station = new StationModel({ version: '2.1' })
    station.send(event2('started', 0, 0, { samples: [sample(minute(0), 1000)] }))
    at(station, 20).send(event2('ended', 4, 20, { samples: [sample(minute(20), 3000)] }))
    expect(station.session).toMatchObject({ energyWh: 2000, flags: [{ code: 'sequenceGap', data: { missing: 3 } }] })
    expect(station.session.confidence).toBeGreaterThan(0.9)
    for (const [seqNo, minutes] of [
      [2, 10],
      [1, 5],
      [3, 15],
    ] as const) {
      station.send(event2('updated', seqNo, minutes, { samples: [sample(minute(minutes), 1000 + minutes * 100)] }))
    }
    expect(codes(station.session)).toEqual(['lateEvent'])
    expect(station.session.energyWh).toBe(2000)
  })
})

describe('reliability 7: out of order, or sent again much later', () => {
  const longSession = () => {
    const station = new StationModel({ version: '2.0.1' })
    const started = event2('started', 0, 0, { idToken: CARD, samples: [sample(minute(0), 1000)] })
    const updates = Array.from({ length: 30 }, (_, index) =>
      event2('updated', index + 1, index + 1, { samples: [sample(minute(index + 1), 1000 + index * 10)] }),
    )
    const first = station.send(started)
    for (const [index, update] of updates.entries()) at(station, index + 1).send(update)
    return { station, started, first, updates }
  }

  it('within one second the sequence number decides what came last', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, { chargingState: 'EVConnected' }))
    station.send(event2('updated', 2, 1, { chargingState: 'SuspendedEV' }))
    station.send(event2('updated', 1, 1, { chargingState: 'Charging' }))
    expect(station.session.chargingState).toBe('SuspendedEV')
  })

  it('a start is known again after any number of updates, without a read', () => {
    const { station, started, first } = longSession()
    expect(station.send(started)).toEqual(first)
    expect(station.reads).toBe(0)
    expect(station.events).toHaveLength(31)
  })

  it('an update that memory has forgotten is found among the stored ones', () => {
    const { station, updates } = longSession()
    const before = station.session
    expect(station.decide(updates[2]!)).toMatchObject({ reply: { kind: 'transaction' }, changes: [] })
    expect(station.reads).toBe(1)
    expect(station.session).toEqual(before)
  })

  it('a meter value that is sent again changes nothing', () => {
    const station = new StationModel()
    station.send(start16())
    for (const minutes of [1, 2, 3]) at(station, minutes).send(meterValues([sample(minute(minutes), 1_000_100)], 1001))
    const before = station.session
    station.send(meterValues([sample(minute(1), 1_000_100)], 1001))
    expect(station.session).toEqual(before)
  })
})

describe('reliability 9: transaction id used again', () => {
  const SHORT = { transactionId: '17' }

  it.each([false, true])('after its end it is the next generation (long after: %s)', (longAfter) => {
    const station = new StationModel({ version: '2.0.1' })
    const started = (minutes: number, transactionId = '17') =>
      event2('started', 0, minutes, { transactionId, samples: [sample(minute(minutes), 1000)] })
    const ended = (minutes: number, transactionId = '17') =>
      event2('ended', 1, minutes, { transactionId, samples: [sample(minute(minutes), 2000)] })
    at(station, 0).send(started(0))
    at(station, 5).send(ended(5))
    for (let count = 1; longAfter && count < 12; count++) {
      at(station, count * 10).send(started(count * 10, `other-${count}`))
      at(station, count * 10 + 5).send(ended(count * 10 + 5, `other-${count}`))
    }
    at(station, 200).send(started(200))
    at(station, 205).send(ended(205))
    at(station, 206).send(ended(205))
    if (!longAfter) at(station, 207).send(ended(5))
    const reused = [...station.sessions.values()].filter(({ transactionId }) => transactionId === '17')
    expect(reused.map(({ generation, energyWh }) => [generation, energyWh])).toEqual([
      [0, 1000],
      [1, 1000],
    ])
    expect(reused.map(codes)).toEqual([[], ['transactionIdReused']])
  })

  it.each([false, true])(
    'told late, between two others, it is a generation of its own (reconnected: %s)',
    (reconnects) => {
      const station = new StationModel({ version: '2.0.1' })
      const used = (minutes: number, now = minutes) => {
        at(station, now).send(event2('started', 0, minutes, { transactionId: '17', offline: now > minutes }))
        at(station, now).send(event2('ended', 1, minutes + 5, { transactionId: '17', offline: now > minutes }))
      }
      used(0)
      used(200)
      if (reconnects) station.reload()
      used(100, 300)
      const generations = [...station.sessions.values()].map(({ generation }) => generation)
      expect(generations.toSorted()).toEqual([0, 1, 2])
    },
  )

  it('while it runs is one session', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, SHORT))
    at(station, 5).send(event2('started', 0, 5, SHORT))
    expect(codes(station.session)).toContain('repeatedStartOtherContent')
  })
})
