const DAY_MS = 86_400_000
/** As many as the server adds up at once. */
export const MOST_DAYS = 400

interface Days {
  readonly from: string
  readonly to: string
}

/** Days of a calendar are counted without a clock, so that no zone moves them. */
function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** What was typed as a span; null while it is none. */
export function spanOf({ from, to }: Days): Days | null {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return days >= 1 && days <= MOST_DAYS && from >= '2000' && to < '3000' ? { from, to } : null
}

export function lastMonthOf(today: string): Days {
  const to = daysAfter(`${today.slice(0, 8)}01`, -1)
  return { from: `${to.slice(0, 8)}01`, to }
}

/** 365 days and today. */
export function lastYearOf(today: string): Days {
  return { from: daysAfter(today, -365), to: today }
}
