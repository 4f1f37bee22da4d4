import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import type { MessageSearch, Window } from './search.ts'

const HOURS: Readonly<Record<Window, number>> = { hour: 1, day: 24, week: 168 }
const HOUR_MS = 3_600_000
const FOLLOW_MS = 5000

/** Messages of all stations, newest first. */
export function messagesQuery({ within = 'hour', ...filter }: MessageSearch) {
  return infiniteQueryOptions({
    queryKey: queryKeys.allTimelines({ ...filter, within }),
    queryFn: ({ pageParam, signal }) => {
      const from = new Date(Date.now() - HOURS[within] * HOUR_MS).toISOString()
      return call('searchTimeline', { query: { ...filter, from, limit: 100, cursor: pageParam }, signal })
    },
    ...byCursor,
    refetchInterval: FOLLOW_MS,
  })
}
