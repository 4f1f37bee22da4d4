import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const networkNowQuery = queryOptions({
  queryKey: queryKeys.networkNow,
  queryFn: ({ signal }) => call('getNetworkNow', { signal }),
  refetchInterval: 60_000,
})

export const attentionQuery = queryOptions({
  queryKey: queryKeys.attention,
  queryFn: ({ signal }) => call('getAttention', { signal }),
  refetchInterval: 30_000,
})

export const mapQuery = queryOptions({
  queryKey: queryKeys.map,
  queryFn: ({ signal }) => call('getMapPoints', { signal }),
  refetchInterval: 60_000,
})

export const networkLoadQuery = queryOptions({
  queryKey: queryKeys.networkLoad,
  queryFn: ({ signal }) => call('getNetworkLoad', { signal }),
  refetchInterval: 60_000,
})
