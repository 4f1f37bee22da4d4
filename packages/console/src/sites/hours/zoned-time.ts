/** Times of a place, as its clocks show them: "wall" milliseconds are those of UTC if the clocks there showed UTC. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  const made = new Intl.DateTimeFormat('en-US', { ...parts, second: 'numeric', hourCycle: 'h23', timeZone: zone })
  formats.set(zone, made)
  return made
}

export function wallMs(zone: string, atMs: number): number {
  const parts = formatIn(zone).formatToParts(atMs)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The moment at which the clocks there show a time; where they are put forward over it, the one after. */
export function momentMs(zone: string, wall: number): number {
  const guess = wall - (wallMs(zone, wall) - wall)
  return guess + (wall - wallMs(zone, guess))
}

/** As fields for day and time write it: 2026-05-04T07:30. */
export function localText(zone: string, at: string): string {
  return new Date(wallMs(zone, Date.parse(at))).toISOString().slice(0, 16)
}

/** The moment that such a field names; undefined while it is not filled in. */
export function localMoment(zone: string, text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return undefined
  return new Date(momentMs(zone, Date.parse(`${text}:00Z`))).toISOString()
}
