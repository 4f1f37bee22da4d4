import type { CallOutput, DriftState } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'

export type DriftedValue = CallOutput<'listDriftValues'>['items'][number]

const REFRESH_MS = 10_000
const PAGE_SIZE = 100

export const templatesQuery = queryOptions({
  queryKey: queryKeys.templates,
  queryFn: ({ signal }) => call('listTemplates', { signal }),
  refetchInterval: REFRESH_MS,
})

export function templateQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.template(id),
    queryFn: ({ signal }) => call('getTemplate', { params: { id }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

/** Settings that mean the same in every version; they come with the program. */
export const neutralSettingsQuery = queryOptions({
  queryKey: queryKeys.neutralSettings,
  queryFn: ({ signal }) => call('listNeutralSettings', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What of the deviating values is shown, as it stands in the URL. */
export interface DriftFilter {
  readonly state?: DriftState | undefined
  readonly templateId?: string | undefined
  readonly search?: string | undefined
}

/** In line is no deviation. */
export const deviations = ['drifted', 'rejected', 'rebootRequired', 'applying'] as const

export function driftSearch(input: SearchInput): DriftFilter {
  return {
    state: choiceParam(deviations, input['state']),
    templateId: uuidParam(input['templateId']),
    search: textParam(input['search']),
  }
}

export function driftQuery(filter: DriftFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.drift(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listDriftValues', { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}

const LARGEST_PAGE = 500

/** All deviating values, page after page: for a file. */
export async function allDriftedValues(filter: DriftFilter): Promise<readonly DriftedValue[]> {
  const all: DriftedValue[] = []
  let cursor: string | undefined
  do {
    const page = await call('listDriftValues', { query: { ...filter, limit: LARGEST_PAGE, cursor } })
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return all
}
