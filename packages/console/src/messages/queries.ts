import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, textParam } from '../app/search-params.ts'

/** How far back one looks, as it stands in the URL. */
export const windows = ['hour', 'day', 'week'] as const
export type Window = (typeof windows)[number]

const HOURS: Readonly<Record<Window, number>> = { hour: 1, day: 24, week: 168 }
const HOUR_MS = 3_600_000
const FOLLOW_MS = 5000

export interface MessageSearch {
  readonly search?: string | undefined
  readonly action?: string | undefined
  readonly failed?: 'true' | undefined
  readonly within?: Window | undefined
}

export function messageSearch(input: SearchInput): MessageSearch {
  return {
    search: textParam(input['search']),
    action: textParam(input['action']),
    failed: choiceParam(['true'] as const, input['failed']),
    within: choiceParam(windows, input['within']),
  }
}

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
