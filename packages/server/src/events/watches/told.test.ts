import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SessionMark, sessionNews } from './sessions.ts'
import { type StationMark, stationNews } from './stations.ts'

const station: fc.Arbitrary<StationMark> = fc.record({
  presence: fc.constantFrom('never' as const, 'offline' as const, 'online' as const),
  faults: fc.dictionary(fc.constantFrom('1/1', '1/2', '2/1'), fc.constantFrom('GroundFailure', '')),
})

test('of a station nothing is told while nothing changes, and all that does', () => {
  fc.assert(
    fc.property(station, station, (before, now) => {
      expect(stationNews(now, now)).toEqual([])
      const news = stationNews(before, now)
      expect(news.includes('station.online')).toBe(now.presence === 'online' && before.presence !== 'online')
      expect(news.includes('station.faulted') && news.includes('station.recovered')).toBe(false)
      const isNewFault = Object.entries(now.faults).some(([place, code]) => before.faults[place] !== code)
      expect(news.includes('station.faulted')).toBe(isNewFault)
    }),
  )
})

const told = (mark: Partial<SessionMark>): SessionMark => ({
  ...{ state: 'active', doubtful: false, energyWh: 100, toldMs: 0 },
  ...mark,
})

test.each([
  ['new', { mark: null }, ['session.started']],
  ['unseen from beginning to end', { state: 'ended', mark: null }, ['session.started', 'session.ended']],
  ['ended', { state: 'ended', mark: told({}) }, ['session.ended']],
  ['moved on', { mark: told({ energyWh: 50 }) }, ['session.updated']],
  ['moved on a moment ago', { mark: told({ energyWh: 50, toldMs: 59_999 }) }, []],
  ['in doubt', { doubtful: true, mark: told({}) }, ['session.doubtful']],
  ['still in doubt', { doubtful: true, mark: told({ doubtful: true }) }, []],
  ['as it was', { mark: told({}) }, []],
] as const)('a session that is %s', (_, session, news) => {
  const now = { state: 'active', doubtful: false, energy_wh: 100, ...session } as const
  expect(sessionNews(now, { nowMs: 60_000, isUpdateWanted: true })).toEqual(news)
})
