import { expect, test } from 'vitest'
import type { StationKey } from '../../stations/ids.ts'
import { heartbeatIntervalS } from './heartbeat-interval.ts'

test('intervals of a fleet spread evenly within a fifth, each station always having its own', () => {
  const intervals = Array.from({ length: 1000 }, (_, index) => heartbeatIntervalS((index + 1) as StationKey, 300))
  expect(Math.min(...intervals)).toBeGreaterThanOrEqual(240)
  expect(Math.max(...intervals)).toBeLessThanOrEqual(360)
  const lower = intervals.filter((interval) => interval < 270).length
  expect(lower).toBeGreaterThan(200)
  expect(lower).toBeLessThan(300)
  expect(heartbeatIntervalS(7 as StationKey, 300)).toBe(heartbeatIntervalS(7 as StationKey, 300))
})
