/** Where an instant falls in the week of the people at a site. */
export interface LocalTime {
  /** Hours since local midnight, 0 to 24. */
  readonly hour: number
  /** 0 is Sunday. */
  readonly weekday: number
}

export type LocalClock = (atMs: number) => LocalTime

const MS_PER_DAY = 86_400_000
const QUARTER_MS = 900_000

/** A clock of an IANA time zone. Throws a RangeError for a zone that does not exist. */
export function localClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', timeZoneName: 'longOffset' })
  const offsets = new Map<number, number>()
  return (atMs) => {
    // Zones change their offset on whole quarters of an hour only, so that one look-up serves a quarter.
    const quarter = Math.floor(atMs / QUARTER_MS)
    let offsetMs = offsets.get(quarter)
    if (offsetMs === undefined) {
      offsetMs = offsetOf(format, quarter * QUARTER_MS)
      offsets.set(quarter, offsetMs)
    }
    return utcClock(atMs + offsetMs)
  }
}

/** The clock of a place that keeps UTC. */
export function utcClock(atMs: number): LocalTime {
  const day = Math.floor(atMs / MS_PER_DAY)
  return { hour: (atMs - day * MS_PER_DAY) / 3_600_000, weekday: (((day + 4) % 7) + 7) % 7 }
}

export function isWeekend({ weekday }: LocalTime): boolean {
  return weekday === 0 || weekday === 6
}

function offsetOf(format: Intl.DateTimeFormat, atMs: number): number {
  const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d{2}):(\d{2})/.exec(name)
  if (match === null) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000
}
