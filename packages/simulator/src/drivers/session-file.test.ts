import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createVirtualScheduler } from '../time/virtual-scheduler.ts'
import { type ReplayedVisit, startReplay } from './replay.ts'
import { parseSessions, readSessionFile } from './session-file.ts'

const WORKPLACE = `site,station_id,session_id,arrival,departure,estimated_departure,requested_kwh,delivered_kwh,claimed
a,S2,x,2019-05-01T09:00:00Z,2019-05-01T12:00:00Z,2019-05-01T11:00:00Z,20,12.5,True
a,S1,y,2019-05-01T08:00:00Z,2019-05-01T09:00:00Z,,,4,False
a,S1,z,2019-05-01T08:00:00Z,2019-05-01T07:00:00Z,,,4,False
`
const PUBLIC = `transaction_id,charge_point,connector,utc_start,utc_stop,card,connected_h,charge_h,energy_kwh,max_power_kw
1,e62c50d1be0a2f80,2,2019-01-01T00:30:00Z,2019-01-01T08:30:00Z,826d337c1d84900452edfcb2,8,1,6.53,9.8
`

test('reads workplace sessions in order of arrival, with what drivers stated, and counts rows that make no sense', () => {
  const { sessions, rejectedRows } = parseSessions(WORKPLACE)
  expect(rejectedRows).toBe(1)
  expect(sessions.map((session) => session.stationId)).toEqual(['S1', 'S2'])
  expect(sessions[0]).not.toHaveProperty('stated')
  expect(sessions[1]).toMatchObject({
    energyWh: 12_500,
    stated: { departureMs: Date.parse('2019-05-01T11:00:00Z'), energyWh: 20_000 },
  })
})

test('reads public sessions from a gzipped file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sessions-'))
  try {
    const path = join(folder, 'sessions.csv.gz')
    writeFileSync(path, gzipSync(PUBLIC))
    expect(readSessionFile(path).sessions).toEqual([
      {
        stationId: 'e62c50d1-2',
        arrivalMs: Date.parse('2019-01-01T00:30:00Z'),
        departureMs: Date.parse('2019-01-01T08:30:00Z'),
        energyWh: 6_530,
        idToken: '826D337C1D8490045 2ED'.replace(' ', ''),
      },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a file with other columns is refused by naming them', () => {
  expect(() => parseSessions('a,b\n1,2\n')).toThrow('unknown columns "a,b"')
})

test('a replay keeps the intervals and starts now', () => {
  const clock = createVirtualScheduler()
  const seen: (readonly [number, ReplayedVisit])[] = []
  const startMs = clock.now()
  startReplay(parseSessions(WORKPLACE).sessions, clock, (visit) => seen.push([clock.now() - startMs, visit]))
  clock.advance(24 * 3_600_000)
  expect(seen.map(([atMs, { stationId, visit }]) => [atMs, stationId, visit.stayMs])).toEqual([
    [0, 'S1', 3_600_000],
    [3_600_000, 'S2', 3 * 3_600_000],
  ])
})
