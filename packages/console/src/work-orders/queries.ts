import type { FaultQuery } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput } from '../app/search-params.ts'

export const SHOWN = ['mine', 'open', 'all'] as const
export type Shown = (typeof SHOWN)[number]

/** Which orders are shown, as it stands in the URL; none: what suits the reader. */
export interface WorkOrderSearch {
  readonly show?: Shown | undefined
}

export function workOrderSearch(input: SearchInput): WorkOrderSearch {
  return { show: choiceParam(SHOWN, input['show']) }
}

export function workOrderListQuery(show: Shown) {
  return infiniteQueryOptions({
    queryKey: queryKeys.workOrderList(show),
    queryFn: ({ pageParam, signal }) =>
      call('listWorkOrders', { query: { show, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal }),
    ...byCursor,
  })
}

/** Who is on the way to a station. */
export function stationOrdersQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.stationOrders(stationId),
    queryFn: ({ signal }) => call('listWorkOrders', { query: { show: 'open', stationId }, signal }),
  })
}

export function workOrderQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.workOrder(id),
    queryFn: ({ signal }) => call('getWorkOrder', { params: { id }, signal }),
  })
}

/** Whom to send to a fault and when. Always asked anew: somebody may have been sent elsewhere meanwhile. */
export function proposalQuery(fault: FaultQuery) {
  return queryOptions({
    queryKey: queryKeys.workProposal(fault),
    queryFn: ({ signal }) => call('proposeWorkOrder', { query: fault, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}
