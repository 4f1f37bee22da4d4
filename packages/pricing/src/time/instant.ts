/** The last instant of the year 9999, in milliseconds: the end of what RFC 3339 can write. */
const LATEST_MS = 253_402_300_799_999

/** Whether it is an instant from 1970 to 9999, in milliseconds. Time zones and calendars answer for all of them. */
export function isInstant(ms: number): boolean {
  return ms >= 0 && ms <= LATEST_MS
}
