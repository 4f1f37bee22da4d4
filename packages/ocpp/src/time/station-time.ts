import type { StationTime } from '../vocabulary/time.ts'

/** No station writes a longer time; what is longer is not looked at. */
const LONGEST_TIME = 48

/** Date and time as stations write it: blank for T, comma fraction, no seconds, no zone, zone without colon. */
const DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i

/** Unix time in seconds or milliseconds. */
const UNIX_TIME = /^\d{10}(\d{3})?$/

const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/**
 * Reads a station's time. Total; the text is kept, `ms` is undefined when it is no time. A missing zone is read as UTC.
 * Of a text that is no time only so much is kept, and in such a form, that it can be part of a key.
 */
export function parseStationTime(text: string): StationTime {
  const ms = readMs(text)
  return { text: ms === undefined ? text.replaceAll('\0', '').slice(0, LONGEST_TIME).toWellFormed() : text, ms }
}

/** RFC 3339 in UTC with milliseconds, held within the years that the format can write (1970 to 9999). */
export function formatTime(ms: number): string {
  return new Date(Math.min(Math.max(Math.trunc(ms), 0), LATEST_MS)).toISOString()
}

function readMs(text: string): number | undefined {
  if (text.length > LONGEST_TIME) return undefined
  const trimmed = text.trim()
  const match = DATE_TIME.exec(trimmed)
  if (match !== null) return msOfMatch(match)
  if (!UNIX_TIME.test(trimmed)) return undefined
  return trimmed.length === 10 ? Number(trimmed) * 1000 : Number(trimmed)
}

function msOfMatch(match: RegExpExecArray): number | undefined {
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = match
  const date = new Date(0)
  // setUTCFullYear, because Date.UTC reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined
  const ofDayMs = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000
  const fractionMs = Number(fraction.slice(0, 3).padEnd(3, '0'))
  return date.getTime() + ofDayMs + fractionMs - zoneMs(zone)
}

function zoneMs(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? ['', '+', '0']
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? -ms : ms
}
