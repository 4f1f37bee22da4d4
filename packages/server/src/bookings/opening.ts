import type { OpeningTimes } from '../contract/index.ts'

const MINUTE_MS = 60_000
/** Clocks are changed at the quarter of an hour at the least: no step passes over such a change unseen. */
const STEP_MINUTES = 15
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether a site is open for a whole span of time. A site that has not said when it is open always is. */
export function isOpenThroughout(
  times: OpeningTimes | null,
  timeZone: string,
  span: { readonly fromMs: number; readonly untilMs: number },
): boolean {
  if (times === null) return true
  const { fromMs, untilMs } = span
  const parsed = (periods: OpeningTimes['exceptionalClosings']) =>
    periods.map(({ periodBegin, periodEnd }) => [Date.parse(periodBegin), Date.parse(periodEnd)] as const)
  if (parsed(times.exceptionalClosings).some(([begin, end]) => begin < untilMs && end > fromMs)) return false
  if (times.twentyfourseven) return true
  const openings = parsed(times.exceptionalOpenings)
  const wallClock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  for (let atMs = fromMs; atMs < untilMs; ) {
    const opening = openings.find(([begin, end]) => begin <= atMs && end > atMs)
    const openMs = opening === undefined ? regularlyOpenMs(times.regularHours, wallClock, atMs) : opening[1] - atMs
    if (openMs <= 0) return false
    atMs += openMs
  }
  return true
}

/** How long it stays open from now on by its regular hours, as far as one step reaches; 0: it is closed. */
function regularlyOpenMs(hours: OpeningTimes['regularHours'], wallClock: Intl.DateTimeFormat, atMs: number): number {
  const parts = new Map(wallClock.formatToParts(atMs).map(({ type, value }) => [type, value]))
  const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
  const left = hours
    .filter((one) => one.weekday === weekday && minuteOf(one.periodBegin) <= minute)
    .map((one) => minuteOf(one.periodEnd) - minute)
  return Math.min(STEP_MINUTES, Math.max(0, ...left)) * MINUTE_MS - (left.some((one) => one > 0) ? atMs % MINUTE_MS : 0)
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}
