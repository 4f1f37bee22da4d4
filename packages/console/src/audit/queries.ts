import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { addressOf, call } from '../app/api.ts'
import { firstRoutes } from '../app/first-routes.ts'
import { instantOf } from '../app/i18n/local-time.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import type { AuditSearch } from './search.ts'

const PAGE_SIZE = 100
const REFRESH_MS = 15_000

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
  return `/api/v1${addressOf(firstRoutes.exportAudit[1], { query: { ...filterOf(search), format } })}`
}
