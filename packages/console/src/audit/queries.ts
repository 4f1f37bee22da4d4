import type { AuditActorKind } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { addressOf, call } from '../app/api.ts'
import { instantOf } from '../app/i18n/local-time.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { routes } from '../app/routes.ts'
import { choiceParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'

const PAGE_SIZE = 100
const REFRESH_MS = 15_000
const DAY = /^\d{4}-\d\d-\d\d$/

export const actorKinds = ['person', 'platform', 'apiKey', 'program'] as const satisfies readonly AuditActorKind[]

/** Filters of the log, as they stand in the URL. */
export interface AuditSearch {
  readonly search?: string | undefined
  readonly actorKind?: AuditActorKind | undefined
  readonly action?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subject?: string | undefined
  readonly person?: string | undefined
  /** Days of the reader's calendar, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export function auditSearch(input: SearchInput): AuditSearch {
  return {
    search: textParam(input['search']),
    actorKind: choiceParam(actorKinds, input['actorKind']),
    action: textParam(input['action']),
    subjectKind: textParam(input['subjectKind']),
    subject: textParam(input['subject']),
    person: uuidParam(input['person']),
    from: dayParam(input['from']),
    to: dayParam(input['to']),
  }
}

function dayParam(value: unknown): string | undefined {
  const text = textParam(value)
  return text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

function filterOf({ from, to, ...filter }: AuditSearch) {
  return {
    ...filter,
    ...(from === undefined ? {} : { from: midnight(from, 0) }),
    ...(to === undefined ? {} : { to: midnight(to, 1) }),
  }
}

/** The beginning of a day of the reader's, or of the one some days later. */
function midnight(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + daysLater)
  return new Date(instantOf(at.toISOString().slice(0, 10))).toISOString()
}

export function auditQuery(search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: queryKeys.audit(search),
    queryFn: ({ pageParam, signal }) =>
      call('listAudit', { query: { ...filterOf(search), limit: PAGE_SIZE, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}

export const auditActionsQuery = queryOptions({
  queryKey: queryKeys.auditActions,
  queryFn: ({ signal }) => call('listAuditActions', { signal }),
})

/** Where what is listed can be saved from. */
export function auditExportAddress(search: AuditSearch, format: 'csv' | 'json'): string {
  return `/api/v1${addressOf(routes.exportAudit[1], { query: { ...filterOf(search), format } })}`
}
