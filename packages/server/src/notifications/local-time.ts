const DAY_MINUTES = 1440
const MINUTE_MS = 60_000

/** Clocks by time zone; making one costs more than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** Minutes since midnight on the clocks of a time zone. */
export function minuteOfDay(atMs: number, timeZone: string): number {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    clocks.set(timeZone, clock)
  }
  return readTimeOfDay(clock.format(atMs))
}

/** Minutes since midnight of a text such as 22:30. */
export function readTimeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** The next moment after `atMs` at which the clocks of the zone show this time of day. */
export function nextAt(atMs: number, minute: number, timeZone: string): number {
  const startMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS
  const ahead = (minute - minuteOfDay(startMs, timeZone) + DAY_MINUTES) % DAY_MINUTES
  const guessMs = startMs + (ahead === 0 ? DAY_MINUTES : ahead) * MINUTE_MS
  // Clocks may have been changed on the way.
  const off = ((minute - minuteOfDay(guessMs, timeZone) + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2
  const nextMs = guessMs + off * MINUTE_MS
  return nextMs > atMs ? nextMs : guessMs
}

/** Whether a time of day lies between two others; the span may reach over midnight. */
export function isBetween(minute: number, from: number, to: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}
