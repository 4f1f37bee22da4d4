const DAY_MS = 86_400_000

/** Formatters are dear to make; there are no more of them than there are zones. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>()

/** Whether a text names a time zone: of the IANA list, or an offset such as +02:00. */
export function isTimeZone(text: string): boolean {
  try {
    formatterOf(text)
    return true
  } catch {
    return false
  }
}

/** What a clock on the wall shows at an instant, as if it were UTC. Throws on what is no time zone. */
export function wallTimeAt(ms: number, timeZone: string): number {
  if (timeZone === 'UTC') return ms
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of formatterOf(timeZone).formatToParts(ms)) part[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  // setUTCFullYear, because Date.UTC reads the years 0 to 99 as 1900 to 1999.
  const dayMs = new Date(0).setUTCFullYear(year, month - 1, day)
  const withinSecond = ((ms % 1000) + 1000) % 1000
  return dayMs + (hour * 3600 + minute * 60 + second) * 1000 + withinSecond
}

/**
 * The first instant at which a clock on the wall shows a time or a later one: of an hour that comes twice the first, of one
 * that is left out the moment of the leap.
 */
export function instantOfWall(wallMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return wallMs
  const offsets = [wallMs - DAY_MS, wallMs + DAY_MS].map((ms) => wallTimeAt(ms, timeZone) - ms)
  const [early, late] = offsets.map((offset) => wallMs - offset).toSorted((a, b) => a - b)
  if (early === undefined || late === undefined) return wallMs
  for (const ms of [early, late]) if (wallTimeAt(ms, timeZone) === wallMs) return ms
  return leapBetween(early, late, wallMs, timeZone)
}

/** The clock does not show the time at all: it leaps over it between the two instants. */
function leapBetween(early: number, late: number, wallMs: number, timeZone: string): number {
  let [before, after] = [early, late]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallTimeAt(middle, timeZone) >= wallMs) after = middle
    else before = middle
  }
  return after
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(timeZone)
  if (known !== undefined) return known
  const number = 'numeric'
  const parts = { year: number, month: number, day: number, hour: number, minute: number, second: number } as const
  const formatter = new Intl.DateTimeFormat('en-US', { ...parts, timeZone, calendar: 'iso8601', hourCycle: 'h23' })
  FORMATTERS.set(timeZone, formatter)
  return formatter
}
