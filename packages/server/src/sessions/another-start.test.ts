import type { TransactionReply } from '@stationmaster/ocpp'
import { describe, expect, it } from 'vitest'
import { minute, sample, start16, stop16 } from '../stations/testing/reports.ts'
import { StationModel } from '../stations/testing/station-model.ts'

const CONSTANT = start16({ registerWh: 0 })

function at(station: StationModel, minutes: number): StationModel {
  station.nowMs = minute(minutes).ms ?? 0
  return station
}

function begin(station: StationModel, minutes: number): number {
  return (at(station, minutes).send(CONSTANT) as TransactionReply).transactionId ?? Number.NaN
}

function status(station: StationModel, minutes: number, word: 'Available' | 'Preparing' | 'Charging') {
  at(station, minutes).send({
    kind: 'connectorStatus',
    evse: { evseId: 1, connectorId: 1 },
    status: word,
    at: minute(minutes),
  })
}

const quirky = () => new StationModel({ quirks: { constantStart: true } })

describe('a start with the clock and meter of an earlier one', () => {
  it('is a retry for any station without the quirk, whatever happened between', () => {
    const station = new StationModel()
    const first = begin(station, 0)
    at(station, 30).send(stop16(first, { at: minute(30), registerWh: 5000 }))
    status(station, 31, 'Available')
    expect(begin(station, 40)).toBe(first)
    expect(station.sessions.size).toBe(1)
  })

  it('is a retry with the quirk too while nothing has happened', () => {
    const station = quirky()
    status(station, 0, 'Preparing')
    const first = begin(station, 1)
    status(station, 2, 'Charging')
    for (const minutes of [3, 10, 60]) expect(begin(station, minutes)).toBe(first)
    expect(station.session.flags.map(({ code }) => code)).not.toContain('constantStart')
  })

  it.each(['memory', 'rows'])('is another one once the earlier has ended, and its own retry then (%s)', (from) => {
    const station = quirky()
    const ids: number[] = []
    for (let count = 0; count < 12; count++) {
      const id = begin(station, count * 60)
      if (from === 'rows') station.reload()
      expect(begin(station, count * 60 + 1)).toBe(id)
      at(station, count * 60 + 30).send(stop16(id, { at: minute(count * 60 + 30), registerWh: 1000 + count }))
      if (from === 'rows') station.reload()
      ids.push(id)
    }
    expect(new Set(ids).size).toBe(12)
    const sessions = [...station.sessions.values()]
    expect(sessions).toHaveLength(12)
    expect(new Set(sessions.map(({ startKey }) => startKey)).size).toBe(12)
    expect(sessions[1]?.flags).toContainEqual({ code: 'constantStart', data: { because: 'ended' } })
    expect(sessions[1]?.confidence).toBeLessThan(0.8)
  })

  it('is another one when the connector has been free since', () => {
    const station = quirky()
    const first = begin(station, 0)
    status(station, 30, 'Preparing')
    const second = begin(station, 31)
    expect(second).not.toBe(first)
    const [before, after] = [...station.sessions.values()]
    expect(before).toMatchObject({ state: 'ended', flags: [{ code: 'connectorReplaced' }] })
    expect(after?.flags[0]).toEqual({ code: 'constantStart', data: { because: 'connectorFree' } })
  })

  it('is another one when the earlier has long been reporting', () => {
    const station = quirky()
    const first = begin(station, 0)
    at(station, 14).send({
      kind: 'meterValues',
      evse: { evseId: 1, connectorId: 1 },
      transactionId: String(first),
      samples: [sample(minute(14), 4000)],
    })
    expect(begin(station, 14)).toBe(first)
    expect(begin(station, 15)).not.toBe(first)
  })
})
