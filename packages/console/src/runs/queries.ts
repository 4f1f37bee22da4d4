import type { CommandRun } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'
import { kindNamed } from '../commands/command-groups.ts'
import { ocppVersions, type StationFilter } from '../stations/queries.ts'
import { conditions } from '../status/status.ts'

const RUNNING_MS = 1000
const RESTING_MS = 10_000
const MOST_IDS = 500

/** Which stations a new run is for, as it stands in the URL: some by name, else all that a filter shows. */
export interface RunSearch extends StationFilter {
  readonly ids?: readonly string[] | undefined
  /** More names than fit into an address, as this tab has kept them. */
  readonly kept?: string | undefined
  readonly command?: ReturnType<typeof kindNamed>
  /** Image that stands in the form of a firmware update at first. */
  readonly fileId?: string | undefined
}

export function runSearch(input: SearchInput): RunSearch {
  const ids = Array.isArray(input['ids']) ? input['ids'].map(String).slice(0, MOST_IDS) : undefined
  return {
    ids,
    kept: uuidParam(input['kept']),
    command: kindNamed(input['command']),
    fileId: uuidParam(input['fileId']),
    search: textParam(input['search']),
    condition: choiceParam(conditions, input['condition']),
    siteId: uuidParam(input['siteId']),
    ocppVersion: choiceParam(ocppVersions, input['ocppVersion']),
    quirkProfile: textParam(input['quirkProfile']),
    tag: textParam(input['tag']),
    groupId: uuidParam(input['groupId']),
  }
}

export const runListQuery = infiniteQueryOptions({
  queryKey: queryKeys.runs,
  queryFn: ({ pageParam, signal }) => call('listCommandRuns', { query: { limit: 50, cursor: pageParam }, signal }),
  ...byCursor,
  refetchInterval: (query) => {
    const runs = query.state.data?.pages.flatMap((page) => page.items) ?? []
    return runs.some(isUnderWay) ? RUNNING_MS : RESTING_MS
  },
})

export function runQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.run(id),
    queryFn: ({ signal }) => call('getCommandRun', { params: { id }, signal }),
    refetchInterval: (query) =>
      query.state.data === undefined || isUnderWay(query.state.data) ? RUNNING_MS : RESTING_MS,
  })
}

export function runStationsQuery(id: string, underWay: boolean) {
  return infiniteQueryOptions({
    queryKey: queryKeys.runStations(id),
    queryFn: ({ pageParam, signal }) =>
      call('listCommandRunTargets', { params: { id }, query: { limit: 200, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: underWay ? RUNNING_MS * 2 : false,
  })
}

/** A run that is over may still wait for answers. */
export function isUnderWay({ state, counts }: Pick<CommandRun, 'state' | 'counts'>): boolean {
  return state === 'running' || state === 'awaitingApproval' || counts.underWay > 0
}
