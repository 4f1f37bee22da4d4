import { readerZone } from './reader-zone.ts'

/** An instant as a date-and-time field shows it: by the reader's clock or a site's, without a zone. Empty when it is none. */
export function localTime(instant: string | number, zone = readerZone()): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? '' : wallClock(at.getTime(), zone)
}

/** What was typed into such a field, or into one for a day, as an instant. NaN when it is none. */
export function instantOf(local: string, zone = readerZone()): number {
  const wallMs = Date.parse(`${local.includes('T') ? local : `${local}T00:00`}Z`)
  if (Number.isNaN(wallMs)) return Number.NaN
  // Once more from nearby: between the two looks clocks may be changed.
  return [0, 1].reduce((atMs) => atMs + wallMs - Date.parse(`${wallClock(atMs, zone)}:00Z`), wallMs)
}

function wallClock(atMs: number, timeZone: string): string {
  const whole = Math.floor(atMs / 60_000) * 60_000
  // Swedish writes days and times as such fields do.
  return new Intl.DateTimeFormat('sv-SE', {
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const),
  })
    .format(whole)
    .replace(' ', 'T')
}
