import type { TariffPrices } from '@stationmaster/server/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

/** What is to come is in force a minute later at the latest. */
const REFRESH_MS = 30_000

export const tariffsQuery = queryOptions({
  queryKey: queryKeys.tariffList,
  queryFn: ({ signal }) => call('listTariffs', { signal }),
  refetchInterval: REFRESH_MS,
})

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.tariffVersions(id),
    queryFn: ({ signal }) => call('listTariffVersions', { params: { id }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

export function siteTariffQuery(siteId: string) {
  return queryOptions({
    queryKey: queryKeys.siteTariff(siteId),
    queryFn: ({ signal }) => call('getSiteTariff', { params: { id: siteId }, signal }),
  })
}

/** What people do: a stop by day, a fast one, a night. */
export const SAMPLES = [
  { energyWh: 18_000, chargingMinutes: 45, connectedMinutes: 45 },
  { energyWh: 40_000, chargingMinutes: 30, connectedMinutes: 30 },
  { energyWh: 10_000, chargingMinutes: 120, connectedMinutes: 480 },
] as const

export function previewQuery(id: string, prices: TariffPrices) {
  return queryOptions({
    queryKey: queryKeys.tariffPreview(id, prices),
    queryFn: ({ signal }) => call('previewTariff', { params: { id }, body: { prices, samples: [...SAMPLES] }, signal }),
    placeholderData: keepPreviousData,
  })
}
