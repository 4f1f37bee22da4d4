/** What a clock at the location shows. */
export interface WallClock {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** `HH:MM`. */
  readonly time: string
  /** `MONDAY`. */
  readonly weekday: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The wall clock at each second from `startS` on, asked of Intl for every minute. */
export function wallClocks(timeZone: string, startS: number, seconds: number): (second: number) => WallClock {
  const firstMinute = Math.floor(startS / 60)
  const count = Math.floor((startS + seconds) / 60) - firstMinute + 1
  const minutes = Array.from({ length: count }, (_, at) => readClock(timeZone, (firstMinute + at) * 60_000))
  return (second) => {
    const clock = minutes[Math.floor((startS + second) / 60) - firstMinute]
    if (clock === undefined) throw new RangeError('that second is outside')
    return clock
  }
}

function readClock(timeZone: string, atMs: number): WallClock {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    weekday: part('weekday').toUpperCase(),
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', weekday: 'long', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  formats.set(timeZone, format)
  return format
}
