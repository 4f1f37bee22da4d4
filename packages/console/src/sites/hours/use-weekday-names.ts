import { useIntl } from 'react-intl'

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** What a weekday is called; 1 is Monday. */
export function useWeekdayNames(): (weekday: number) => string {
  const intl = useIntl()
  return (weekday) => intl.formatDate(MONDAY + (weekday - 1) * DAY_MS, { weekday: 'long', timeZone: 'UTC' })
}
