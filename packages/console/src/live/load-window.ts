import type { LoadSeries, NetworkNow } from '@stationmaster/server/contract'
import type { z } from 'zod'

export type LoadWindow = z.infer<typeof LoadSeries>

const WINDOW_MS = 3_600_000

/** Adds the newest figure to the load of the last hour and drops what is older. */
export function appendLoad(series: LoadWindow | undefined, now: NetworkNow): LoadWindow | undefined {
  if (series === undefined) return undefined
  const newest = series.at.at(-1)
  if (newest !== undefined && Date.parse(newest) >= Date.parse(now.at)) return series
  const oldestMs = Date.parse(now.at) - WINDOW_MS
  const from = series.at.findIndex((at) => Date.parse(at) >= oldestMs)
  const start = from === -1 ? series.at.length : from
  // The newest samples may still be empty because their interval is not over; the live figure takes their place.
  const end = series.powerW.findLastIndex((powerW) => powerW !== null) + 1
  return { at: [...series.at.slice(start, end), now.at], powerW: [...series.powerW.slice(start, end), now.powerW] }
}
