import type { SessionProgress, StationSummary } from '@stationmaster/server/contract'
import { expect, test } from 'vitest'
import { stationGoneOn } from './progress.ts'

type Connector = StationSummary['connectors'][number]

const connector = (evseId: number, sessionId: string | null, powerW: number | null): Connector => ({
  ...{ evseId, connectorId: 1, status: 'Charging', errorCode: null, info: null, vendorErrorCode: null },
  ...{ statusAt: '2026-05-01T12:00:00.000Z', connectorType: null, maxPowerW: null },
  ...{ sessionId, powerW, energyWh: 10, socPercent: null },
})
const station: StationSummary = {
  ...{ id: 'CS-1', name: null, siteId: null, siteName: null, condition: 'charging', online: true },
  ...{ registration: 'Accepted', ocppVersion: '2.0.1', vendor: null, model: null, firmwareVersion: null },
  ...{ lastSeenAt: null, connectedAt: null, disconnectedAt: null, latitude: null, longitude: null, tags: [] },
  // Two connectors of one EVSE share the session of 7 kW; 500 W are drawn by a session that names no connector.
  connectors: [connector(1, 'a', 7000), connector(1, 'a', 7000), connector(2, 'b', 3000), connector(3, null, null)],
  powerW: 10_500,
}
const progress = (id: string, powerW: number | null): SessionProgress => ({
  ...{ id, stationId: 'CS-1', energyWh: 250, powerW, socPercent: 44 },
})

test('a station draws what its sessions have come to, each counted once', () => {
  const next = stationGoneOn(station, new Map([['a', progress('a', 9000)]]))
  expect(next.powerW).toBe(12_500)
  expect(next.connectors.map(({ powerW, energyWh }) => [powerW, energyWh])).toEqual([
    [9000, 250],
    [9000, 250],
    [3000, 10],
    [null, 10],
  ])
  expect(stationGoneOn(next, new Map([['b', progress('b', null)]])).powerW).toBe(9500)
})

test('a station none of whose sessions has gone on stays the same object', () => {
  expect(stationGoneOn(station, new Map([['z', progress('z', 1)]]))).toBe(station)
})
