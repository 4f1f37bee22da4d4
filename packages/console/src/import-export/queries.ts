import type { ImportAction, ImportKind } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, uuidParam } from '../app/search-params.ts'

export const importKinds = ['stations', 'sites', 'tokens'] as const satisfies readonly ImportKind[]
export const importActions = ['refused', 'create', 'change', 'unchanged'] as const satisfies readonly ImportAction[]

/** What an import is of, and which one it is, as it stands in the URL: a reload comes back to it. */
export interface ImportSearch {
  readonly kind: ImportKind
  readonly id?: string | undefined
  readonly show?: ImportAction | undefined
}

export function importSearch(input: SearchInput): ImportSearch {
  return {
    kind: choiceParam(importKinds, input['kind']) ?? 'stations',
    id: uuidParam(input['id']),
    show: choiceParam(importActions, input['show']),
  }
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.import(id),
    queryFn: ({ signal }) => call('getImport', { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function importRowsQuery(id: string, action: ImportAction | undefined) {
  return infiniteQueryOptions({
    queryKey: queryKeys.importRows(id, action ?? 'all'),
    queryFn: ({ pageParam, signal }) =>
      call('listImportRows', {
        params: { id },
        query: { limit: 200, cursor: pageParam, ...(action === undefined ? {} : { action }) },
        signal,
      }),
    ...byCursor,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

const RUNNING_MS = 1500

export const exportListQuery = infiniteQueryOptions({
  queryKey: queryKeys.exports,
  queryFn: ({ pageParam, signal }) => call('listExports', { query: { limit: 50, cursor: pageParam }, signal }),
  ...byCursor,
  refetchInterval: (query) => {
    const items = query.state.data?.pages.flatMap((page) => page.items) ?? []
    return items.some(({ state }) => state === 'queued' || state === 'running') ? RUNNING_MS : false
  },
})
