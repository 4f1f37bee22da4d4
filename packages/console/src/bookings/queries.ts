import type { BookingState, InputOfCall } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { instantOf } from '../app/i18n/local-time.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import type { BookingSearch } from './search.ts'

const OPEN = ['requested', 'approved', 'active'] as const satisfies readonly BookingState[]
const DAY_MS = 86_400_000
/** What is in the way changes without a booking changing: stations break, sessions begin. */
const AGAIN_MS = 60_000

/** Requests that wait for a decision, earliest first. */
export const waitingBookingsQuery = queryOptions({
  queryKey: queryKeys.waitingBookings,
  queryFn: ({ signal }) => call('listBookings', { query: { state: 'requested', limit: 5 }, signal }),
  refetchInterval: AGAIN_MS,
})

export function bookingListQuery(search: BookingSearch) {
  const filter = bookingFilter(search)
  return infiniteQueryOptions({
    queryKey: queryKeys.bookingList(search),
    queryFn: ({ pageParam, signal }) =>
      call('listBookings', { query: { ...filter, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal }),
    ...byCursor,
    refetchInterval: AGAIN_MS,
  })
}

type BookingFilter = InputOfCall<'listBookings'>['query']

/** What is open comes first as it will be; what is over, the latest first. */
function bookingFilter({ state, site, from, to }: BookingSearch): BookingFilter {
  const isOpen = state === undefined || OPEN.some((open) => open === state)
  return {
    order: isOpen ? 'earliest' : 'latest',
    ...(state === 'all' ? {} : { state: state ?? OPEN.join(',') }),
    ...(site === undefined ? {} : { siteId: site }),
    ...(from === undefined ? {} : { from: new Date(instantOf(from)).toISOString() }),
    ...(to === undefined ? {} : { until: new Date(instantOf(dayAfter(to))).toISOString() }),
  }
}

/** Days of a calendar are counted without a clock, so that no zone moves them. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
}
