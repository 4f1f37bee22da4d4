import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

type Purpose = 'firmware' | 'log'

const PAGE_SIZE = 50
const CHOICES = 200

/** Images and logs, newest first. */
export function fileListQuery(filter: { readonly purpose?: Purpose; readonly stationId?: string }) {
  return infiniteQueryOptions({
    queryKey: queryKeys.files(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listFiles', { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    ...byCursor,
  })
}

/** Images to choose from. */
export const firmwareChoicesQuery = queryOptions({
  queryKey: queryKeys.files({ choices: true }),
  queryFn: ({ signal }) => call('listFiles', { query: { purpose: 'firmware', limit: CHOICES }, signal }),
})

const BUSY_MS = 3000

/** Firmware updates and log uploads, newest first; asked again while one is under way. */
export function maintenanceQuery(filter: { readonly stationId?: string }) {
  return infiniteQueryOptions({
    queryKey: queryKeys.maintenance(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listMaintenance', { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: BUSY_MS,
  })
}
