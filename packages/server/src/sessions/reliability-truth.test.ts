import type { TransactionReported } from '@stationmaster/ocpp'
import { describe, expect, it } from 'vitest'
import { event2, meterValues, minute, sample, start16, stop16, time } from '../stations/testing/reports.ts'
import { StationModel, T0 } from '../stations/testing/station-model.ts'
import type { Session } from './session.ts'

const CARD = { value: 'CARD', type: 'ISO14443' }
const HOUR_MS = 3_600_000
const YEAR_MS = 365 * 86_400_000

function at(station: StationModel, minutes: number): StationModel {
  station.nowMs = minute(minutes).ms ?? 0
  return station
}

function codes(session: Session): string[] {
  return session.flags.map(({ code }) => code)
}

describe('reliability 10: reboot in mid-session', () => {
  it('closes nothing and is flagged once', () => {
    const station = new StationModel()
    station.send(start16())
    const boot = { kind: 'booted', vendor: 'Volta', model: 'One' } as const
    at(station, 10).send(boot)
    at(station, 11).send(boot)
    expect(station.session).toMatchObject({ state: 'active', flags: [{ code: 'rebootedMidSession' }] })
    at(station, 60).send(stop16(1001, { stoppedReason: 'PowerLoss' }))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, stoppedReason: 'PowerLoss' })
    expect(codes(station.session)).toEqual(['rebootedMidSession'])
  })
})

describe('reliability 11: a clock that is wrong', () => {
  it.each([
    ['30 years behind', -30 * YEAR_MS],
    ['10 years ahead', 10 * YEAR_MS],
    ['an hour ahead', HOUR_MS],
  ])('%s: the time of receipt counts, both are kept, the energy is right', (_, skewMs) => {
    const station = new StationModel()
    const skewed = (minutes: number) => time((minute(minutes).ms ?? 0) + skewMs)
    const reply = station.send(start16({ at: skewed(0) }))
    expect(reply).toMatchObject({ token: { status: 'Accepted' } })
    at(station, 30).send(meterValues([sample(skewed(20), 1_004_000), sample(skewed(30), 1_005_000)], 1001))
    at(station, 60).send(stop16(1001, { at: skewed(60) }))
    expect(station.session).toMatchObject({
      state: 'ended',
      energyWh: 11_000,
      startedAtMs: minute(0).ms,
      startedAtStationMs: skewed(0).ms,
      endedAtMs: minute(60).ms,
      endedAtStationMs: skewed(60).ms,
      flags: [{ code: 'clockSkew', data: { skewMs } }],
    })
    expect([...station.samples.values()].map(({ atMs }) => atMs)).toEqual([minute(20).ms, minute(30).ms])
    expect(station.state.clockOffsetMs).toBe(skewMs)
    expect(station.send(start16({ at: skewed(0) }))).toEqual(reply)
  })

  it('an hour behind: followed, because a queue looks the same, and flagged when the station was connected then', () => {
    const station = new StationModel({ connectedAtMs: T0 - 5 * HOUR_MS })
    station.send(start16({ at: time(T0 - HOUR_MS) }))
    at(station, 60).send(stop16(1001, { at: time(T0) }))
    expect(station.session).toMatchObject({ energyWh: 11_000, startedAtMs: T0 - HOUR_MS, endedAtMs: T0 })
    expect(station.session.flags).toEqual([{ code: 'clockSkew', data: { skewMs: -HOUR_MS } }])
  })

  it('set back in mid-session: what is numbered later stays later', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, { samples: [sample(minute(0), 1000)] }))
    at(station, 30).send(event2('updated', 1, 30, { samples: [sample(minute(30), 3000)] }))
    at(station, 40).send(event2('updated', 2, -20, { samples: [sample(minute(-20), 4000)] }))
    at(station, 60).send(event2('ended', 3, 0, { samples: [sample(minute(0), 6000)] }))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 5000, startedAtMs: minute(0).ms })
    expect(codes(station.session)).toEqual(['clockSkew'])
  })

  it('set back before the stop in 1.6: the session still ends after it began', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 60).send(stop16(1001, { at: minute(-60) }))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, endedAtMs: minute(60).ms })
    expect(codes(station.session)).toEqual(['clockSkew'])
  })

  it('unreadable: the time of receipt counts', () => {
    const station = new StationModel()
    station.send(start16({ at: { text: 'yesterday', ms: undefined } }))
    expect(station.session).toMatchObject({ startedAtMs: T0, startedAtStationMs: null })
    expect(station.session.flags).toEqual([{ code: 'unreadableTime', data: { text: 'yesterday' } }])
  })
})

describe('reliability 13: the socket drops before the answer', () => {
  it('what was made durable is answered alike on the next socket, after anything', () => {
    const station = new StationModel({ version: '2.0.1' })
    const started = event2('started', 0, 0, { idToken: CARD, samples: [sample(minute(0), 1000)] })
    const first = station.send(started)
    station.reload()
    at(station, 3)
    expect(station.send(started)).toEqual(first)
    at(station, 5).send(event2('updated', 1, 5, { samples: [sample(minute(5), 1500)] }))
    expect(station.send({ ...started, offline: true })).toEqual(first)
    expect(station.session).toMatchObject({ energyWh: 500, flags: [], offline: false })
  })
})

describe('reliability 16: the register is reset, replaced or rolls over', () => {
  it.each([
    ['reset to 0', [1_002_000, 0, 300], 2000 + 300],
    ['replaced by a higher one', [1_002_000, 90_000, 92_000], 2000 + 2000],
    ['wrap at a million', [1_009_999, 40, 140], 9999 + 100],
  ])('%s: the sum of the rising stretches, flagged', (_, registers, energyWh) => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, { samples: [sample(minute(0), 1_000_000)] }))
    for (const [index, wh] of registers.entries()) {
      const at2 = index + 1
      at(station, at2).send(event2('updated', at2, at2, { samples: [sample(minute(at2), wh)] }))
    }
    at(station, 9).send(event2('ended', 4, 9, { samples: [sample(minute(9), registers.at(-1) ?? 0)] }))
    expect(station.session.energyWh).toBe(energyWh)
    expect(codes(station.session)).toEqual(['registerDecrease'])
  })
})

describe('reliability 17: meter values after the stop, or without a transaction', () => {
  const ended = () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 60).send(stop16(1001))
    return at(station, 61)
  }

  it('up to the stop they belong to the session, which stays ended', () => {
    const station = ended()
    station.send(meterValues([sample(minute(30), 1_005_000, { powerImportW: 9000 })], 1001))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, maxPowerW: 9000 })
    expect(station.eventsOf(station.session.sessionId).filter(({ phase }) => phase === 'meter')).toHaveLength(1)
  })

  it('after the stop they are kept apart', () => {
    const station = ended()
    station.send(meterValues([sample(minute(61), 1_099_000)], 1001))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, meterStopWh: 1_011_000 })
    expect([...station.samples.values()]).toMatchObject([{ sessionId: null }])
  })

  it('a late update of 2.x does not reopen', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, { samples: [sample(minute(0), 1000)] }))
    at(station, 20).send(event2('ended', 2, 20, { samples: [sample(minute(20), 3000)] }))
    at(station, 21).send(event2('updated', 1, 10, { samples: [sample(minute(10), 1500)], chargingState: 'Charging' }))
    at(station, 22).send(event2('updated', 3, 22, { samples: [sample(minute(22), 9000)], chargingState: 'Charging' }))
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 2000, endedAtMs: minute(20).ms, powerW: 0 })
    expect(codes(station.session).toSorted()).toEqual(['lateEvent', 'sampleAfterStop'])
  })

  it('without a transaction id they belong to what runs on the connector', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 10).send(meterValues([sample(minute(10), 1_002_000)]))
    at(station, 20).send(meterValues([sample(minute(20), 1_004_000)], 0))
    expect(station.session.energyWh).toBe(4000)
  })

  it('before any start they are kept', () => {
    const station = new StationModel()
    expect(station.send(meterValues([sample(minute(0), 1_000_000)]))).toEqual({ kind: 'empty' })
    expect([...station.samples.values()]).toMatchObject([{ sessionId: null, evseId: 1, connectorId: 1 }])
  })

  it('the same samples in MeterValues and TransactionEvent are stored once', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(event2('started', 0, 0, { samples: [sample(minute(0), 1000)] }))
    at(station, 10).send({ ...meterValues([sample(minute(10), 2000)]), evse: { evseId: 1, connectorId: 0 } })
    station.send(event2('updated', 1, 10, { samples: [sample(minute(10), 2000)] }))
    expect(station.samples.size).toBe(2)
    expect(station.session).toMatchObject({ energyWh: 1000, flags: [] })
  })
})

describe('a start on a connector where a session still runs', () => {
  it('ends the other at its last register, until its true stop comes', () => {
    const station = new StationModel()
    station.send(start16())
    at(station, 30).send(meterValues([sample(minute(30), 1_005_000)], 1001))
    expect(at(station, 62).send(start16({ at: minute(62), registerWh: 1_011_000 }))).toMatchObject({
      token: { status: 'Accepted' },
    })
    const [first] = [...station.sessions.keys()]
    expect(station.sessions.get(first!)).toMatchObject({ state: 'ended', energyWh: 5000, endedAtMs: minute(30).ms })
    expect(station.sessions.get(first!)?.flags).toEqual([{ code: 'connectorReplaced' }])
    at(station, 63).send(stop16(1001))
    expect(station.sessions.get(first!)).toMatchObject({ state: 'ended', energyWh: 11_000, flags: [] })
  })

  it('that began later leaves the late start ended', () => {
    const station = new StationModel()
    at(station, 90).send(start16({ at: minute(90), registerWh: 1_011_000 }))
    at(station, 91).send(start16())
    expect([...station.sessions.values()].map(({ state }) => state)).toEqual(['active', 'ended'])
  })
})

describe('answers', () => {
  it('about a card that the session has been answered about already need no look-up', () => {
    const station = new StationModel({ version: '2.0.1' })
    const withCard = (event: TransactionReported): TransactionReported => ({ ...event, idToken: CARD })
    station.send(withCard(event2('started', 0, 0)))
    station.tokens.clear()
    expect(at(station, 5).send(withCard(event2('updated', 1, 5)))).toEqual({
      kind: 'transaction',
      token: { status: 'Accepted' },
    })
    expect(station.session).toMatchObject({ tokenId: '00000000-0000-4000-8000-000000000001', flags: [] })
  })
})
