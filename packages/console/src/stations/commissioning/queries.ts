import { queryOptions } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { queryKeys } from '../../app/query-keys.ts'

const RUNNING_MS = 1000
const RESTING_MS = 15_000

/** Examinations of a station, newest first. */
export function commissioningsQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.commissionings(stationId),
    queryFn: ({ signal }) => call('listCommissionings', { params: { stationId }, signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state }) => state === 'running') === true ? RUNNING_MS : RESTING_MS,
  })
}
