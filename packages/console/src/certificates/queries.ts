import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import type { CertificateScope } from './search.ts'

const REFRESH_MS = 10_000

const filters = {
  usable: { usable: 'true', sort: 'notAfter' },
  requested: { state: 'requested', sort: '-requestedAt' },
  all: { sort: '-requestedAt' },
} as const

/** Certificates of all stations: those in force by their end, others the newest first. */
export function fleetCertificatesQuery(scope: CertificateScope) {
  return infiniteQueryOptions({
    queryKey: queryKeys.fleetCertificates(scope),
    queryFn: ({ pageParam, signal }) =>
      call('listCertificates', { query: { ...filters[scope], limit: 100, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}

export const rootsQuery = queryOptions({
  queryKey: queryKeys.roots,
  queryFn: ({ signal }) => call('listTrustedRoots', { signal }),
  refetchInterval: REFRESH_MS,
})

export function authorityQuery(name: 'station' | 'v2g') {
  return queryOptions({
    queryKey: queryKeys.authority(name),
    queryFn: ({ signal }) => call('getCertificateAuthority', { params: { name }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

export const plugAndChargeQuery = queryOptions({
  queryKey: queryKeys.plugAndCharge,
  queryFn: ({ signal }) => call('getPlugAndCharge', { signal }),
  refetchInterval: REFRESH_MS,
})

export const contractsQuery = queryOptions({
  queryKey: queryKeys.contracts,
  queryFn: ({ signal }) => call('listContractCertificates', { signal }),
  refetchInterval: REFRESH_MS,
})

export const serverCertificatesQuery = queryOptions({
  queryKey: queryKeys.serverCertificates,
  queryFn: ({ signal }) => call('listServerCertificates', { signal }),
  refetchInterval: 60_000,
})
