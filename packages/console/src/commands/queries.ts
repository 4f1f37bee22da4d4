import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

export function commandListQuery(stationId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.commandLists(stationId),
    queryFn: ({ pageParam, signal }) =>
      call('listCommands', { params: { stationId }, query: { limit: 50, cursor: pageParam }, signal }),
    ...byCursor,
  })
}
