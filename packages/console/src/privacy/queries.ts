import { queryOptions } from '@tanstack/react-query'
import { addressOf, call } from '../app/api.ts'
import { firstRoutes } from '../app/first-routes.ts'
import { queryKeys } from '../app/query-keys.ts'

const WORKING_MS = 2000

export const privacyQuery = queryOptions({
  queryKey: queryKeys.privacy,
  queryFn: ({ signal }) => call('getPrivacySettings', { signal }),
})

export const safeguardsQuery = queryOptions({
  queryKey: queryKeys.safeguards,
  queryFn: ({ signal }) => call('getSafeguards', { signal }),
})

export const erasuresQuery = queryOptions({
  queryKey: queryKeys.erasures,
  queryFn: ({ signal }) => call('listErasures', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state !== 'done') === true ? WORKING_MS : false),
})

/** Tokens, or a driver with all of theirs. */
export type Whose = { readonly tokens: string[] } | { readonly driverId: string }

/** What is known of somebody is counted anew each time somebody asks. */
export function previewQuery(whose: Whose) {
  return queryOptions({
    queryKey: queryKeys.personalData(whose),
    queryFn: ({ signal }) => call('previewPersonalData', { body: whose, signal }),
    gcTime: 0,
    staleTime: 0,
  })
}

/** Where everything that is known of a token or a driver can be saved from. */
export function exportAddress(query: { readonly tokens: string } | { readonly driverId: string }): string {
  return `/api/v1${addressOf(firstRoutes.exportPersonalData[1], { query })}`
}
