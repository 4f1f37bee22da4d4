import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

const REFRESH_MS = 15_000
const DAY_MS = 86_400_000
/** A station that somebody is installing knocks every few seconds or minutes. */
const LATELY_MS = 10 * 60_000

const since = (ageMs: number) => new Date(Date.now() - ageMs).toISOString()

/** Everyone who was refused in the last day and has not come in since. */
export const refusalsQuery = infiniteQueryOptions({
  queryKey: queryKeys.refusalList({ of: 'day' }),
  queryFn: ({ pageParam, signal }) =>
    call('listRefusedHandshakes', {
      query: { open: 'true', from: since(DAY_MS), limit: 50, cursor: pageParam },
      signal,
    }),
  ...byCursor,
  refetchInterval: REFRESH_MS,
})

/** Why a station that knocks is not let in; nothing once it has come in. */
export function refusalsOfQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.refusalList({ identity: stationId }),
    queryFn: ({ signal }) =>
      call('listRefusedHandshakes', { query: { identity: stationId, open: 'true', limit: 5 }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

/** Who was refused in the last minutes, whatever it called itself. */
export const latelyRefusedQuery = queryOptions({
  queryKey: queryKeys.refusalList({ of: 'lately' }),
  queryFn: ({ signal }) =>
    call('listRefusedHandshakes', { query: { open: 'true', from: since(LATELY_MS), limit: 20 }, signal }),
  refetchInterval: REFRESH_MS,
})
