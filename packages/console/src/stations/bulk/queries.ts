import { queryOptions } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { queryKeys } from '../../app/query-keys.ts'

export const stationTagsQuery = queryOptions({
  queryKey: queryKeys.stationTags,
  queryFn: ({ signal }) => call('listStationTags', { signal }),
})

export const stationGroupsQuery = queryOptions({
  queryKey: queryKeys.stationGroups,
  queryFn: ({ signal }) => call('listStationGroups', { signal }),
})
