import type { StationKey } from '../../stations/ids.ts'

/** Knuth's multiplicative hash: neighbouring keys land far apart. */
const GOLDEN = 2_654_435_761

/** The interval spread by ±20 %, always the same for one station, so that a fleet does not beat as one. */
export function heartbeatIntervalS(stationKey: StationKey, intervalS: number): number {
  const fraction = (Math.imul(stationKey, GOLDEN) >>> 0) / 2 ** 32
  return Math.max(1, Math.round(intervalS * (0.8 + 0.4 * fraction)))
}
