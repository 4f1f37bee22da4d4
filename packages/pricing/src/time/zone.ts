import { Temporal } from 'temporal-polyfill'

export const DAY_S = 86_400

/** A stretch of time in which a zone's offset from UTC does not change. Unix seconds; `toS` is exclusive. */
export interface OffsetRange {
  readonly fromS: number
  readonly toS: number
  readonly offsetS: number
}

/** A time zone that answers from memory: the clock changes that were asked about once are kept. */
export interface Zone {
  readonly name: string
  rangeAt(atS: number): OffsetRange
}

const zones = new Map<string, Zone>()
/** More zones than the world has are names that somebody makes up. */
const MOST_ZONES = 1000
const MOST_RANGES = 512

/** The zone of an IANA name, or `undefined` when there is none. */
export function zoneOf(name: string): Zone | undefined {
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = isZoneName(name) ? makeZone(name) : undefined
  if (zone !== undefined && zones.size < MOST_ZONES) zones.set(name, zone)
  return zone
}

/** Names only: an offset such as +01:00 knows nothing of summer time, so it is no zone of a location. */
function isZoneName(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

function makeZone(name: string): Zone {
  let ranges: OffsetRange[] = []
  let last: OffsetRange | undefined
  return {
    name,
    rangeAt(atS) {
      if (last !== undefined && atS >= last.fromS && atS < last.toS) return last
      last = ranges.find((range) => atS >= range.fromS && atS < range.toS)
      if (last !== undefined) return last
      last = findRange(name, atS)
      ranges = ranges.length < MOST_RANGES ? [...ranges, last] : [last]
      return last
    },
  }
}

function findRange(name: string, atS: number): OffsetRange {
  const at = Temporal.Instant.fromEpochMilliseconds(atS * 1000).toZonedDateTimeISO(name)
  const next = at.getTimeZoneTransition('next')
  // "previous" is strictly before, and the range begins at a change that happens now.
  const previous = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return {
    fromS: previous === null ? -Infinity : Math.floor(previous.epochMilliseconds / 1000),
    toS: next === null ? Infinity : Math.floor(next.epochMilliseconds / 1000),
    offsetS: Math.round(at.offsetNanoseconds / 1e9),
  }
}
