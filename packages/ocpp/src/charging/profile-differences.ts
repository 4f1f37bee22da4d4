import { parseStationTime } from '../time/station-time.ts'
import type { InstalledProfile } from './profile.ts'

/** What a field means when it is left out. */
const DEFAULTS: Readonly<Record<string, unknown>> = { numberPhases: 3, useLocalTime: false, randomizedDelay: 0 }
/** Stations set these themselves, or use them as they like. */
const IGNORED: ReadonlySet<string> = new Set(['customData', 'dynUpdateTime'])
/** Schedules of 1.6 have no id; some stations number them anew. */
const SCHEDULE_ID = /^chargingSchedule\.\d+\.id$/
const MOST = 20

/** Fields in which a profile that a station reports is not the one it accepted; at most twenty. */
export function profileDifferences(expected: InstalledProfile, reported: InstalledProfile): readonly string[] {
  const place = expected.evseId === reported.evseId ? [] : ['evseId']
  return [...place, ...differences(expected.profile, reported.profile, '')].slice(0, MOST)
}

function differences(expected: unknown, reported: unknown, path: string): readonly string[] {
  if (isSame(expected, reported) || SCHEDULE_ID.test(path)) return []
  if (!isObject(expected) || !isObject(reported)) return [path]
  const names = new Set([...Object.keys(expected), ...Object.keys(reported)])
  return [...names].flatMap((name) => {
    if (IGNORED.has(name)) return []
    const at = path === '' ? name : `${path}.${name}`
    return differences(expected[name] ?? DEFAULTS[name], reported[name] ?? DEFAULTS[name], at)
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Numbers up to rounding, times however they are written. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) < 1e-6
  if (typeof one !== 'string' || typeof other !== 'string') return false
  const [oneMs, otherMs] = [parseStationTime(one).ms, parseStationTime(other).ms]
  // Stations may drop the milliseconds.
  return oneMs !== undefined && otherMs !== undefined && Math.abs(oneMs - otherMs) < 1000
}
