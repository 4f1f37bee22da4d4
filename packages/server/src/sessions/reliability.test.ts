import { describe, expect, it } from 'vitest'
import { event2, meterValues, minute, sample, start16, stop16 } from '../stations/testing/reports.ts'
import { StationModel } from '../stations/testing/station-model.ts'

describe('a 1.6 transaction', () => {
  it('is a session with the energy between its registers', () => {
    const station = new StationModel()
    const reply = station.send(start16())
    expect(reply).toEqual({ kind: 'transaction', transactionId: 1001, token: { status: 'Accepted' } })
    station.nowMs = minute(30).ms!
    station.send(meterValues([sample(minute(30), 1_005_000, { powerImportW: 11_000 })], 1001))
    expect(station.session).toMatchObject({ state: 'active', energyWh: 5000, powerW: 11_000 })
    station.nowMs = minute(60).ms!
    expect(station.send(stop16(1001))).toEqual({ kind: 'transaction' })
    expect(station.session).toMatchObject({ state: 'ended', energyWh: 11_000, flags: [], confidence: 1 })
    expect(station.reads).toBe(0)
  })
})

describe('a 2.x transaction', () => {
  it('is a session with the energy between its registers', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send(
      event2('started', 0, 0, { idToken: { value: 'CARD', type: 'ISO14443' }, samples: [sample(minute(0), 500)] }),
    )
    station.nowMs = minute(10).ms!
    station.send(event2('updated', 1, 10, { chargingState: 'Charging', samples: [sample(minute(10), 1500)] }))
    station.nowMs = minute(20).ms!
    station.send(event2('ended', 2, 20, { samples: [sample(minute(20), 2500)], stoppedReason: 'Local' }))
    expect(station.session).toMatchObject({
      state: 'ended',
      energyWh: 2000,
      flags: [],
      confidence: 1,
      chargingState: 'Charging',
    })
    expect(station.reads).toBe(0)
  })
})
