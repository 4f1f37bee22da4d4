const DAY_MS = 86_400_000

/** A day of a calendar, `2026-11-22`. Days are counted without a clock: midnight is the database's business. */
export type Day = string

export interface RevenueCalendar {
  readonly today: Day
  readonly monthStart: Day
  readonly lastMonthStart: Day
  readonly lastMonthEnd: Day
  /** As far into the last month as today is into this one. */
  readonly sameDayOfLastMonth: Day
}

export function calendarOf(today: Day): RevenueCalendar {
  const monthStart = `${today.slice(0, 8)}01`
  const lastMonthEnd = daysAfter(monthStart, -1)
  const lastMonthStart = `${lastMonthEnd.slice(0, 8)}01`
  const sameDay = daysAfter(lastMonthStart, Number(today.slice(8)) - 1)
  return {
    ...{ today, monthStart, lastMonthStart, lastMonthEnd },
    sameDayOfLastMonth: sameDay > lastMonthEnd ? lastMonthEnd : sameDay,
  }
}

export function daysAfter(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** How many days a span has, both ends counted. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

/** Every day of a span. */
export function daysOf(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, at) => daysAfter(from, at))
}
