import type { WhatIfInput } from '@stationmaster/server/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export function whatIfQuery(siteId: string, body: WhatIfInput | null) {
  return queryOptions({
    queryKey: queryKeys.capacity(siteId, { body }),
    queryFn: ({ signal }) => {
      if (body === null) throw new TypeError('Nothing can be asked with fields that do not fit.')
      return call('askWhatIf', { params: { id: siteId }, body, signal })
    },
    enabled: body !== null,
    placeholderData: keepPreviousData,
  })
}

export function loadHistoryQuery(siteId: string) {
  return queryOptions({
    queryKey: queryKeys.capacity(siteId, {}),
    queryFn: ({ signal }) => call('getSiteCapacity', { params: { id: siteId }, signal }),
  })
}
