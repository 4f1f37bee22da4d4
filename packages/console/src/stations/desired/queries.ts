import { queryOptions } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { queryKeys } from '../../app/query-keys.ts'

const UNDER_WAY_MS = 1000
const RESTING_MS = 10_000

export function desiredQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.desired(stationId),
    queryFn: ({ signal }) => call('getDesiredConfiguration', { params: { stationId }, signal }),
    refetchInterval: (query) => (query.state.data?.isUnderWay === true ? UNDER_WAY_MS : RESTING_MS),
  })
}
